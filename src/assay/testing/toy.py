"""A toy subject and toy rules: contracts and functions found by their first words, for testing without Solidity.

contract A {
    function f
        any text up to the next function or }
}
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assay.core.canonical import canonical, digest_of
from assay.core.evidence import SourceSpan
from assay.core.fact import Fact, Focus, Gap, Material, Standing, Unit
from assay.core.outcome import Outcome, RuleId, Severity
from assay.core.provider import provides
from assay.core.rule import Answer, Area, Rule
from assay.core.subject import Part, PartId, PartKind, Subject, SubjectKind
from assay.engine.rules import BoundRule
from assay.testing.reports import source

_CONTRACT = re.compile(r"^contract (\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_FUNCTION = re.compile(r"function (\w+)(.*?)(?=\n[^\n]*function |\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The seed: for each function its whole text, and where it stands."""

    text: Mapping[PartId, str]
    span: Mapping[PartId, SourceSpan]


@dataclass(frozen=True, slots=True)
class Here:
    """The functions of the unit in focus."""

    functions: tuple[PartId, ...]


@provides
def here(focus: Focus, bodies: Bodies) -> Here:
    """Made anew for each unit."""
    return Here(tuple(part for part in focus.unit.parts if part in bodies.text))


def toy_material(
    files: Mapping[str, str],
    *,
    gaps: Iterable[Gap] = (),
    more_facts: Iterable[Fact] = (),
    seeds: Mapping[type, Any] = {},
) -> Material:
    """The material that these files give: a unit for each contract. The order of `files` does not matter."""
    parts: list[Part] = []
    units: list[Unit] = []
    texts: dict[PartId, str] = {}
    spans: dict[PartId, SourceSpan] = {}
    for path, text in sorted(files.items()):
        parts.append(Part(id=PartId(path), kind=PartKind.FILE))
        for contract in _CONTRACT.finditer(text):
            of = Part(id=PartId(f"{path}:{contract[1]}"), kind=PartKind.CONTRACT, parent=PartId(path))
            functions = []
            for function in _FUNCTION.finditer(text, contract.start(2), contract.end(2)):
                part = PartId(f"{of.id}.{function[1]}()")
                functions.append(Part(id=part, kind=PartKind.FUNCTION, parent=of.id))
                texts[part], spans[part] = function[0], toy_span(path, text, function.start(), function.end())
            parts += [of, *functions]
            units.append(Unit(of.id, (PartId(path), of.id, *(part.id for part in functions))))
    manifest = [[path, digest_of(text.encode())] for path, text in sorted(files.items())]
    return Material(
        subject=Subject(SubjectKind.CODE, ".", digest_of(canonical(manifest))),
        facts=(*(source(path, text) for path, text in sorted(files.items())), *more_facts),
        parts=tuple(parts),
        units=tuple(units),
        gaps=tuple(gaps),
        measures=(),
        seeds={Bodies: Bodies(texts, spans), **seeds},
    )


def toy_span(path: str, text: str, start: int, end: int) -> SourceSpan:
    """The stretch between two places in the text, given in characters."""

    def position(index: int) -> tuple[int, int]:
        return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)

    (line, column), (end_line, end_column) = position(start), position(end)
    before, within = text[:start].encode(), text[start:end].encode()
    return SourceSpan(
        path=path,
        start=len(before),
        end=len(before) + len(within),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        digest=digest_of(within),
    )


def toy_rule(id_: str, *, per: PartKind = PartKind.FUNCTION, severities: Sequence[Severity] = (Severity.HIGH,)) -> Rule:
    """A rule with plain words for what the caller does not care about."""
    return Rule(
        id=RuleId(id_),
        title=f"Title of {id_}",
        kinds=(SubjectKind.CODE,),
        per=per,
        area=Area.IMPLEMENTATION,
        severities=tuple(severities),
        tags=(),
        meaning="What it means.",
        remedy="What to do.",
        references=("https://example.org/",),
        flagged=("flagged.sol",),
        clean=("clean.sol",),
    )


def bound(rule: Rule, answer: Answer) -> BoundRule:
    """The rule with its answer, without registering it anywhere."""
    return BoundRule(rule, answer, answer.__module__)


def finds(id_: str, word: str, **options: Any) -> BoundRule:
    """A rule that finds every function whose text has `word`, at the function."""
    rule = toy_rule(id_, **options)

    def answer(these: Here, bodies: Bodies) -> Iterable[Outcome]:
        for part in these.functions:
            if word in bodies.text[part]:
                yield rule.found(part, f"{word} is used", at=bodies.span[part])

    return bound(rule, answer)


def settings_fact(text: str) -> Fact:
    """An `assay.toml` among the facts."""
    return Fact(
        kind="config",
        key="assay.toml",
        origin="file",
        standing=Standing.DECLARED,
        digest=digest_of(text.encode()),
        text=text,
    )
