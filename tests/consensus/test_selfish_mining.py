"""Eyal & Sirer, Sapirshtein et al., Nayak et al. with Grunspan & Pérez-Marco's closed form, and what must hold."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.consensus import selfish_mining
from assay.consensus.selfish_mining.evaluate import evaluate
from assay.consensus.selfish_mining.optimal import honest, revenue_race
from assay.core.errors import BadInput

minorities = st.floats(0.01, 0.49)
gammas = st.floats(0.0, 1.0)


def markov_chain(alpha: float, gamma: float, states: int = 4_000) -> float:
    """Eyal & Sirer 2014, section 4: the stationary chain over the lead and its rewards, as they set it up."""
    a, g = alpha, gamma
    p0 = (a - 2 * a**2) / (a * (2 * a**3 - 4 * a**2 + 1))
    tie = (1 - a) * (a - 2 * a**2) / (1 - 4 * a**2 + 2 * a**3)
    p1 = (a - 2 * a**2) / (2 * a**3 - 4 * a**2 + 1)
    lead = [(a / (1 - a)) ** (k - 1) * p1 for k in range(2, states)]
    pool = tie * a * 2 + tie * (1 - a) * g * 1 + lead[0] * (1 - a) * 2 + sum(lead[1:]) * (1 - a)
    others = p0 * (1 - a) + tie * (1 - a) * g * 1 + tie * (1 - a) * (1 - g) * 2
    return pool / (pool + others)


@pytest.mark.parametrize("gamma", [0.0, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("alpha", [0.05, 0.2, 1 / 3, 0.4, 0.45])
def test_the_closed_form_is_eyal_and_sirer_s_markov_chain(alpha: float, gamma: float) -> None:
    assert selfish_mining.revenue(alpha, gamma) == pytest.approx(markov_chain(alpha, gamma), abs=1e-11)


def test_a_majority_takes_everything() -> None:
    assert list(selfish_mining.revenue([0.5, 0.7, 1.0], 0.0)) == [1.0, 1.0, 1.0]
    assert selfish_mining.optimal_revenue(0.6, 0.0) == 1.0


@pytest.mark.parametrize(("gamma", "expected"), [(0.0, 1 / 3), (0.5, 1 / 4), (1.0, 0.0)])
def test_eyal_and_sirer_s_thresholds(gamma: float, expected: float) -> None:
    assert selfish_mining.eyal_sirer_threshold(gamma) == pytest.approx(expected)
    assert selfish_mining.revenue(expected, gamma) == pytest.approx(expected)


# Sapirshtein et al. 2016, table 1 (γ = 0); at α = .475 the paper prints .80172, which a policy that exists exceeds.
OPTIMAL = {1 / 3: 0.33705, 0.35: 0.37077, 0.375: 0.42600, 0.4: 0.48866, 0.425: 0.56809, 0.45: 0.66894, 0.475: 0.80184}


@pytest.mark.parametrize("alpha", OPTIMAL)
def test_the_optimal_revenue_is_the_published_one(alpha: float) -> None:
    lower, upper = selfish_mining.optimal_revenue_bounds(alpha, 0.0)
    assert lower == pytest.approx(OPTIMAL[alpha], abs=5.1e-6)
    assert lower <= upper


def test_the_bounds_close_where_the_race_is_short() -> None:
    lower, upper = selfish_mining.optimal_revenue_bounds([0.1, 0.3, 0.35], 0.5)
    assert (upper - lower <= [2e-10, 1e-9, 1e-6]).all()
    assert (lower <= upper).all()


@pytest.mark.parametrize("ties", ["first-seen", "uniform"])
@pytest.mark.parametrize(("alpha", "gamma"), [(0.3, 0.0), (0.4, 0.0), (0.4, 0.6), (0.45, 0.9), (0.3, 1.0)])
def test_no_longer_race_earns_more_than_a_short_one_s_upper_bound(alpha: float, gamma: float, ties: str) -> None:
    long = selfish_mining.optimal_revenue(alpha, gamma, lead=40, ties=ties)
    uppers = [selfish_mining.optimal_revenue_bounds(alpha, gamma, lead=n, ties=ties).upper for n in (4, 8, 16)]
    assert long <= uppers[2] <= uppers[1] + 1e-9 <= uppers[0] + 2e-9


def test_the_threshold_without_network_influence_is_the_published_one() -> None:
    assert selfish_mining.threshold(0.0) == pytest.approx(0.3294, abs=5e-5)


def test_the_threshold_at_one_half_depends_on_the_rule_for_ties() -> None:
    assert selfish_mining.threshold(0.5, lead=20) == pytest.approx(0.25, abs=1e-6)
    assert selfish_mining.threshold(0.5, ties="uniform", lead=24) == pytest.approx(0.2321, abs=5e-5)


def test_who_wins_every_tie_earns_alpha_over_the_rest() -> None:
    alpha = np.array([0.1, 0.25, 0.4])
    np.testing.assert_allclose(selfish_mining.optimal_revenue(alpha, 1.0, lead=60), alpha / (1 - alpha), rtol=1e-9)


@settings(max_examples=8, deadline=None)
@given(alpha=minorities, gamma=gammas)
def test_the_optimum_is_at_least_every_fixed_strategy(alpha: float, gamma: float) -> None:
    lower, upper = selfish_mining.optimal_revenue_bounds(alpha, gamma, lead=25)
    assert alpha - 1e-9 <= lower <= upper + 1e-9
    for stubborn in ({}, {"lead_stubborn": True}, {"equal_fork": True}, {"trail": 1}):
        assert selfish_mining.stubborn_revenue(alpha, gamma, lead=25, **stubborn) <= lower + 1e-9


@settings(max_examples=6, deadline=None)
@given(alpha=st.floats(0.05, 0.45), gamma=st.floats(0.0, 0.9))
def test_longer_races_and_more_influence_never_hurt(alpha: float, gamma: float) -> None:
    short, long = (selfish_mining.optimal_revenue(alpha, gamma, lead=n) for n in (10, 20))
    assert short <= long + 1e-9
    assert selfish_mining.optimal_revenue(alpha, gamma, lead=15) <= (
        selfish_mining.optimal_revenue(alpha, gamma + 0.1, lead=15) + 1e-9
    )


@given(alpha=minorities, gamma=gammas)
def test_honest_mining_earns_its_share(alpha: float, gamma: float) -> None:
    result = evaluate(revenue_race(alpha, gamma, 5, "first-seen"), honest(5))
    assert result.gain / result.price == pytest.approx(alpha, abs=1e-12)


@pytest.mark.parametrize(("alpha", "gamma"), [(0.1, 0.9), (0.3, 0.5), (0.4, 0.5), (0.35, 0.1)])
def test_equal_fork_stubborn_mining_is_grunspan_and_perez_marco_s_closed_form(alpha: float, gamma: float) -> None:
    # "On profitability of stubborn mining" (2018), theorem on EFSM, which builds on lead stubbornness;
    # C is the generating function of the Catalan numbers.
    q, p = alpha, 1 - alpha
    x = (1 - gamma) * p * q
    catalan = (1 - (1 - 4 * x) ** 0.5) / (2 * x)
    expected = q / p - (1 - gamma) * (p - q) / (gamma * p) * (1 - p * catalan)
    got = selfish_mining.stubborn_revenue(alpha, gamma, lead_stubborn=True, equal_fork=True)
    assert got == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 1.0])
def test_no_stubbornness_is_selfish_mining(gamma: float) -> None:
    alpha = np.array([0.1, 0.3, 0.35])
    expected = selfish_mining.revenue(alpha, gamma)
    np.testing.assert_allclose(selfish_mining.stubborn_revenue(alpha, gamma), expected, atol=2e-7)


def test_stale_blocks_of_the_others_make_the_attacker_larger() -> None:
    assert selfish_mining.effective_share(0.3, 0.0) == 0.3
    assert selfish_mining.effective_share(0.3, 0.1) == pytest.approx(0.3 / 0.93)
    assert selfish_mining.effective_share(0.3, 1.0) == 1.0


def test_a_payment_tempts_from_its_minimum_value_on_and_not_before() -> None:
    least = float(selfish_mining.minimum_value(0.3, 0.2, 3, lead=25))
    earned = [selfish_mining.revenue_with_double_spends(0.3, 0.2, 3, least * f, lead=25) for f in (0.0, 0.99, 1.01)]
    assert earned[:2] == pytest.approx([0.3, 0.3], abs=1e-10)
    assert earned[2] > 0.3 + 1e-6


def test_more_confirmations_more_power_and_more_influence_move_the_minimum_value_as_they_should() -> None:
    by_depth = [selfish_mining.minimum_value(0.3, 0.0, k, lead=25) for k in (1, 2, 4, 6)]
    assert by_depth == sorted(by_depth)
    by_power = selfish_mining.minimum_value([0.1, 0.2, 0.3, 0.4], 0.0, 3, lead=25)
    assert (np.diff(by_power) < 0).all()
    assert selfish_mining.minimum_value(0.3, 0.5, 3, lead=25) < selfish_mining.minimum_value(0.3, 0.0, 3, lead=25)
    assert selfish_mining.minimum_value(0.5, 0.0, 3) == 0.0


@pytest.mark.parametrize(("alpha", "gamma"), [(0.4, 0.0), (0.475, 0.5)])
def test_an_optimal_policy_at_lead_95_takes_under_two_seconds(alpha: float, gamma: float) -> None:
    started = time.process_time()
    selfish_mining.optimal_revenue(alpha, gamma, lead=95)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: selfish_mining.revenue(-0.1, 0), "alpha is -0.1, not a number between 0 and 1"),
        (lambda: selfish_mining.optimal_revenue(0.3, 1.5), "gamma is 1.5, not a number between 0 and 1"),
        (lambda: selfish_mining.threshold(0.5, ties="random"), "ties: 'random' is none of first-seen, uniform"),
        (
            lambda: selfish_mining.minimum_value(0.3, 0, 50, lead=40),
            "confirmations: 50 are not below the longest race of 40 blocks",
        ),
    ],
)
def test_an_argument_outside_the_domain_is_named(call, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert str(caught.value) == message
