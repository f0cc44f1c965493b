"""The diagonal solver against a linear program over the plain state space, which shares nothing with it."""

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from assay.consensus import selfish_mining

State = tuple[int, int, str]
Outcome = tuple[float, State, float, float]
"""Chance, next state, the attacker's reward, all blocks that stay."""


def actions(
    state: State, alpha: float, gamma: float, lead: int, ties: str, deep: int, value: float
) -> list[list[Outcome]]:
    """Sapirshtein et al. 2016, table 1, with a payment that is replaced once `deep` blocks of the others are."""
    a, h, fork = state
    beta = 1 - alpha
    paid = value if h >= deep else 0.0
    found: list[list[Outcome]] = [[(alpha, (1, 0, "late"), 0.0, h), (beta, (0, 1, "fresh"), 0.0, h)]]
    if a > h:
        won = h + 1 + paid
        found.append([(alpha, (a - h, 0, "late"), won, h + 1), (beta, (a - h - 1, 1, "fresh"), won, h + 1)])
    if a < lead and h < lead:
        if fork != "split":
            found.append([(alpha, (a + 1, h, "late"), 0.0, 0.0), (beta, (a, h + 1, "fresh"), 0.0, 0.0)])
        if a >= h >= 1 and (fork != "late" or ties == "uniform"):
            found.append(
                [
                    (alpha, (a + 1, h, "split"), 0.0, 0.0),
                    (gamma * beta, (a - h, 1, "fresh"), h + paid, h),
                    ((1 - gamma) * beta, (a, h + 1, "fresh"), 0.0, 0.0),
                ]
            )
    return found


def best(alpha: float, gamma: float, lead: int, ties: str, *, deep: int, value: float, rho: float | None) -> float:
    """The largest average of the attacker's reward, less ρ times the blocks that stay, for each block mined."""
    states = list(itertools.product(range(lead + 1), range(lead + 1), ["late", "fresh", "split"]))
    number = {state: index for index, state in enumerate(states)}
    columns, rewards = [], []
    for state in states:
        for outcomes in actions(state, alpha, gamma, lead, ties, deep, value):
            column = np.zeros(len(states) + 1)
            column[number[state]] += 1
            for chance, after, _, _ in outcomes:
                column[number[after]] -= chance
            column[-1] = 1
            columns.append(column)
            rewards.append(sum(chance * (gain - (rho or 0.0) * stay) for chance, _, gain, stay in outcomes))
    right = np.zeros(len(states) + 1)
    right[-1] = 1
    result = linprog(-np.array(rewards), A_eq=np.array(columns).T, b_eq=right, method="highs")
    assert result.fun is not None
    return -float(result.fun)


@pytest.mark.parametrize("ties", ["first-seen", "uniform"])
@pytest.mark.parametrize(("alpha", "gamma"), [(0.35, 0.0), (0.3, 0.5), (0.45, 0.3), (0.4, 1.0)])
def test_the_optimal_revenue_leaves_nothing_to_gain(alpha: float, gamma: float, ties: str) -> None:
    rho = float(selfish_mining.optimal_revenue(alpha, gamma, lead=7, ties=ties))
    assert best(alpha, gamma, 7, ties, deep=99, value=0.0, rho=rho) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("ties", ["first-seen", "uniform"])
@pytest.mark.parametrize(
    ("alpha", "gamma", "deep", "value"), [(0.3, 0.2, 2, 5.0), (0.2, 0.7, 1, 3.0), (0.4, 0.0, 3, 0.5)]
)
def test_the_best_revenue_with_double_spends_is_the_program_s(
    alpha: float, gamma: float, deep: int, value: float, ties: str
) -> None:
    got = selfish_mining.revenue_with_double_spends(alpha, gamma, deep, value, lead=7, ties=ties)
    assert got == pytest.approx(best(alpha, gamma, 7, ties, deep=deep, value=value, rho=None), abs=1e-9)


@pytest.mark.parametrize(("alpha", "gamma", "deep"), [(0.3, 0.2, 2), (0.2, 0.7, 1), (0.4, 0.0, 3)])
def test_at_the_minimum_value_the_program_earns_what_honest_mining_does(alpha: float, gamma: float, deep: int) -> None:
    least = float(selfish_mining.minimum_value(alpha, gamma, deep, lead=7))
    for factor, more in ((0.999, False), (1.001, True)):
        earned = best(alpha, gamma, 7, "first-seen", deep=deep, value=least * factor, rho=None)
        assert (earned > alpha + 1e-7) == more
