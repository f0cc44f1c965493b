"""The report itself: its canonical bytes and a newline."""

from assay.core.canonical import canonical
from assay.core.report import Report
from assay.reporting.context import RenderContext


def render(report: Report, _context: RenderContext) -> bytes:
    """What `assay verify` reads; the digest covers these bytes with an empty `digest` field."""
    return canonical(report) + b"\n"
