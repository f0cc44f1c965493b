"""Hand-made cases, properties, and intervals whose coverage is counted."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import log, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from assay.consensus import concentration as c
from assay.core.errors import BadInput

weights = st.lists(st.integers(0, 1_000), min_size=1, max_size=12).filter(any)
MEASURES: list[Callable[[ArrayLike], ArrayLike]] = [
    c.nakamoto_coefficient,
    c.gini,
    c.hhi,
    c.shannon,
    c.theil,
    lambda s: c.renyi(s, 2.0),
]


@pytest.mark.parametrize(
    ("shares", "threshold", "expected"),
    [
        ([50, 50], 1 / 2, 2),
        ([51, 49], 1 / 2, 1),
        ([1, 1, 1], 1 / 3, 2),
        ([1, 1, 1], 2 / 3, 3),
        ([0.1] * 10, 1 / 2, 6),
        ([0.1] * 10, 0.3, 4),
        ([1] * 6, 1 / 3, 3),
        ([30, 25, 20, 15, 10], 1 / 3, 2),
        ([30, 25, 20, 15, 10], 2 / 3, 3),
        ([1, 0, 0], 0.99, 1),
    ],
)
def test_the_nakamoto_coefficient_asks_for_strictly_more(shares: list[float], threshold: float, expected: int) -> None:
    assert c.nakamoto_coefficient(shares, threshold) == expected
    assert c.tau_index(shares, threshold) == expected


@given(shares=weights, threshold=st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)]))
def test_the_nakamoto_coefficient_is_what_fractions_give(shares: list[int], threshold: Fraction) -> None:
    held, parties = 0, 0
    for weight in sorted(shares, reverse=True):
        held, parties = held + weight, parties + 1
        if held > threshold * sum(shares):
            break
    assert c.nakamoto_coefficient(shares, float(threshold)) == parties


@given(shares=weights, data=st.data())
def test_nothing_depends_on_order_or_scale(shares: list[int], data: st.DataObject) -> None:
    other = data.draw(st.permutations(shares))
    for measure in MEASURES:
        assert measure(other) == pytest.approx(measure(shares), abs=1e-12)
        assert measure(np.array(shares) * 0.37) == pytest.approx(measure(shares), abs=1e-12)


@given(shares=weights)
def test_every_measure_stays_in_its_range(shares: list[int]) -> None:
    n, held = len(shares), sum(weight > 0 for weight in shares)
    assert 1 <= c.nakamoto_coefficient(shares) <= held
    assert 0 <= c.gini(shares) <= (n - 1) / n + 1e-12
    assert 1 / held - 1e-12 <= c.hhi(shares) <= 1 + 1e-12
    assert -1e-12 <= c.shannon(shares) <= log2(held) + 1e-12
    assert 0 <= c.theil(shares) <= log(n) + 1e-12


@given(shares=weights)
def test_renyi_falls_with_its_order_and_meets_the_others(shares: list[int]) -> None:
    orders = [0.0, 0.5, 0.999999, 1.0, 1.000001, 2.0, 50.0, np.inf]
    entropies = [float(c.renyi(shares, order)) for order in orders]
    assert all(a >= b - 1e-6 for a, b in pairwise(entropies))
    assert entropies[0] == pytest.approx(log2(sum(weight > 0 for weight in shares)))
    assert entropies[5] == pytest.approx(-log2(float(c.hhi(shares))), abs=1e-12)
    assert entropies[2] == pytest.approx(entropies[3], abs=1e-4)


def test_gini_and_theil_of_cases_that_can_be_done_by_hand() -> None:
    assert c.gini([1, 1, 1, 1]) == 0
    assert c.gini([0, 0, 0, 1]) == 0.75
    assert c.gini([1, 2, 3]) == pytest.approx(2 / 9)
    assert c.theil([1, 1]) == 0
    assert c.theil([0, 1]) == pytest.approx(log(2))


@given(shares=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 100), min_size=1), seed=st.integers(0, 99))
def test_merging_never_raises_the_coefficient_and_keeps_the_sum(shares: dict[str, int], seed: int) -> None:
    random = np.random.default_rng(seed)
    entity = {name: "XYZ"[random.integers(3)] for name in shares if random.random() < 0.7}
    merged = c.merge(shares, entity)
    assert sum(merged.values()) == sum(shares.values())
    assert c.nakamoto_coefficient(list(merged.values())) <= c.nakamoto_coefficient(list(shares.values()))


@given(blocks=st.lists(st.integers(0, 5), min_size=1, max_size=60), size=st.integers(1, 20), step=st.integers(1, 25))
def test_windows_count_each_window_s_blocks(blocks: list[int], size: int, step: int) -> None:
    if size > len(blocks):
        with pytest.raises(BadInput, match="fewer than one window"):
            c.windows(blocks, size, step)
        return
    expected = [
        [blocks[start : start + size].count(producer) for producer in range(max(blocks) + 1)]
        for start in range(0, len(blocks) - size + 1, step)
    ]
    assert c.windows(blocks, size, step).tolist() == expected


def test_a_window_is_measured_row_by_row() -> None:
    counts = c.windows([0, 0, 1, 1, 2, 3], 2, 2)
    assert c.nakamoto_coefficient(counts).tolist() == [1, 1, 2]
    assert c.hhi(counts).tolist() == [1.0, 1.0, 0.5]


def test_the_same_seed_gives_the_same_interval_and_another_one_nearly() -> None:
    counts = [300, 250, 200, 150, 100, 5]
    assert c.interval(c.hhi, counts, seed=1) == c.interval(c.hhi, counts, seed=1)
    one, two = c.interval(c.hhi, counts, seed=1), c.interval(c.hhi, counts, seed=2)
    assert one != two
    assert one.low == pytest.approx(two.low, rel=0.01)


@pytest.mark.parametrize("measure", [c.hhi, c.shannon, c.gini])
def test_a_95_percent_interval_holds_the_truth_about_that_often(measure: c.sampling.Measure) -> None:
    real = np.array([0.3, 0.25, 0.2, 0.15, 0.1])
    random, held = np.random.default_rng(5), 0
    for draw in range(300):
        counts = random.multinomial(1_008, real)
        interval = c.interval(measure, counts, resamples=300, seed=draw)
        held += interval.low <= float(np.asarray(measure(real))) <= interval.high
    assert 0.90 <= held / 300 <= 0.99


def test_the_unbiased_index_is_right_on_average_where_the_plain_one_is_not() -> None:
    real = np.array([0.5, 0.3, 0.2])
    counts = np.random.default_rng(11).multinomial(20, real, size=200_000)
    assert c.unbiased_hhi(counts).mean() == pytest.approx(c.hhi(real), abs=1e-3)
    assert c.hhi(counts).mean() == pytest.approx(c.hhi(real) + (1 - c.hhi(real)) / 20, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: c.hhi([0.5, -0.1]), "shares[1] is -0.1, not a number from 0 on"),
        (lambda: c.hhi([]), "shares: nobody is listed"),
        (lambda: c.gini([0, 0]), "shares: they are all 0"),
        (lambda: c.nakamoto_coefficient([1], 1.0), "threshold is 1, and nobody holds more than all"),
        (lambda: c.renyi([1], -1), "order is -1, not a number from 0 on"),
        (lambda: c.interval(c.hhi, [0, 0]), "counts: no blocks are counted"),
        (lambda: c.merge({"a": -1.0}, {}), "shares[a] is -1, not a number from 0 on"),
    ],
)
def test_bad_input_is_named(call, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert str(caught.value) == message
