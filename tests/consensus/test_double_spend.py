"""The published tables, exact rational arithmetic, and 40-digit arithmetic down to 1e-300."""

from fractions import Fraction
from math import comb, exp, inf

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.consensus import double_spend
from assay.core.errors import BadInput

shares = st.floats(0.0, 1.0)
minorities = st.floats(0.0, 0.4999)
depths = st.integers(0, 3_000)

# Nakamoto 2008, section 11: the two tables of P by z, then z for P < 0.1 % by q.
NAKAMOTO = {
    0.1: {
        0: 1.0,
        1: 0.2045873,
        2: 0.0509779,
        3: 0.0131722,
        4: 0.0034552,
        5: 0.0009137,
        6: 0.0002428,
        7: 0.0000647,
        8: 0.0000173,
        9: 0.0000046,
        10: 0.0000012,
    },
    0.3: {
        0: 1.0,
        5: 0.1773523,
        10: 0.0416605,
        15: 0.0101008,
        20: 0.0024804,
        25: 0.0006132,
        30: 0.0001522,
        35: 0.0000379,
        40: 0.0000095,
        45: 0.0000024,
        50: 0.0000006,
    },
}
NAKAMOTO_ENOUGH = {0.10: 5, 0.15: 8, 0.20: 11, 0.25: 15, 0.30: 24, 0.35: 41, 0.40: 89, 0.45: 340}
# Grunspan & Pérez-Marco 2017, section 6: the same by the exact formula.
ENOUGH = {0.10: 6, 0.15: 9, 0.20: 13, 0.25: 20, 0.30: 32, 0.35: 58, 0.40: 133, 0.45: 539}


@pytest.mark.parametrize("q", NAKAMOTO)
def test_nakamoto_s_form_gives_every_row_of_his_tables(q: float) -> None:
    published = NAKAMOTO[q]
    assert double_spend.nakamoto(q, list(published)) == pytest.approx(list(published.values()), abs=5.1e-8)


def test_nakamoto_s_form_gives_his_confirmations_for_a_tenth_of_a_percent() -> None:
    q, z = np.array(list(NAKAMOTO_ENOUGH)), np.array(list(NAKAMOTO_ENOUGH.values()))
    assert (double_spend.nakamoto(q, z) < 0.001).all()
    assert (double_spend.nakamoto(q, z - 1) > 0.001).all()


def test_the_exact_form_gives_grunspan_and_perez_marco_s_confirmations() -> None:
    assert list(double_spend.confirmations(list(ENOUGH), 0.001)) == list(ENOUGH.values())


def rosenfeld(q: Fraction, n: int, premined: int) -> Fraction:
    """Rosenfeld 2014, equation 1, as he writes it, with the size of the head start left open."""
    p, need = 1 - q, n + 1 - premined
    if not n:
        return min(Fraction(1), (q / p) ** max(need, 0))
    missed = [comb(m + n - 1, m) * p**n * q**m * (1 - (q / p) ** (need - m)) for m in range(max(need, 0))]
    return 1 - sum(missed, Fraction(0))


@pytest.mark.parametrize("premined", [0, 1, 2, 5])
@pytest.mark.parametrize("q", [Fraction(1, 50), Fraction(1, 10), Fraction(1, 4), Fraction(2, 5), Fraction(49, 100)])
def test_the_exact_form_is_rosenfeld_s_sum_in_rational_arithmetic(q: Fraction, premined: int) -> None:
    z = np.array([0, 1, 2, 3, 6, 10, 30, 100])
    expected = [float(rosenfeld(Fraction(float(q)), int(n), premined)) for n in z]
    np.testing.assert_allclose(double_spend.probability(float(q), z, premined=premined), expected, rtol=1e-13)


def closed_form(q: float, z: int) -> mpmath.mpf:
    """I_4pq(z, 1/2) to 40 digits, by the series of positive terms that it is."""
    with mpmath.workdps(40):
        y = 4 * mpmath.mpf(q) * (1 - mpmath.mpf(q))
        term = total = mpmath.mpf(1)
        n = 0
        while term > total * mpmath.mpf(10) ** -30:
            term *= (z + mpmath.mpf(0.5) + n) / (z + 1 + n) * y
            total += term
            n += 1
        half = mpmath.mpf(0.5)
        log = z * mpmath.log(y) + mpmath.log(1 - y) / 2 + mpmath.loggamma(z + half) - mpmath.loggamma(z + 1)
        return mpmath.exp(log - mpmath.log(mpmath.pi) / 2) * total


@pytest.mark.parametrize(
    ("q", "z"),
    [
        (1e-50, 3),
        (0.001, 100),
        (0.01, 213),
        (0.1, 6),
        (0.1, 675),
        (0.2, 1_500),
        (0.3, 340),
        (0.3, 3_900),
        (0.4, 16_000),
        (0.45, 2_000),
        (0.45, 60_000),
        (0.45, 68_000),
        (0.47, 60_000),
        pytest.param(0.49, 1_000_000, marks=pytest.mark.slow),
        pytest.param(0.49, 1_700_000, marks=pytest.mark.slow),
    ],
)
def test_every_digit_is_kept_down_to_the_smallest_numbers(q: float, z: int) -> None:
    expected = closed_form(q, z)
    assert expected > 1e-304
    assert abs(mpmath.mpf(float(double_spend.probability(q, z))) / expected - 1) < 1e-12


@pytest.mark.parametrize(("q", "z", "premined"), [(1e-100, 4, 2), (1e-60, 9, 5), (1e-275, 5, 5), (0.001, 101, 3)])
def test_a_head_start_costs_no_digits(q: float, z: int, premined: int) -> None:
    expected = rosenfeld(Fraction(q), z, premined)
    assert abs(Fraction(float(double_spend.probability(q, z, premined=premined))) / expected - 1) < 1e-12


def timed(q: float, z: int, kappa: float) -> mpmath.mpf:
    """Nakamoto's sum with the mean that κ gives, in arithmetic wide enough for its cancellation."""
    with mpmath.workdps(700):
        q, kappa = mpmath.mpf(q), mpmath.mpf(kappa)
        ratio = q / (1 - q)
        mean = kappa * z * ratio
        term, total = mpmath.exp(-mean), mpmath.mpf(0)
        for k in range(z):
            total += term * (1 - ratio ** (z - k))
            term *= mean / (k + 1)
        return 1 - total


@pytest.mark.parametrize("kappa", [0.0, 0.1, 0.9, 1.0, 1.04, 1.5, 4.0, 60.0])
@pytest.mark.parametrize(("q", "z"), [(0.01, 150), (0.1, 6), (0.1, 400), (0.3, 1), (0.3, 700), (0.45, 900)])
def test_the_time_taken_costs_no_digits_either(q: float, z: int, kappa: float) -> None:
    expected = timed(q, z, kappa)
    if expected > 1e-300:
        assert abs(mpmath.mpf(float(double_spend.probability_given_time(q, z, kappa))) / expected - 1) < 1e-12


def test_nakamoto_s_form_keeps_its_digits_where_his_own_sum_underflows() -> None:
    assert abs(mpmath.mpf(float(double_spend.nakamoto(0.3, 2_400))) / timed(0.3, 2_400, 1.0) - 1) < 1e-12


def test_slow_blocks_help_the_attacker() -> None:
    assert (np.diff(double_spend.probability_given_time(0.2, 6, np.linspace(0, 5, 50))) > 0).all()


@given(q=shares.filter(lambda q: q >= 0.5), z=depths)
def test_half_the_power_always_wins(q: float, z: int) -> None:
    assert double_spend.probability(q, z) == 1.0
    assert double_spend.nakamoto(q, z) == 1.0
    assert double_spend.confirmations(q, 0.1) == inf


@given(q=minorities, z=depths)
def test_one_more_confirmation_never_helps_the_attacker(q: float, z: int) -> None:
    assert double_spend.probability(q, z + 1) <= double_spend.probability(q, z) <= 1.0


@given(q=minorities, z=st.integers(1, 500), more=st.floats(0.0, 0.01))
def test_more_power_never_hurts_the_attacker(q: float, z: int, more: float) -> None:
    assert double_spend.probability(q, z) <= double_spend.probability(q + more, z) * (1 + 1e-12)


@given(q=minorities, z=st.integers(1, 500))
def test_a_head_start_never_hurts_the_attacker(q: float, z: int) -> None:
    chances = [float(double_spend.probability(q, z, premined=blocks)) for blocks in (0, 1, 2, 5)]
    assert chances == sorted(chances)
    assert double_spend.probability(q, z, premined=z + 1) == 1.0


@given(q=st.floats(0.001, 0.49), risk=st.floats(1e-200, 0.9))
def test_confirmations_are_enough_and_one_less_is_not(q: float, risk: float) -> None:
    z = double_spend.confirmations(q, risk)
    assert double_spend.probability(q, z) <= risk
    assert z == 0 or double_spend.probability(q, z - 1) > risk


def test_a_grid_is_answered_like_its_points() -> None:
    q, z = np.array([[0.1], [0.3], [0.5]]), np.array([1, 6, 20_000])
    grid = double_spend.probability(q, z)
    assert grid.shape == (3, 3)
    assert [[float(double_spend.probability(a, b)) for b in z] for (a,) in q] == grid.tolist()


def test_with_enough_blocks_or_time_the_limited_race_is_the_unlimited_one() -> None:
    full = double_spend.probability(0.3, 4)
    assert double_spend.within_blocks(0.3, 4, 1_500) == pytest.approx(full, rel=1e-9)
    assert double_spend.within_time(0.3, 4, 15_000.0, block_time=10.0) == pytest.approx(full, rel=1e-9)


@pytest.mark.parametrize("premined", [0, 1, 3])
def test_the_limited_race_is_what_walking_every_path_gives(premined: int) -> None:
    q, z, most = 0.3, 2, 12
    alive, won, expected = {(0, 0): 1.0}, 0.0, []
    for _ in range(most + 1):
        done = {(h, a): w for (h, a), w in alive.items() if h >= z and a + premined > h}
        won += sum(done.values())
        expected.append(won)
        step: dict[tuple[int, int], float] = {}
        for (h, a), w in alive.items():
            if (h, a) not in done:
                step[h + 1, a] = step.get((h + 1, a), 0.0) + w * (1 - q)
                step[h, a + 1] = step.get((h, a + 1), 0.0) + w * q
        alive = step
    got = double_spend.within_blocks(q, z, np.arange(most + 1), premined=premined)
    np.testing.assert_allclose(got, expected, rtol=1e-12)


def test_a_majority_needs_time_as_well() -> None:
    chances = double_spend.within_blocks(0.7, 6, [11, 12, 20, 200])
    assert chances[0] == 0.0
    assert 0 < chances[1] < chances[2] < chances[3] == pytest.approx(1.0, abs=1e-9)


def test_a_larger_payment_needs_more_confirmations() -> None:
    small, large = (double_spend.confirmations_for_value(0.3, value, reward=3.125) for value in (1.0, 1_000.0))
    assert 0 < small < large < inf
    z = np.array([large - 1, large])
    chance = double_spend.probability(0.3, z)
    profit = 1_000.0 * chance - 3.125 * z * 0.3 / 0.7 * (1 - chance)
    assert profit[0] > 0 >= profit[1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: double_spend.probability(1.2, 6), "q is 1.2, not a number between 0 and 1"),
        (lambda: double_spend.probability([0.1, -0.1], 6), "q[1] is -0.1, not a number between 0 and 1"),
        (lambda: double_spend.probability(0.1, 6.5), "z is 6.5, not a whole number"),
        (lambda: double_spend.probability(float("nan"), 6), "q is nan, not a number between 0 and 1"),
        (lambda: double_spend.probability("much", 6), "q: not a number or an array of numbers"),
        (lambda: double_spend.nakamoto(0.1, -1), "z is -1, not a number between 0 and 9.0072e+15"),
    ],
)
def test_an_argument_outside_the_domain_is_named(call, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert str(caught.value) == message


def test_the_decay_is_exponential_at_the_rate_that_the_paper_proves() -> None:
    # Grunspan & Pérez-Marco 2017, theorem 3: P(z) ~ s^z / sqrt(pi (1 - s) z), s = 4pq
    z, s = 1_000, 4 * 0.1 * 0.9
    assert double_spend.probability(0.1, 600) * (np.pi * (1 - s) * 600) ** 0.5 / s**600 == pytest.approx(1, rel=0.01)
    assert exp(-690) > double_spend.probability(0.1, z)
