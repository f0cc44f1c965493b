"""What the template shows, worked out beforehand, so that the template decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from assay.core.evidence import Calculation, SourceSpan, Statements
from assay.core.fact import Gap
from assay.core.outcome import RuleId
from assay.core.report import Finding, Report, RuleCard, RuleOutcomes, Status
from assay.reporting.context import RenderContext
from assay.reporting.html.code import CodeLine, CodePages, Note
from assay.reporting.selection import left_out, ranked, shown
from assay.reporting.sources import Sources
from assay.reporting.tags import entry_of
from assay.reporting.unanswered import Unanswered, unanswered
from assay.reporting.wording import CONFIDENCE, EXPOSURE, STATUS, calculation, place_of, summary_line, suppressed_by

CONTEXT = 3
"""Lines of code before and after a finding."""
WHOLE_FILE = 5000
"""Lines shown of a file with findings."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A place and its code."""

    place: str
    lines: tuple[CodeLine, ...]
    note: str = ""
    function: str = ""

    @property
    def file_line(self) -> str:
        """`Vault.sol:12`: short, for lists where the folder would only be repeated."""
        return self.place.rpartition("/")[2].rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and the page of the list it points into, if it does."""

    label: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, ready to be shown."""

    anchor: str
    finding: Finding
    in_file: str
    """Anchor of its line where the whole file is shown; empty when that line isn't."""
    card: RuleCard | None
    status: str
    sure: str
    code: Excerpt
    paths: tuple[tuple[Excerpt, ...], ...]
    also: tuple[Excerpt, ...]
    guards: tuple[tuple[str, str, Excerpt], ...]
    """Name, why it does not help, and where it is."""
    calculations: tuple[str, ...]
    tags: tuple[Tag, ...]
    references: tuple[str, ...]
    suppressed: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file with its findings in place."""

    anchor: str
    path: str
    lines: tuple[CodeLine, ...]
    count: int
    left_out: int
    """Lines at the end that are not shown."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One rule's outcomes, and its title."""

    title: str
    outcomes: RuleOutcomes
    not_applicable: int
    unknown: int


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page besides the report's own fields."""

    summary: str
    findings: tuple[FindingView, ...]
    files: tuple[FileView, ...]
    coverage: tuple[CoverageRow, ...]
    gaps: tuple[tuple[str, Gap], ...]
    unanswered: tuple[Unanswered, ...]
    left_out: tuple[str, ...]


def view(report: Report, context: RenderContext) -> View:
    """The page's content. Suppressed, known and unchanged findings are only shown when the context says so."""
    sources = Sources(report.facts)
    pages = CodePages(sources)
    cards = {card.id: card for card in report.rules}
    chosen = shown(report, context)
    numbers = {path: number for number, path in enumerate(sorted({finding.at.path for finding in chosen}), 1)}
    findings = tuple(
        _finding(
            f"finding-{number}", f"file-{numbers[finding.at.path]}", finding, cards.get(finding.rule), pages, context
        )
        for number, finding in enumerate(chosen, 1)
    )
    return View(
        summary=summary_line(report),
        findings=findings,
        files=tuple(_files(findings, numbers, pages, context)),
        coverage=tuple(_coverage(outcomes, cards) for outcomes in report.outcomes),
        gaps=tuple((place_of(gap, sources, context), gap) for gap in report.gaps),
        unanswered=unanswered(report),
        left_out=left_out(report, context),
    )


def _finding(
    anchor: str, file: str, finding: Finding, card: RuleCard | None, pages: CodePages, context: RenderContext
) -> FindingView:
    paths: list[tuple[Excerpt, ...]] = []
    also: list[Excerpt] = []
    calculations: list[str] = []
    for item in finding.evidence:
        match item:
            case Statements():
                paths.append(
                    tuple(
                        _excerpt(step.span, pages, context, note=step.note, function=step.function.rpartition(":")[2])
                        for step in item.steps
                    )
                )
            case SourceSpan():
                also.append(_excerpt(item, pages, context))
            case Calculation():
                calculations.append(calculation(item))
            case _:
                assert_never(item)
    references = card.references if card else ()
    return FindingView(
        anchor=anchor,
        finding=finding,
        in_file=f"{file}-L{finding.at.line}"
        if finding.at.line <= min(pages.length(finding.at.path), WHOLE_FILE)
        else "",
        card=card,
        status="" if finding.status is Status.NEW else STATUS[finding.status],
        sure=f"{CONFIDENCE[finding.confidence]}; {EXPOSURE[finding.exposure]}",
        code=_excerpt(finding.at, pages, context, around=CONTEXT, notes=_step_notes(finding)),
        paths=tuple(paths),
        also=tuple(also),
        guards=tuple((guard.name, guard.why_not, _excerpt(guard.span, pages, context)) for guard in finding.guards),
        calculations=tuple(calculations),
        tags=tuple(_tag(tag) for tag in (card.tags if card else ())),
        references=tuple(address for address in references if address.startswith(("https://", "http://"))),
        suppressed=suppressed_by(finding.suppression) if finding.suppression else "",
    )


def _excerpt(
    span: SourceSpan,
    pages: CodePages,
    context: RenderContext,
    *,
    around: int = 0,
    note: str = "",
    function: str = "",
    notes: dict[int, list[Note]] | None = None,
) -> Excerpt:
    lines = pages.excerpt(span.path, span.line - around, span.end_line + around, marks=(span,), notes=notes)
    return Excerpt(f"{context.path(span.path)}:{span.line}:{span.column}", lines, note, function)


def _step_notes(finding: Finding) -> dict[int, list[Note]]:
    """The steps in the finding's own file, by line, so that the first excerpt tells the story already."""
    notes: dict[int, list[Note]] = {}
    for item in finding.evidence:
        if isinstance(item, Statements):
            for number, step in enumerate(item.steps, 1):
                if step.span.path == finding.at.path:
                    notes.setdefault(step.span.line, []).append(Note(f"step {number}", step.note))
    return notes


def _tag(tag: str) -> Tag:
    entry = entry_of(tag)
    return Tag(tag, entry.address if entry else "", f"{entry.of.name}: {entry.title}" if entry else tag)


def _files(
    findings: tuple[FindingView, ...], numbers: dict[str, int], pages: CodePages, context: RenderContext
) -> Iterable[FileView]:
    by_path: dict[str, list[FindingView]] = {}
    for item in findings:
        by_path.setdefault(item.finding.at.path, []).append(item)
    for path, number in numbers.items():
        inside = by_path[path]
        spans = [item.finding.at for item in inside]
        notes: dict[int, list[Note]] = {}
        order = {finding.fingerprint: place for place, finding in enumerate(ranked(item.finding for item in inside))}
        for item in sorted(inside, key=lambda item: order[item.finding.fingerprint]):
            note = Note(str(item.finding.severity), item.finding.message, item.anchor)
            notes.setdefault(item.finding.at.line, []).append(note)
        length = pages.length(path)
        lines = pages.excerpt(path, 1, length, marks=spans, notes=notes, most=WHOLE_FILE)
        if lines:
            yield FileView(f"file-{number}", context.path(path), lines, len(inside), length - len(lines))


def _coverage(outcomes: RuleOutcomes, cards: dict[RuleId, RuleCard]) -> CoverageRow:
    card = cards.get(outcomes.rule)
    return CoverageRow(
        title=card.title if card else "",
        outcomes=outcomes,
        not_applicable=sum(len(reasoned.parts) for reasoned in outcomes.not_applicable),
        unknown=sum(len(reasoned.parts) for reasoned in outcomes.unknown),
    )
