"""How long a node may be offline and still tell the real proof-of-stake chain from one made with old keys.

Both forms are Ethereum's (consensus-specs, weak-subjectivity.md of Phase 0 and of Electra), in its integer
arithmetic: epochs of 32 slots of 12 seconds, balances in whole ether.
"""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Counts, count, one_of, real
from assay.core.errors import BadInput

FORKS = ("phase0", "electra")
SECONDS_PER_EPOCH = 384

_WITHDRAWABILITY_DELAY = 256
_CHURN_QUOTIENT = 65_536
_MOST_EFFECTIVE_BALANCE = 32
_DEPOSITS_PER_EPOCH = 16 * 32
_LEAST_CHURN_VALIDATORS = 4
_LEAST_CHURN_ETHER = 128


def period(
    total_balance: ArrayLike, validators: ArrayLike | None = None, *, fork: str = "electra", safety_decay: int = 10
) -> Counts:
    """The weak-subjectivity period in epochs.

    `total_balance` is all active stake in ether; `validators` their number, which only "phase0" depends on (and needs:
    there the average balance is the whole part of total_balance/validators). `safety_decay` is the loss of the
    one-third safety margin that is tolerated, in percent.
    """
    one_of("fork", fork, FORKS)
    decay = count("safety_decay", safety_decay, 1)
    total = np.floor(real("total_balance", total_balance, 1.0, 1e12)).astype(np.int64)
    if fork == "electra":
        return _electra(total, int(decay))
    if validators is None:
        raise BadInput('validators: the form of "phase0" depends on their number')
    number = count("validators", validators, 1)
    return _phase0(number, total // number, int(decay))


def balance_churn(total_balance: ArrayLike) -> Counts:
    """Ether that may enter or leave the active stake in one epoch since Electra, before the cap of 256."""
    total = np.floor(real("total_balance", total_balance, 0.0, 1e12)).astype(np.int64)
    return np.maximum(_LEAST_CHURN_ETHER, total // _CHURN_QUOTIENT)[()]


def _electra(total: Counts, decay: int) -> Counts:
    return (_WITHDRAWABILITY_DELAY + decay * total // (2 * balance_churn(total) * 100))[()]


def _phase0(number: Counts, average: Counts, decay: int) -> Counts:
    """Set churn is the limit while balances are high; top-ups when they have room to grow."""
    churn = np.maximum(_LEAST_CHURN_VALIDATORS, number // _CHURN_QUOTIENT)
    t, most = average, _MOST_EFFECTIVE_BALANCE
    high = t * (200 + 12 * decay) - most * (200 + 3 * decay)
    by_churn = number * np.maximum(high, 0) // (600 * churn * (2 * t + most))
    by_top_ups = number * (200 + 3 * decay) // (600 * _DEPOSITS_PER_EPOCH)
    room = np.maximum(most - t, 1)
    low = 3 * number * decay * t // (200 * _DEPOSITS_PER_EPOCH * room)
    return (_WITHDRAWABILITY_DELAY + np.where(high > 0, np.maximum(by_churn, by_top_ups), low))[()]
