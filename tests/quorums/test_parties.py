"""Parties, causes and the events they become."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.errors import BadInput
from assay.quorums.parties import Cause, Event, Mode, Party, Roster, any_of, within

EU = Party("a", compromise=0.1, outage=0.2, loss=0.3, groups=("region:eu",))
US = Party("b", outage=0.5, groups=("region:us",))
FIRE = Cause(name="fire", mode=Mode.LOSS, probability=0.01, groups=("region:eu",))
BUG = Cause(name="bug", mode=Mode.COMPROMISE, probability=0.02, members=("b", "a"))


def test_events_are_each_partys_own_then_the_causes_of_the_modes_asked_for() -> None:
    assert Roster((EU, US), (FIRE, BUG)).events([Mode.LOSS, Mode.COMPROMISE]) == (
        Event("a", any_of([0.1, 0.3]), ("a",), shared=False),
        Event("b", 0.0, ("b",), shared=False),
        Event("fire", 0.01, ("a",), shared=True),
        Event("bug", 0.02, ("a", "b"), shared=True),
    )


@given(st.lists(st.floats(0, 0.999), min_size=1, max_size=6))
def test_any_of_is_one_less_the_product_of_the_complements(probabilities: list[float]) -> None:
    expected = 1 - math.prod(1 - p for p in probabilities)
    assert any_of(probabilities) == pytest.approx(expected, abs=1e-15)


def test_tiny_probabilities_keep_their_digits() -> None:
    assert any_of([1e-18, 2e-18]) == pytest.approx(3e-18, rel=1e-12)
    assert within(1e-17, 3) == pytest.approx(3e-17, rel=1e-12)
    assert any_of([0.3, 1.0]) == 1.0


@pytest.mark.parametrize(
    ("parties", "causes", "why"),
    [
        ((Party("a"), Party("a")), (), "two parties or causes are called 'a'"),
        ((Party("a\x1b"),), (), "can't be a name"),
        ((Party("a", outage=1.5),), (), "a: outage is 1.5, a probability is between 0 and 1"),
        ((Party("a", loss=math.nan),), (), "a: loss is nan"),
        ((Party("a"),), (Cause(name="c", mode=Mode.LOSS, probability=-1, members=("a",)),), "c: probability is -1"),
        ((Party("a"),), (Cause(name="c", mode=Mode.LOSS, probability=0, members=("b",)),), "c: no party .* 'b'"),
        ((Party("a"),), (Cause(name="c", mode=Mode.LOSS, probability=0, groups=("region:x",)),), "'region:x'"),
        (tuple(Party(f"p{k}") for k in range(5001)), (), "at most 5000"),
    ],
)
def test_a_roster_that_can_not_be_is_refused_by_name(
    parties: tuple[Party, ...], causes: tuple[Cause, ...], why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        Roster(parties, causes)


def test_a_negative_rate_is_refused() -> None:
    with pytest.raises(BadInput, match="not negative"):
        within(-1, 1)
