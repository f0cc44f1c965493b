"""Asking one rule in this process, without children: fast, for tests and for those who write rules."""

from pathlib import Path

from assay.core.domain import Sought
from assay.core.outcome import Outcome
from assay.engine.ask import ask
from assay.engine.facts import FactBook
from assay.engine.rules import BoundRule, gatherer_for
from assay.testing.children import InProcess


def answers_for(bound: BoundRule, *paths: Path, stdin: bytes | None = None) -> tuple[Outcome, ...]:
    """What the rule answers for every part of the files or folders, or of the source given as `stdin`."""
    gather = gatherer_for(bound.rule.kinds[0])
    material = gather(Sought(paths=paths, stdin=stdin), InProcess()).material
    book = FactBook(material.seeds)
    kinds = {part.id: part.kind for part in material.parts}
    outcomes: list[Outcome] = []
    for unit in material.units:
        book.focus(unit)
        outcomes += ask(bound, unit, kinds, book)
    return tuple(outcomes)
