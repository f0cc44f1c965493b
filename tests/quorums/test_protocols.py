"""How many have to lie or be missing, by protocol, and what that makes of probabilities."""

import math

import pytest

from assay.core.errors import BadInput
from assay.quorums.bounds import probability
from assay.quorums.parties import Party, Roster
from assay.quorums.policies import dual, suffices
from assay.quorums.protocols import k_of_n, pbft, qbft, raft, stake_bft
from assay.quorums.systems import MODES, Failure, Power, PowerKind, System


def names(n: int) -> tuple[str, ...]:
    return tuple(f"v{k}" for k in range(n))


def fewest(system: System, failure: Failure, n: int) -> int:
    """The fewest of equal parties that break it."""
    return next(k for k in range(n + 1) if suffices(system.breaks(failure), names(k)))


@pytest.mark.parametrize("f", range(1, 8))
def test_pbft_with_3f_and_1_replicas_bears_f_of_either_kind(f: int) -> None:
    # Castro & Liskov 1999: n = 3f + 1 is optimal, quorums are 2f + 1.
    system = pbft(names(3 * f + 1))
    assert fewest(system, Failure.FORGE, 3 * f + 1) == fewest(system, Failure.HALT, 3 * f + 1) == f + 1


@pytest.mark.parametrize("n", range(4, 25))
def test_pbft_of_any_size_is_safe_and_live_with_f_faults(n: int) -> None:
    system = pbft(names(n))
    assert fewest(system, Failure.FORGE, n) > (n - 1) // 3
    assert fewest(system, Failure.HALT, n) > (n - 1) // 3


@pytest.mark.parametrize(
    ("n", "quorum"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 6), (10, 7)]
)
def test_qbft_needs_two_thirds_rounded_up(n: int, quorum: int) -> None:
    system = qbft(names(n))
    assert suffices(system.act, names(quorum))
    assert not suffices(system.act, names(quorum - 1))
    assert fewest(system, Failure.FORGE, n) == 2 * quorum - n


@pytest.mark.parametrize(("n", "bears"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (7, 3)])
def test_raft_bears_a_minority_of_crashes_and_no_liar(n: int, bears: int) -> None:
    # Ongaro & Ousterhout 2014, section 2: five servers tolerate two failures.
    system = raft(names(n))
    assert fewest(system, Failure.HALT, n) == bears + 1
    assert fewest(system, Failure.FORGE, n) == 1


def test_equal_stakes_are_a_count_of_validators() -> None:
    system = stake_bft(dict.fromkeys(names(10), 10))
    assert fewest(system, Failure.HALT, 10) == fewest(system, Failure.FORGE, 10) == 4
    assert not suffices(stake_bft({"a": 2, "b": 1}).act, ["a"])  # exactly two thirds is not more


@pytest.mark.parametrize("n", [4, 7, 10, 100])
def test_pbfts_chances_are_binomial_tails(n: int) -> None:
    p, q = 0.01, 0.05
    roster = Roster(tuple(Party(name, compromise=p, outage=q) for name in names(n)))
    f, down = (n - 1) // 3, 1 - (1 - p) * (1 - q)

    def tail(p: float) -> float:
        return math.fsum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(f + 1, n + 1))

    system = pbft(names(n))
    forge = probability(system.breaks(Failure.FORGE), roster, MODES[Failure.FORGE])
    halt = probability(system.breaks(Failure.HALT), roster, MODES[Failure.HALT])
    assert forge.value == pytest.approx(tail(p), rel=1e-12)
    assert halt.value == pytest.approx(tail(down), rel=1e-12)


def test_powers_forge_or_are_needed_by_their_kind() -> None:
    base = k_of_n(2, "abc")
    system = System(
        name="s",
        forge=base.forge,
        act=base.act,
        powers=(Power(PowerKind.MEMBERSHIP, k_of_n(1, ["root"]).act), Power(PowerKind.ORDERING, raft("xyz").act)),
    )
    assert suffices(system.breaks(Failure.FORGE), ["root"])
    assert not suffices(system.breaks(Failure.FORGE), ["x", "y", "z", "a"])
    assert suffices(system.breaks(Failure.HALT), ["x", "y"])
    assert not suffices(system.breaks(Failure.HALT), ["root", "x"])
    assert system.breaks(Failure.LOSE) == dual(base.act)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: k_of_n(4, "abc"), "4 of 3"),
        (lambda: k_of_n(0, "abc"), "0 of 3"),
        (lambda: pbft(["a", "a", "b", "c"]), "named twice"),
        (lambda: raft([]), "1 of 0"),
        (lambda: stake_bft({"a": -1}), "whole numbers from 0 on"),
    ],
)
def test_quorums_that_can_not_be_are_refused(make, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        make()
