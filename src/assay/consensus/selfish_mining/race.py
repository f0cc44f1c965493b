"""The race between a hidden and the public chain as a Markov decision process.

States (a, h, fork) after Sapirshtein, Sompolinsky & Zohar 2016, section 3: `a` blocks of the attacker and `h` of the
others since the last block that both accept. The fork is IRRELEVANT when the last block is the attacker's (too late
to offer a tie), RELEVANT when it is the others', ACTIVE when the attacker has published as many blocks as they have
and the others are split: a share γ mines on the attacker's.

Both lengths are cut at `lead`. A race moves from the diagonal a + h = s only to s + 1, or by publishing back to one
of the 2·(lead + 1) states (k, 0, IRRELEVANT) and (k, 1, RELEVANT), the gates. So values follow from those of the gates
by one pass over the diagonals, and the gates themselves from a small dense system: 27,648 states never meet a solver.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.consensus.domain import Floats

IRRELEVANT, RELEVANT, ACTIVE = range(3)
ADOPT, OVERRIDE, WAIT, MATCH, STOP = range(5)
"""STOP ends a race at the cut with a reward that is at least what going on could bring; for upper bounds only."""

Policy = NDArray[np.int8]
"""The action by fork, a and h."""


@dataclass(frozen=True, slots=True)
class Race:
    """What is possible, and what it pays: for each action two rewards by (a, h), a gain and a price."""

    alpha: float
    gamma: float
    lead: int
    ties: str
    """"first-seen": a tie can be offered only at once; "uniform": whenever a >= h."""
    gain: dict[int, Floats]
    price: dict[int, Floats]
    start_price: float = 0.0
    """Paid once a race, whatever is done."""

    def allowed(self, fork: int, a: NDArray[np.int64], h: NDArray[np.int64]) -> NDArray[np.bool_]:
        """By action (rows) and state (columns)."""
        inside = (a < self.lead) & (h < self.lead)
        tie = inside & (a >= h) & (h >= 1) & ((fork != IRRELEVANT) | (self.ties == "uniform"))
        stops = ~inside & (STOP in self.gain)
        return np.array([~stops, ~stops & (a > h), inside & (fork != ACTIVE), tie, stops])


@dataclass(frozen=True, slots=True)
class Gates:
    """A value for each gate: `fresh[k]` for (k, 0, IRRELEVANT), `answered[k]` for (k, 1, RELEVANT)."""

    fresh: Floats
    answered: Floats


def greedy(race: Race, rho: float, gates: Gates) -> Policy:
    """The best action in every state for the objective gain − ρ·price, given the values of the gates."""
    size, alpha, gamma = race.lead + 1, race.alpha, race.gamma
    reward = {action: race.gain[action] - rho * race.price[action] for action in race.gain}
    policy = np.zeros((3, size, size), dtype=np.int8)
    later = np.zeros((3, size + 1))
    for s in range(2 * race.lead, -1, -1):
        a = np.arange(max(0, s - race.lead), min(s, race.lead) + 1)
        h = s - a
        up = np.maximum(a - h, 0)
        value = np.full((5, a.size), -np.inf)
        value[ADOPT] = reward[ADOPT][a, h]
        ahead = alpha * gates.fresh[up] + (1 - alpha) * gates.answered[np.maximum(up - 1, 0)]
        value[OVERRIDE] = reward[OVERRIDE][a, h] + ahead
        value[WAIT] = alpha * later[IRRELEVANT, a + 1] + (1 - alpha) * later[RELEVANT, a] + reward[WAIT][a, h]
        won = gamma * (1 - alpha) * gates.answered[up] + reward[MATCH][a, h]
        value[MATCH] = alpha * later[ACTIVE, a + 1] + won + (1 - gamma) * (1 - alpha) * later[RELEVANT, a]
        if STOP in reward:
            value[STOP] = reward[STOP][a, h]
        now = np.zeros((3, size + 1))
        for fork in range(3):
            open_ = np.where(race.allowed(fork, a, h), value, -np.inf)
            best = np.argmax(open_, axis=0)
            policy[fork, a, h] = best
            now[fork, a] = open_[best, np.arange(a.size)]
        later = now
    return policy


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Expected gain and price of a whole race under one policy, from the start and from each gate."""

    gain: float
    price: float
    gates_gain: Gates
    gates_price: Gates

    def gates(self, rho: float) -> Gates:
        """Values of the gates for the objective gain − ρ·price."""
        g, p = self.gates_gain, self.gates_price
        return Gates(g.fresh - rho * p.fresh, g.answered - rho * p.answered)
