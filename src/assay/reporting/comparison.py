"""Two reports side by side, as terminal text, Markdown or canonical JSON."""

from collections.abc import Callable, Iterator
from typing import assert_never

import msgspec

from assay.core.canonical import canonical
from assay.core.comparison import Comparison, Direction, Moved, RuleMove, ScoreMove
from assay.core.errors import BadInput
from assay.core.grade import Shares
from assay.core.report import Finding, Status
from assay.reporting.context import Format
from assay.reporting.escaping import visible
from assay.reporting.markdown import code, escaped
from assay.reporting.selection import ranked
from assay.reporting.wording import interval, plural

FORMATS = (Format.TEXT, Format.JSON, Format.MARKDOWN)
"""Those that a comparison can be shown in."""


def render_comparison(comparison: Comparison, format: Format) -> bytes | str:
    """Bytes for JSON, which is canonical, text for the others; ends with a newline.

    Raises `BadInput` for a format that is not in `FORMATS`.
    """
    match format:
        case Format.JSON:
            return canonical(comparison) + b"\n"
        case Format.TEXT:
            return _text(comparison)
        case Format.MARKDOWN:
            return _markdown(comparison)
        case Format.SARIF | Format.HTML | Format.GITHUB:
            raise BadInput(f"a comparison has no {format} form; there are {', '.join(FORMATS)}")
    assert_never(format)


def _text(comparison: Comparison) -> str:
    lines = [visible(_summary(comparison)), ""]
    lines += [visible(note) for note in comparison.notes]
    if comparison.notes:
        lines.append("")
    scores = [
        (_name(move), visible(_score(move)), _direction(move)) for move in (comparison.overall, *comparison.areas)
    ]
    widths = [max(len(row[column]) for row in scores) for column in range(2)]
    lines += [f"{name:{widths[0]}}  {score:{widths[1]}}  {moved}".rstrip() for name, score, moved in scores]
    for title, items in _sections(comparison, visible):
        lines += ["", title, *(f"  {item}" for item in items)]
    return "\n".join(lines) + "\n"


def _markdown(comparison: Comparison) -> str:
    lines = [f"### {escaped(_summary(comparison))}", ""]
    lines += [f"> {escaped(note)}\n" for note in comparison.notes]
    lines += ["| | grade | |", "|---|---|---|"]
    for move in (comparison.overall, *comparison.areas):
        lines.append(f"| {_name(move)} | {escaped(_score(move))} | {_direction(move)} |")
    for title, items in _sections(comparison, code):
        lines += ["", f"**{title}**", "", *(f"- {item}" for item in items)]
    return "\n".join(lines) + "\n"


def _summary(comparison: Comparison) -> str:
    always = (Direction.WORSE, Direction.BETTER)
    moved = [(sum(move.direction is direction for move in comparison.moved), direction) for direction in Direction]
    counts = [
        f"{len(comparison.new)} new",
        f"{len(comparison.gone)} gone",
        *(f"{count} {direction}" for count, direction in moved if count or direction in always),
        f"{comparison.same} the same",
    ]
    return f"Findings: {', '.join(counts)}. Grade: {_score(comparison.overall)}"


def _sections(comparison: Comparison, quote: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """The lists that are not empty, each line with the text of others made harmless by `quote`."""
    for title, findings in (("New", comparison.new), ("Gone", comparison.gone)):
        if findings:
            yield f"{title} ({len(findings)})", [_finding(finding, quote) for finding in ranked(findings)]
    for direction in Direction:
        moves = [move for move in comparison.moved if move.direction is direction]
        if moves:
            yield f"{direction.capitalize()} ({len(moves)})", [_moved(move, quote) for move in moves]
    told = [move for move in comparison.rules if not _only_clear(move)]
    if comparison.rules:
        title = f"Other outcomes ({plural(len(comparison.rules), 'rule')})"
        rest = len(comparison.rules) - len(told)
        more = [f"{plural(rest, 'rule')} clear for more or fewer parts than before"] if rest else []
        yield title, [_rule(move, quote) for move in told] + more


def _finding(finding: Finding, quote: Callable[[str], str]) -> str:
    note = "" if finding.status is Status.NEW else f" ({finding.status})"
    place = quote(f"{finding.at.path}:{finding.at.line}")
    return f"{finding.severity}  {quote(finding.rule)}  {place}  {quote(finding.message)}{note}"


def _moved(move: Moved, quote: Callable[[str], str]) -> str:
    before, after = move.before, move.after
    pairs = (
        (before.severity, after.severity, "severity"),
        (before.confidence, after.confidence, "confidence"),
        (before.exposure, after.exposure, "can use it"),
    )
    changes = [f"{was} → {now} {what}" for was, now, what in pairs if was != now]
    if move.direction is Direction.SUPPRESSED and after.suppression is not None:
        changes.append(f"{quote(after.suppression.where)}: {quote(after.suppression.reason)}")
    return _finding(after, quote) + (f"; {', '.join(changes)}" if changes else "")


def _only_clear(move: RuleMove) -> bool:
    """Whether there is only more or less code to be clear: not worth a line for each rule."""
    if move.before is None or move.after is None:
        return False
    return msgspec.structs.replace(move.before, clear=move.after.clear) == move.after


def _rule(move: RuleMove, quote: Callable[[str], str]) -> str:
    match move.before, move.after:
        case None, Shares() as asked:
            return f"{quote(move.rule)}: asked only now, {_shares(asked)}"
        case Shares() as asked, None:
            return f"{quote(move.rule)}: no longer asked, {_shares(asked)} before"
        case Shares() as before, Shares() as after:
            names = [name for name in Shares.__struct_fields__ if getattr(before, name) != getattr(after, name)]
            changes = (f"{name.replace('_', ' ')} {getattr(before, name)} → {getattr(after, name)}" for name in names)
            return f"{quote(move.rule)}: {', '.join(changes)}"
    return quote(move.rule)


def _shares(shares: Shares) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {getattr(shares, name)}" for name in Shares.__struct_fields__)


def _name(move: ScoreMove) -> str:
    return "overall" if move.area is None else move.area


def _score(move: ScoreMove) -> str:
    """`C (70–75) → B (83)`, or `B (83), unchanged`."""
    before, after = (
        f"{score.letter if score.letter else 'no letter'} ({interval(score.points)})"
        for score in (move.before, move.after)
    )
    return f"{before}, unchanged" if before == after else f"{before} → {after}"


def _direction(move: ScoreMove) -> str:
    """By the lower end, which is the one that counts."""
    difference = move.after.points.low - move.before.points.low
    if not difference:
        return ""
    return f"{'better' if difference > 0 else 'worse'} by {plural(abs(difference), 'point')}"
