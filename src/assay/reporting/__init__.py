"""A report as text, JSON, SARIF, HTML, Markdown or workflow commands: views of one document, which judge nothing."""

from assay.reporting.context import Band, Format, RenderContext, wants_colour
from assay.reporting.dispatch import render

__all__ = ["Band", "Format", "RenderContext", "render", "wants_colour"]
