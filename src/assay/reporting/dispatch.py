"""From a format's name to its view; a view and what it needs are imported only when it is asked for."""

from typing import assert_never

from assay.core.report import Report
from assay.reporting.context import Format, RenderContext


def render(report: Report, format: Format, *, context: RenderContext) -> bytes | str:
    """The report in `format`: bytes for JSON, which is canonical to the last byte, text for all others.

    Ends with a newline. The same report and context always give the same answer.
    """
    match format:
        case Format.TEXT:
            from assay.reporting import text

            return text.render(report, context)
        case Format.JSON:
            from assay.reporting import json

            return json.render(report, context)
        case Format.SARIF:
            from assay.reporting import sarif

            return sarif.render(report, context)
        case Format.HTML:
            from assay.reporting import html

            return html.render(report, context)
        case Format.MARKDOWN:
            from assay.reporting import markdown

            return markdown.render(report, context)
        case Format.GITHUB:
            from assay.reporting import github

            return github.render(report, context)
        case _:
            assert_never(format)
