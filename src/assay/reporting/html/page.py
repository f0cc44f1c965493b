"""Fills the template. Every string goes through `visible` and then through Jinja's own escaping."""

from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from assay.core.report import Report
from assay.reporting.context import RenderContext
from assay.reporting.escaping import visible
from assay.reporting.html.gauge import gauge
from assay.reporting.html.prose import paragraphs
from assay.reporting.html.view import view
from assay.reporting.wording import interval, letter, listed, measured, plural, questions, shares_of

_TEMPLATES = ("report.html.j2", "finding.html.j2", "code.html.j2")


def page(report: Report, context: RenderContext) -> str:
    """The whole document with a final newline."""
    folder = resources.files("assay.reporting.html").joinpath("templates")
    environment = Environment(
        loader=DictLoader({name: folder.joinpath(name).read_text("utf-8") for name in _TEMPLATES}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "interval": interval,
        "letter": letter,
        "measured": measured,
        "listed": listed,
        "plural": plural,
        "questions": questions,
        "shares": shares_of,
        "paragraphs": paragraphs,
    }
    # Our own file, and the only markup besides the templates that is passed through as it is.
    style = Markup(folder.joinpath("style.css").read_text("utf-8"))  # noqa: S704
    return environment.get_template("report.html.j2").render(
        report=report, view=view(report, context), gauge=gauge(report.grade.overall, context.bands), style=style
    )


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
