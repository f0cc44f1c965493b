"""What one policy brings: the chance of every path, followed diagonal by diagonal from each gate at once."""

import numpy as np

from assay.consensus.domain import Floats
from assay.consensus.selfish_mining.race import (
    ACTIVE,
    ADOPT,
    IRRELEVANT,
    MATCH,
    OVERRIDE,
    RELEVANT,
    STOP,
    WAIT,
    Evaluation,
    Gates,
    Policy,
    Race,
)


def evaluate(race: Race, policy: Policy) -> Evaluation:
    """Expected gain and price of a race that is played by `policy`.

    All gates are followed, also those that the policy never comes to: an improvement may lead there.
    """
    size = race.lead + 1
    onward, paid = _follow(race, policy)
    value = _settle(onward, paid)
    gain, price = race.alpha * value[1] + (1 - race.alpha) * value[size]
    return Evaluation(
        float(gain),
        float(price) + race.start_price,
        Gates(value[:size, 0], value[size:, 0]),
        Gates(value[:size, 1], value[size:, 1]),
    )


def _follow(race: Race, policy: Policy) -> tuple[Floats, Floats]:
    """For each gate, k for (k, 0) and size + k for (k, 1): chances of the next gate, and rewards till there."""
    size, alpha, gamma = race.lead + 1, race.alpha, race.gamma
    number = np.arange(2 * size)
    k = number % size
    depth = k + number // size
    fork_of = number // size  # IRRELEVANT is 0, RELEVANT is 1
    onward = np.zeros((number.size, 2 * size))
    paid = np.zeros((number.size, 2))
    mass = np.zeros((3, number.size, size + 1))
    for s in range(int(depth.min()), 2 * race.lead + 1):
        born = np.flatnonzero(depth == s)
        mass[fork_of[born], born, k[born]] += 1.0
        later = np.zeros_like(mass)
        low, high = max(0, s - race.lead), min(s, race.lead) + 1
        for fork in range(3):
            here = mass[fork, :, low:high]
            if not here.any():
                continue
            a = np.arange(low, high)
            act = policy[fork, a, s - a]
            for action in (ADOPT, OVERRIDE, WAIT, MATCH, STOP):
                at = a[act == action]
                if not at.size:
                    continue
                h, chance = s - at, mass[fork][:, at]
                # Not `@`: on matrices this small the threads of BLAS cost twenty times what they bring.
                paid[:, 0] += np.einsum("gs,s->g", chance, race.gain[action][at, h])
                paid[:, 1] += np.einsum("gs,s->g", chance, race.price[action][at, h])
                if action == OVERRIDE:
                    onward[:, at - h] += alpha * chance
                    onward[:, size + at - h - 1] += (1 - alpha) * chance
                elif action == WAIT:
                    later[IRRELEVANT][:, at + 1] += alpha * chance
                    later[RELEVANT][:, at] += (1 - alpha) * chance
                elif action == MATCH:
                    later[ACTIVE][:, at + 1] += alpha * chance
                    onward[:, size + at - h] += gamma * (1 - alpha) * chance
                    later[RELEVANT][:, at] += (1 - gamma) * (1 - alpha) * chance
        mass = later
    return onward, paid


def _settle(onward: Floats, paid: Floats) -> Floats:
    """The v of v = paid + onward·v, by elimination; rows of `onward` add up to less than 1, so no pivots are needed.

    Not LAPACK: its threads take more of a shared machine than the whole of the rest.
    """
    system = np.hstack([np.eye(len(onward)) - onward, paid])
    for pivot in range(len(onward)):
        system[pivot, pivot:] /= system[pivot, pivot]
        below = np.flatnonzero(system[pivot + 1 :, pivot]) + pivot + 1
        system[below, pivot:] -= system[below, pivot, None] * system[pivot, pivot:]
    value = system[:, len(onward) :]
    for pivot in range(len(onward) - 1, 0, -1):
        value[:pivot] -= system[:pivot, pivot, None] * value[pivot]
    return value
