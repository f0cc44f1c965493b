"""All that is computed of a system's parties at once: the three failures, what causes them, who matters."""

from dataclasses import dataclass

from assay.quorums.bounds import bracket
from assay.quorums.chances import Chance
from assay.quorums.diagram import NODES, WIDTH
from assay.quorums.importance import Importance, importances
from assay.quorums.minimal_sets import STEPS, CutSets
from assay.quorums.parties import Roster
from assay.quorums.systems import MODES, Failure, System


@dataclass(frozen=True, slots=True)
class Risk:
    """One way to fail."""

    failure: Failure
    chance: Chance
    cut_sets: CutSets
    importances: tuple[Importance, ...] | None
    """Of every event, the highest Birnbaum importance first; `None` when the chance is only bounded."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The three ways to fail of one system."""

    system: str
    forge: Risk
    halt: Risk
    lose: Risk


def assess(
    system: System, roster: Roster, *, first: int = 20, width: int = WIDTH, nodes: int = NODES, steps: int = STEPS
) -> Assessment:
    """Probabilities are for the period that those of the roster are for. The budgets are those of `structure` and
    `cut_sets`, for each of the three. Raises `BadInput` when the system names a party that the roster lacks."""

    def risk(failure: Failure) -> Risk:
        found = bracket(system.breaks(failure), roster.events(MODES[failure]), width=width, nodes=nodes)
        ranked = None
        if found.exact:
            ranked = tuple(sorted(importances(found.under), key=lambda one: (-_rounded(one.birnbaum), one.event)))
        return Risk(failure, found.chance, found.cut_sets(first=first, steps=steps), ranked)

    return Assessment(system.name, risk(Failure.FORGE), risk(Failure.HALT), risk(Failure.LOSE))


def _rounded(value: float) -> float:
    """So that equal parties are ranked by name, not by the last bit of a sum."""
    return float(f"{value:.12g}")
