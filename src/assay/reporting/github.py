"""Workflow commands of GitHub Actions, which put findings on the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

import re
from collections.abc import Iterator

from assay.core.outcome import Severity
from assay.core.report import Finding, Report, RuleCard
from assay.reporting.context import RenderContext
from assay.reporting.escaping import visible
from assay.reporting.selection import left_out, shown
from assay.reporting.sources import Sources
from assay.reporting.wording import CONFIDENCE, EXPOSURE, summary_line

COMMANDS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice", Severity.INFO: "notice"}
_PLACE = re.compile(r"(?P<path>[^:]+):(?P<line>\d+)")
MOST_GAPS = 10
"""GitHub shows ten warnings of a step; further gaps are counted in the log."""


def render(report: Report, context: RenderContext) -> str:
    """One command a finding, then what is not shown and the summary as plain lines of the log."""
    return "".join(f"{line}\n" for line in _lines(report, context))


def _lines(report: Report, context: RenderContext) -> Iterator[str]:
    cards = {card.id: card for card in report.rules}
    for finding in shown(report, context):
        yield _command(finding, cards.get(finding.rule), context)
    yield from _not_looked_at(report, context)
    if hidden := left_out(report, context):
        yield "not shown: " + ", ".join(hidden)
    yield visible(summary_line(report))


def _not_looked_at(report: Report, context: RenderContext) -> Iterator[str]:
    """A warning for each gap, on its line where it has one: a file that was not read must not look like a clean one."""
    sources = Sources(report.facts)
    for gap in report.gaps[:MOST_GAPS]:
        properties = {"title": "not looked at"}
        message = f"{gap.what}: {gap.because}"
        place = _PLACE.match(gap.what)
        path = place["path"] if place else gap.what
        if sources.knows(path):
            properties = {"file": context.path(path)} | ({"line": place["line"]} if place else {}) | properties
            message = message[len(place[0] if place else path) :].lstrip(" :")
        yield f"::warning {_stated(properties)}::{_data(visible(message))}"
    if len(report.gaps) > MOST_GAPS:
        yield f"not looked at: {len(report.gaps) - MOST_GAPS} more"


def _command(finding: Finding, card: RuleCard | None, context: RenderContext) -> str:
    at = finding.at
    properties = {"file": context.path(at.path), "line": str(at.line), "endLine": str(at.end_line)}
    if at.line == at.end_line:
        # GitHub takes columns only for a single line. Its end column belongs to the range, ours does not.
        properties |= {"col": str(at.column), "endColumn": str(max(at.column, at.end_column - 1))}
    properties["title"] = f"{finding.rule}: {card.title}" if card else str(finding.rule)
    message = [visible(finding.message), f"{CONFIDENCE[finding.confidence]}; {EXPOSURE[finding.exposure]}"]
    if card is not None:
        message.append(f"help: {visible(card.remedy)}")
    return f"::{COMMANDS[finding.severity]} {_stated(properties)}::{_data(chr(10).join(message))}"


def _stated(properties: dict[str, str]) -> str:
    return ",".join(f"{name}={_property(value)}" for name, value in properties.items())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
