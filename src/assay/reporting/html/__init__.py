"""The report as one self-contained page, for phone, dark room and paper, with no script and nothing to load."""

from assay.core.report import Report
from assay.reporting.context import RenderContext


def render(report: Report, context: RenderContext) -> str:
    """The page. Jinja is imported here, so that those who want no page don't pay for it."""
    from assay.reporting.html.page import page

    return page(report, context)
