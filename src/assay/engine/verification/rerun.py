"""Asking the rules again over the facts that a report kept, and what differs then."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from msgspec.structs import replace as replaced

from assay import __version__
from assay.core.canonical import canonical
from assay.core.errors import AssayError, BadInput
from assay.core.fact import Fact, Gap, Material, Standing
from assay.core.report import Finding, Report
from assay.core.subject import WHOLE_FILES
from assay.engine.children import ForkedChildren
from assay.engine.material import scan_material
from assay.engine.request import all_cores
from assay.engine.rules import domain_for, load
from assay.engine.sandbox import Limits
from assay.engine.settings import FILE
from assay.engine.verification.facts import content
from assay.engine.verification.items import Item, fails, holds, unchecked
from assay.engine.verification.limits import EndedAgain, left_open, without
from assay.sources.files.tree import SourceUnreadable

Rescan = Callable[[Report], Report]
"""Makes the report again from the kept facts and the options. Raises `AssayError` when that is not possible."""

Named = Sequence[tuple[str, bytes]]
"""Things with the name that a person knows them by, and their canonical bytes."""

NAMED = 5
"""Differences of one kind that are named one by one."""

_FOLLOWS = frozenset({"unused suppressions", "grade"})
"""What follows from findings and outcomes, and so differs wherever a limit left one of these open."""


def rescan(report: Report) -> Report:
    """Parses the kept facts and asks the rules of this assay, within the default limits."""
    children = ForkedChildren(workers=all_cores(), limits=Limits())
    reported = [part.id for part in report.parts if part.kind in WHOLE_FILES]
    material = domain_for(report.subject.kind).gather_again(
        report.subject, report.facts, reported, EndedAgain(children, report)
    )
    rules = load(report.subject.kind)
    return scan_material(_as_it_was_read(material, report), report.options, rules, children)


def check_rerun(report: Report, again: Rescan = rescan) -> Iterator[Item]:
    """Findings, outcomes, gaps and all else that a scan gives, compared one by one."""
    lost = next((fact.key for fact in report.facts if content(fact) is None), None)
    if lost is not None:
        yield unchecked("rerun", "", f"the content of {lost} was not kept, or can't be read")
        return
    if report.version != __version__:
        yield unchecked("rerun", "", f"made by assay {report.version}, this is {__version__}: install that version")
        return
    try:
        second = again(report)
    except (BadInput, SourceUnreadable) as error:
        # What a scan refuses, no scan of this version has written: else a senseless date would spare a forger this.
        yield fails("rerun", "", f"no scan makes such a report: {error}")
        return
    except AssayError as error:
        yield unchecked("rerun", "", str(error))
        return
    yield from _judged(report, second)


def _judged(report: Report, second: Report) -> Iterator[Item]:
    """An item for each piece; a difference fails unless a limit left open what differs."""
    open_ = left_open(report, second)
    rest = [without(each, open_) if open_ else each for each in (report, second)]
    pairs = zip(_compared(report, second), _compared(*rest), strict=True)
    for (about, before, after), (_, *remaining) in pairs:
        listed = _listed(before, after)
        unexplained = _listed(*remaining)
        if not listed:
            yield holds("rerun", about)
        elif open_ is None or not unexplained or (open_ and about in _FOLLOWS):
            because = f"a time or memory limit ended one of the two runs, and they differ: {listed}"
            yield unchecked("rerun", about, because)
        else:
            yield fails("rerun", about, unexplained)


def _listed(before: Named, after: Named) -> str:
    differences = list(islice(_differences(before, after), NAMED + 1))
    return "; ".join(differences[:NAMED]) + ("; and more" if len(differences) > NAMED else "")


def _as_it_was_read(material: Material, report: Report) -> Material:
    """With the settings as they were kept, and the gaps of files that could not be read then and so can't be now."""
    kept = {fact.key for fact in report.facts}
    settings = [replaced(fact, standing=Standing.DECLARED) for fact in report.facts if fact.key == FILE]
    facts = (*(fact for fact in material.facts if fact.key != FILE), *settings)
    gaps = [gap for gap in material.gaps if _in(kept, gap)] + [gap for gap in report.gaps if not _in(kept, gap)]
    return replace(material, facts=facts, gaps=tuple(gaps))


def _in(kept: set[str], gap: Gap) -> bool:
    """Whether the gap speaks of a file that was read: `src/A.sol`, `src/A.sol:12`, `src/A.sol:3 import "B.sol"`."""
    head, colon, rest = gap.what.partition(":")
    while colon and head not in kept:
        more, colon, rest = rest.partition(":")
        head = f"{head}:{more}"
    return head in kept


def _compared(before: Report, after: Report) -> Iterator[tuple[str, Named, Named]]:
    """What a scan gives, piece by piece, each with a name that a person recognises."""
    pieces: tuple[tuple[str, Callable[[Report], Iterable[object]], Callable[[Any], str]], ...] = (
        ("findings", lambda report: report.findings, _finding),
        ("outcomes", lambda report: report.outcomes, lambda outcome: outcome.rule),
        ("gaps", lambda report: report.gaps, lambda gap: gap.what),
        ("unused suppressions", lambda report: report.unused_suppressions, lambda unused: unused.where),
        ("rules", lambda report: report.rules, lambda rule: rule.id),
        ("parts", lambda report: report.parts, lambda part: part.id),
        ("measures", lambda report: report.measures, lambda measure: measure.name),
        ("facts", lambda report: report.facts, _fact),
        ("subject", lambda report: [report.subject], str),
        ("options", lambda report: [report.options], lambda _: "options"),
        ("grade", lambda report: [report.grade], lambda _: "grade"),
    )
    for about, field, name in pieces:
        first, second = ([(name(item), canonical(item)) for item in field(report)] for report in (before, after))
        yield about, first, second


def _differences(before: Named, after: Named) -> Iterator[str]:
    """What only one side has; nothing when both have the same in the same order."""
    first, second = Counter(before), Counter(after)
    gone, new = (first - second), (second - first)
    both = {name for name, _ in gone} & {name for name, _ in new}
    for name in sorted(both):
        yield f"{name} differs"
    for name in sorted(name for name, _ in gone.elements() if name not in both):
        yield f"{name} is only in the report"
    for name in sorted(name for name, _ in new.elements() if name not in both):
        yield f"{name} is missing in the report"
    if not gone and not new and list(before) != list(after):
        yield "the order differs"


def _finding(finding: Finding) -> str:
    return f"{finding.rule} at {finding.at.path}:{finding.at.line}"


def _fact(fact: Fact) -> str:
    return f"{fact.kind} {fact.key}"
