"""The sizes that are promised, in states: a count of steps is the same on every machine, so it is what is held.

Seconds depend on the machine (about 0.3 each here, cut sets and importance included): they only may not explode.
"""

import math
import time

import pytest

from assay.quorums.chances import Chance, chance
from assay.quorums.diagram import structure
from assay.quorums.importance import importances
from assay.quorums.minimal_sets import cut_sets
from assay.quorums.parties import Cause, Event, Mode, Party, Roster
from assay.quorums.policies import at_least

PARTIES = [f"p{k:03}" for k in range(300)]


def disjoint() -> tuple[Event, ...]:
    """300 parties, ten under each of 30 causes."""
    parties = tuple(Party(name, compromise=0.01) for name in PARTIES)
    causes = tuple(
        Cause(name=f"c{k:02}", mode=Mode.COMPROMISE, probability=0.02, members=tuple(PARTIES[10 * k : 10 * k + 10]))
        for k in range(30)
    )
    return Roster(parties, causes).events([Mode.COMPROMISE])


def by_convolution(threshold: int) -> float:
    """Groups are independent, so what fails in each adds up: the classical way, for disjoint groups only."""
    p, q = 0.01, 0.02
    group = [(1 - q) * math.comb(10, k) * p**k * (1 - p) ** (10 - k) for k in range(11)]
    group[10] += q
    total = [1.0]
    for _ in range(30):
        total = [
            math.fsum(total[k - j] * group[j] for j in range(11) if 0 <= k - j < len(total))
            for k in range(len(total) + 10)
        ]
    return math.fsum(total[threshold:])


def test_three_hundred_parties_in_disjoint_groups_are_solved_exactly() -> None:
    start = time.process_time()
    diagram = structure(at_least(101, PARTIES), disjoint())
    found = chance(diagram)
    assert found.exact
    assert found.low == pytest.approx(by_convolution(101), rel=1e-12)
    assert diagram.size < 50_000
    cuts = cut_sets(diagram, first=1)
    assert (cuts.smallest, cuts.of_smallest) == (11, math.comb(30, 10) * 200 + math.comb(30, 11))
    assert len(importances(diagram)) == 330
    assert time.process_time() - start < 10


@pytest.mark.parametrize("threshold", [20, 31, 41])
def test_sixty_parties_under_causes_that_overlap_are_solved_exactly(threshold: int) -> None:
    """Each party is in one of 8 regions, 5 clouds and 4 clients, across one another."""
    names = [f"p{k:02}" for k in range(60)]
    groups = [(f"region {k * 7 % 8}", f"cloud {k * k % 5}", f"client {k // 3 % 4}") for k in range(60)]
    parties = tuple(Party(name, outage=0.01, groups=inside) for name, inside in zip(names, groups, strict=True))
    causes = tuple(
        Cause(name=group, mode=Mode.OUTAGE, probability=0.03, groups=(group,))
        for group in sorted({group for inside in groups for group in inside})
    )
    start = time.process_time()
    diagram = structure(at_least(threshold, names), Roster(parties, causes).events([Mode.OUTAGE]))
    assert chance(diagram).exact
    assert cut_sets(diagram).number is not None
    assert diagram.size < 100_000
    assert time.process_time() - start < 10


def test_what_is_beyond_the_budget_is_bounded_and_says_so() -> None:
    events = disjoint()
    exact = chance(structure(at_least(101, PARTIES), events))
    bounded = chance(structure(at_least(101, PARTIES), events, width=60))
    assert not bounded.exact
    assert 0 < bounded.low < exact.low < bounded.high < 1
    assert bounded != Chance(0.0, 1.0, exact=False)
