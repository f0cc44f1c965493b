"""Algorand's bound, Ethereum's ejection epoch, and quorum arithmetic for every size that matters."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.consensus import finality


def test_algorand_s_committee_fails_less_often_than_published() -> None:
    # Gilad et al. 2017, section 7.5: h = 80 %, τ = 2,000, T = .685 hold but for a chance of 5e-9.
    failure = finality.committee_failure(0.8, 2_000, 0.685)
    assert failure == pytest.approx(4.2e-9, rel=0.01)
    assert failure < 5e-9


def test_a_committee_size_is_enough_and_the_next_smaller_is_not() -> None:
    size = finality.committee_size(0.8, 0.685, 5e-9)
    assert 1_900 < size <= 2_000
    assert finality.committee_failure(0.8, size, 0.685) <= 5e-9 < finality.committee_failure(0.8, size - 1, 0.685)


def test_a_committee_fails_as_often_as_drawing_it_says() -> None:
    random = np.random.default_rng(7)
    good, bad = random.poisson(0.75 * 60, 400_000), random.poisson(0.25 * 60, 400_000)
    broken = (good <= 0.685 * 60) | (good / 2 + bad > 0.685 * 60)
    assert finality.committee_failure(0.75, 60, 0.685) == pytest.approx(broken.mean(), abs=4 * 0.5 / 400_000**0.5)


def test_an_absent_validator_is_ejected_in_the_known_epoch() -> None:
    assert finality.inactivity_leak(0.5).ejection == 4_685


def test_the_more_are_absent_the_longer_finality_takes() -> None:
    leaks = [finality.inactivity_leak(absent) for absent in (0.3, 1 / 3, 0.34, 0.4, 0.45, 0.5, 0.6, 0.9)]
    epochs = [leak.finality for leak in leaks]
    assert epochs[:2] == [0, 0]
    assert epochs == sorted(epochs)
    assert epochs[-1] == 4_685


@given(n=st.integers(1, 10_000))
def test_two_quorums_share_an_honest_member_and_the_honest_make_one(n: int) -> None:
    f, q = int(finality.faults_tolerated(n)), int(finality.quorum(n))
    assert 3 * f < n <= 3 * f + 3
    assert 2 * q - n > f
    assert n - f >= q
    assert q == ceil(2 * n / 3) or n < 3


def test_crashes_need_only_a_majority() -> None:
    assert list(finality.quorum([1, 2, 3, 4, 5], crash_only=True)) == [1, 2, 2, 3, 3]
    assert list(finality.faults_tolerated([1, 2, 3, 4, 5], crash_only=True)) == [0, 0, 1, 1, 2]


def test_finality_never_comes_without_two_thirds() -> None:
    times = finality.finality_time([0.6, 0.7, 1.0], [1.0, 0.5, 1.0], round_time=1.0, timeout=4.0, rounds=3)
    assert list(times) == [np.inf, 7.0, 3.0]
