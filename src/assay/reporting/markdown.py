"""The report as a comment on a pull request: a summary, a table, and each finding behind a fold."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from assay.core.evidence import Calculation, SourceSpan, Statements
from assay.core.report import Finding, Report, RuleCard, Status
from assay.reporting.context import RenderContext
from assay.reporting.escaping import visible
from assay.reporting.excerpt import show_line
from assay.reporting.selection import left_out, shown
from assay.reporting.sources import Sources, line_of
from assay.reporting.unanswered import unanswered
from assay.reporting.wording import (
    CONFIDENCE,
    EXPOSURE,
    STATUS,
    calculation,
    interval,
    letter,
    listed,
    place_of,
    plural,
    questions,
    shares_of,
    summary_line,
    suppressed_by,
)

MOST_CHARACTERS = 60_000
"""GitHub takes 65,536 in a comment; findings that would not fit are counted instead."""
MOST_LINES = 12
MOST_GAPS = 20
_LONGEST_LINE = 200


def render(report: Report, context: RenderContext) -> str:
    """GitHub-flavoured Markdown; all text of others is escaped, and names nobody (`@`) and no issue (`#1`)."""
    sources = Sources(report.facts)
    cards = {card.id: card for card in report.rules}
    head = "\n".join((*_summary(report, context), ""))
    tail = "\n".join((*_not_looked_at(report, sources, context), *_coverage(report), *_foot(report, context), ""))
    room = MOST_CHARACTERS - len(head) - len(tail)
    blocks: list[str] = []
    findings = shown(report, context)
    for index, finding in enumerate(findings):
        block = "\n".join((*_finding(finding, cards.get(finding.rule), sources, context), ""))
        room -= len(block)
        if room < 0:
            blocks.append(f"\n{plural(len(findings) - index, 'more finding')} did not fit into this comment.\n")
            break
        blocks.append(block)
    return head + "".join(blocks) + tail


def escaped(text: str) -> str:
    """Text of others as inert Markdown: no markup, no HTML, no mention and no reference to an issue."""
    plain = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", escaped_in_html(text))
    return re.sub(r"^(\s*)([-+=]|\d+(?=[.)]))", r"\1&#8203;\2", plain)


def escaped_in_html(text: str) -> str:
    """The same for text between HTML tags, where Markdown's own escapes would be shown."""
    plain = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([@#]|GH-|://|www\.)", r"\1&#8203;", plain, flags=re.IGNORECASE)


def code(text: str, *, in_table: bool = False) -> str:
    """Text of others as a code span."""
    plain = visible(text)
    if in_table:
        plain = plain.replace("|", "\\|")
    fence = "`" * (_longest_run(plain) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") or not plain.strip() else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def _summary(report: Report, context: RenderContext) -> Iterator[str]:
    yield f"## assay: {escaped(summary_line(report))}"
    yield ""
    findings = shown(report, context)
    if findings:
        yield "| Severity | Rule | Where | What |"
        yield "|---|---|---|---|"
        for finding in findings[:50]:
            where = _link(finding.at, context, in_table=True)
            rule = code(finding.rule, in_table=True)
            yield f"| {finding.severity} | {rule} | {where} | {escaped(finding.message)} |"
        if len(findings) > 50:
            yield f"| | | | {len(findings) - 50} more |"
        yield ""


def _finding(finding: Finding, card: RuleCard | None, sources: Sources, context: RenderContext) -> Iterator[str]:
    status = "" if finding.status is Status.NEW else f" – {STATUS[finding.status]}"
    what = escaped_in_html(f"{finding.rule}: {finding.message}{status}")
    yield f"<details><summary><b>{finding.severity}</b> {what}</summary>"
    yield ""
    yield f"{_link(finding.at, context)} – {CONFIDENCE[finding.confidence]}; {EXPOSURE[finding.exposure]}."
    yield ""
    yield from _fenced(finding.at, sources)
    for item in finding.evidence:
        match item:
            case Statements():
                yield "One execution can do this, in this order:"
                yield ""
                for number, step in enumerate(item.steps, 1):
                    line = code(_first_line(step.span, sources))
                    yield f"{number}. {_link(step.span, context)} {escaped(step.note)}: {line}"
                yield ""
            case SourceSpan():
                yield f"See {_link(item, context)}: {code(_first_line(item, sources))}"
                yield ""
            case Calculation():
                yield f"Calculation: {code(calculation(item))}"
                yield ""
            case _:
                assert_never(item)
    for guard in finding.guards:
        yield f"Guard {code(guard.name)} at {_link(guard.span, context)} does not help: {escaped(guard.why_not)}"
        yield ""
    if finding.suppression is not None:
        yield escaped(suppressed_by(finding.suppression))
        yield ""
    if card is not None:
        yield f"**Help:** {escaped(card.remedy)}"
        yield ""
    yield "</details>"
    yield ""


def _link(span: SourceSpan, context: RenderContext, *, in_table: bool = False) -> str:
    label = code(f"{context.path(span.path)}:{span.line}", in_table=in_table)
    return f"[{label}]({context.link(span.path, span.line, span.end_line)})"


def _first_line(span: SourceSpan, sources: Sources) -> str:
    lines = sources.lines(span.path)
    if lines is None:
        return "(text not kept)"
    return show_line(line_of(lines, span.line).strip(), 0, 0, _LONGEST_LINE).text


def _fenced(span: SourceSpan, sources: Sources) -> Iterator[str]:
    lines = sources.lines(span.path)
    if lines is None:
        return
    last = min(span.end_line, span.line + MOST_LINES - 1)
    shown_lines = [
        show_line(line_of(lines, number), span.column - 1 if number == span.line else 0, 0, _LONGEST_LINE).text
        for number in range(span.line, last + 1)
    ]
    fence = "`" * max(3, _longest_run("\n".join(shown_lines)) + 1)
    yield fence + "solidity"
    yield from shown_lines
    yield fence
    if last < span.end_line:
        yield f"… {span.end_line - last} more lines"
    yield ""


def _not_looked_at(report: Report, sources: Sources, context: RenderContext) -> Iterator[str]:
    lines = [f"- {code(place_of(gap, sources, context))}: {escaped(gap.because)}" for gap in report.gaps]
    for group in unanswered(report):
        rules, parts = (
            listed([code(name) for name in names], len(names) if context.show_all else 3)
            for names in (group.rules, group.parts)
        )
        lines.append(f"- {rules} unknown for {parts}: {escaped(group.because)}")
    if not lines:
        return
    most = len(lines) if context.show_all else MOST_GAPS
    yield from _folded("Not looked at", lines[:most] + ([f"- {len(lines) - most} more"] if len(lines) > most else []))


def _coverage(report: Report) -> Iterator[str]:
    rows = ["| Rule | Asked | Found | Clear | Not applicable | Unknown |", "|---|--:|--:|--:|--:|--:|"]
    for outcomes in report.outcomes:
        skipped = sum(len(reasoned.parts) for reasoned in outcomes.not_applicable)
        unknown = sum(len(reasoned.parts) for reasoned in outcomes.unknown)
        counts = (outcomes.asked, len(outcomes.found), outcomes.clear, skipped, unknown)
        rows.append(f"| {code(outcomes.rule, in_table=True)} | {' | '.join(map(str, counts))} |")
    yield from _folded("Coverage by rule", rows)
    overall = report.grade.overall
    rows = ["| Sub-grade | Letter | Points |", "|---|---|--:|"]
    for area in report.grade.areas:
        asked = questions(area.score.shares) > 0
        rows.append(f"| {area.area} | {letter(area.score)} | {interval(area.score.points) if asked else 'not asked'} |")
    rows.append(f"| **overall** | {letter(overall)} | {interval(overall.points)} |")
    shares = ", ".join(f"{count} {name} ({share})" for name, count, share in shares_of(overall.shares))
    rows += ["", f"Outcomes: {shares}", ""]
    rows.extend(f"- {escaped(sentence)}" for sentence in report.grade.explanation)
    yield from _folded("The grade", rows)


def _foot(report: Report, context: RenderContext) -> Iterator[str]:
    if hidden := left_out(report, context):
        yield f"Not shown: {', '.join(hidden)}."
        yield ""
    for suppression in report.unused_suppressions:
        yield f"Unused suppression at {code(suppression.where)}: {escaped(suppression.reason)}"
        yield ""
    made_by = f"assay {escaped_in_html(report.version)}"
    yield f"<sub>{made_by}, report {code(report.digest)}; check it with {code('assay verify')}.</sub>"


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"
    yield ""
