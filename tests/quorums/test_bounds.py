"""Where the exact structure is too large, what is said from below and from above holds."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quorums.arbitrary import cut_sets_by_hand, policies, probability_by_hand

from assay.quorums.bounds import COARSE, bracket, coarsened
from assay.quorums.minimal_sets import cut_sets
from assay.quorums.parties import Event
from assay.quorums.policies import Policy, Signer, Weighted, suffices

NAMES = tuple("abcdefgh")


@st.composite
def heavy(draw: st.DrawFn) -> Policy:
    """A gate over stakes in a currency's smallest unit, with smaller policies among its parts."""
    parts = draw(
        st.lists(
            st.tuples(st.integers(1, 10**7), st.one_of(st.sampled_from(NAMES).map(Signer), policies(NAMES, 1))),
            min_size=1,
            max_size=8,
        )
    )
    return Weighted(draw(st.integers(0, sum(weight for weight, _ in parts) + 1)), tuple(parts))


@given(heavy(), st.frozensets(st.sampled_from(NAMES)))
def test_rounded_weights_enclose_the_policy(policy: Policy, acting: frozenset[str]) -> None:
    under, over = coarsened(policy, up=False), coarsened(policy, up=True)
    assert suffices(under, acting) <= suffices(policy, acting) <= suffices(over, acting)


@given(heavy(), st.lists(st.floats(0.01, 0.6), min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_bounds_enclose_the_sum_over_all_combinations(policy: Policy, chances: list[float]) -> None:
    events = [Event(name, p, (name,), shared=False) for name, p in zip(NAMES, chances, strict=True)]
    truth = probability_by_hand(policy, events)
    smallest = min((len(one) for one in cut_sets_by_hand(policy, events)), default=None)
    for width in (3, 1000):
        found = bracket(policy, events, width=width, nodes=10 * width)
        assert found.chance.low - 1e-12 <= truth <= found.chance.high + 1e-12
        assert found.chance.exact == found.exact
        cuts = found.cut_sets()
        if smallest is None:
            assert cuts.smallest is None
        else:
            assert cuts.at_least is not None
            assert cuts.at_least <= smallest
            assert cuts.smallest is None or cuts.smallest >= smallest


def test_stakes_of_their_own_are_bounded_closely() -> None:
    # The distribution of the stake that fails, summed by hand: with 12 stakes of their own 4,096 sums stay apart.
    stakes = {f"v{k:02}": 1_000_003 * 2**k % 700_001 + 10**5 if k < 12 else 10**5 for k in range(30)}
    total, p = sum(stakes.values()), 0.02
    failing = {0: 1.0}
    for stake in stakes.values():
        after: dict[int, float] = {}
        for lost, mass in failing.items():
            after[lost] = after.get(lost, 0.0) + mass * (1 - p)
            after[lost + stake] = after.get(lost + stake, 0.0) + mass * p
        failing = after
    policy = Weighted(total // 3 + 1, tuple((stake, Signer(name)) for name, stake in stakes.items()))
    events = [Event(name, p, (name,), shared=False) for name in stakes]
    found = bracket(policy, events, width=2_000, nodes=40_000)
    truth = math.fsum(mass for lost, mass in failing.items() if lost >= policy.threshold)
    assert not found.exact
    assert total > COARSE
    assert found.chance.low * (1 - 1e-12) <= truth <= found.chance.high * (1 + 1e-12)
    assert found.chance.high < 1.05 * found.chance.low


def test_equal_weights_are_never_rounded() -> None:
    events = [Event(name, 0.25, (name,), shared=False) for name in NAMES]
    policy = Weighted(3 * 10**9, tuple((10**9, Signer(name)) for name in NAMES))
    found = bracket(policy, events)
    assert found.exact
    assert found.chance.value == pytest.approx(probability_by_hand(policy, events), rel=1e-12)
    assert found.cut_sets() == cut_sets(found.under)
