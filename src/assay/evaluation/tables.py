"""Figures laid out as tables and lists, once for every format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assay.evaluation import wording
from assay.evaluation.clock import ratio
from assay.evaluation.corpora import CURATED, SOUND
from assay.evaluation.curated import CuratedFigures, Score
from assay.evaluation.figures import Figures
from assay.evaluation.pairs import RuleFigures, TwinFigures
from assay.evaluation.sound import SoundFigures, per_thousand

NOTHING = "–"
TIMES = ("CPU s", "compiler s", "× ours", "× with compiler")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first column is text, the others are figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Things listed by name under a heading of their own: misses, alarms, files lost."""

    title: str
    items: tuple[str, ...]
    """Text of analysed code among it: each format escapes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One corpus: what was asked, the figures, the names behind them."""

    title: str
    explanation: tuple[str, ...]
    table: Table
    names: tuple[Names, ...] = ()


def sections(figures: Figures) -> Iterator[Section]:
    """In the order that a reader asks: are weaknesses found, is sound code left alone, are twins told apart."""
    if figures.curated is not None:
        yield _curated(figures.curated)
    if figures.sound:
        yield _sound(figures.sound)
    if figures.twins is not None:
        yield _twins(figures.twins)
    if figures.rules:
        yield _rules(figures.rules)


def _curated(figures: CuratedFigures) -> Section:
    rows = [
        (
            category.category,
            score.tool,
            _share(score.hit, category.labels),
            _share(score.hit_seriously, category.labels),
            _share(score.answering_at_labels, score.answering),
            _quotient(score.serious, category.files),
            f"{score.files_read}/{category.files}",
            str(score.functions_lost),
            *_times(score, category.scores[0]),
        )
        for category in figures.categories
        for score in category.scores
    ]
    return Section(
        title=f"Labelled weaknesses: {CURATED.repository} at {figures.commit}",
        explanation=(wording.HIT, wording.CURATED_COLUMNS, wording.TIMES, wording.COMPILERS),
        table=Table(
            head=(
                "category", "tool", "hit", "hit h+m", "at label", "h+m a file", "files read", "lost",
                *TIMES,
            ),
            rows=tuple(rows + _totals(figures)),
        ),
        names=(
            *(
                Names(title=f"Labels missed by {tool}", items=tuple(_missed(figures, number)))
                for number, tool in enumerate(_tools(figures))
            ),
            Names(title="Files lost", items=figures.lost),
        ),
    )  # fmt: skip


def _tools(figures: CuratedFigures) -> list[str]:
    return [score.tool for score in figures.categories[0].scores]


def _missed(figures: CuratedFigures, number: int) -> Iterator[str]:
    for category in figures.categories:
        for place in category.scores[number].missed:
            yield f"{category.category}: {place}"


def _totals(figures: CuratedFigures) -> list[tuple[str, ...]]:
    files = sum(category.files for category in figures.categories)
    labels = sum(category.labels for category in figures.categories)
    every = [[category.scores[number] for category in figures.categories] for number, _ in enumerate(_tools(figures))]
    sums = [total(scores) for scores in every]
    return [
        (
            "all",
            one.tool,
            _share(one.hit, labels),
            _share(one.hit_seriously, labels),
            _share(one.answering_at_labels, one.answering),
            _quotient(one.serious, files),
            f"{one.files_read}/{files}",
            str(one.functions_lost),
            *_times(one, sums[0]),
        )
        for one in sums
    ]


def total(scores: Sequence[Score]) -> Score:
    """One tool's scores of all categories added up."""
    compiling = [score.compiler_seconds for score in scores if score.compiler_seconds is not None]
    return Score(
        tool=scores[0].tool,
        hit=sum(score.hit for score in scores),
        hit_seriously=sum(score.hit_seriously for score in scores),
        answering=sum(score.answering for score in scores),
        answering_at_labels=sum(score.answering_at_labels for score in scores),
        serious=sum(score.serious for score in scores),
        files_read=sum(score.files_read for score in scores),
        functions_lost=sum(score.functions_lost for score in scores),
        cpu_seconds=sum(score.cpu_seconds for score in scores),
        compiler_seconds=sum(compiling) if compiling else None,
        missed=tuple(place for score in scores for place in score.missed),
    )


def _sound(every: Sequence[SoundFigures]) -> Section:
    repositories = {corpus.name: corpus.repository for corpus in SOUND}
    rows = tuple(
        (
            f"{one.corpus} ({one.code_lines} lines)",
            score.tool,
            str(score.high),
            str(score.medium),
            _number(per_thousand(score.high, one.code_lines)),
            _number(per_thousand(score.medium, one.code_lines)),
            f"{score.files_read}/{one.files}",
            str(score.functions_lost),
            *_times(score, one.scores[0]),
        )
        for one in every
        for score in one.scores
    )
    head = ("code base", "tool", "high", "medium", "high/1,000", "medium/1,000", "files read", "lost")
    return Section(
        title="Sound code",
        explanation=(
            wording.SOUND_CODE,
            "Measured: " + "; ".join(f"{repositories.get(one.corpus, one.corpus)} at {one.commit}" for one in every),
        ),
        table=Table(head=(*head, *TIMES), rows=rows),
        names=tuple(
            Names(title=f"{title} by {score.tool} in {one.corpus}", items=items)
            for one in every
            for score in one.scores
            for title, items in (("High", score.high_findings), ("Files lost", score.lost))
        ),
    )


def _twins(figures: TwinFigures) -> Section:
    rows = tuple(
        (
            "examples/contracts",
            score.tool,
            _share(score.found, figures.weaknesses),
            _share(score.named, figures.weaknesses) if score.tool == figures.scores[0].tool else NOTHING,
            _share(score.quiet, figures.fixed_twins),
            *_times(score, figures.scores[0]),
        )
        for score in figures.scores
    )
    return Section(
        title="Twins: the shipped examples, wrong and put right",
        explanation=(wording.TWINS,),
        table=Table(
            head=("examples", "tool", "found", "named", "quiet", *TIMES),
            rows=rows,
        ),
        names=tuple(
            Names(title=f"{title} by {score.tool}", items=items)
            for score in figures.scores
            for title, items in (
                ("Weaknesses missed", score.missed),
                ("Alarms in fixed twins", score.alarms),
                ("Files lost", score.lost),
            )
        ),
    )


def _rules(every: Sequence[RuleFigures]) -> Section:
    return Section(
        title="Rules on their own examples",
        explanation=(wording.RULES,),
        table=Table(
            head=("rule", "flagged", "clean"),
            rows=tuple(
                (one.rule, _share(one.flagged_right, one.flagged), _share(one.clean_right, one.clean)) for one in every
            ),
        ),
        names=(Names(title="Wrong", items=tuple(f"{one.rule}: {each}" for one in every for each in one.wrong)),),
    )


class _Timed(Protocol):
    @property
    def cpu_seconds(self) -> float: ...

    @property
    def compiler_seconds(self) -> float | None: ...


def _times(one: _Timed, ours: _Timed) -> tuple[str, str, str, str]:
    """CPU seconds, the compiler's share, and the ratio to ours without and with a compiler."""
    alone = ratio(_alone(one), _alone(ours))
    return (
        _number(one.cpu_seconds),
        _number(one.compiler_seconds),
        _number(alone),
        _number(ratio(one.cpu_seconds, ours.cpu_seconds)),
    )


def _alone(one: _Timed) -> float:
    return one.cpu_seconds - (one.compiler_seconds or 0.0)


def _share(part: int, whole: int) -> str:
    """`12/30 40 %`; the counts alone say how little a percentage rests on."""
    return f"{part}/{whole} {round(100 * part / whole)} %" if whole else NOTHING


def _quotient(part: int, whole: int) -> str:
    return _number(part / whole if whole else None)


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"
