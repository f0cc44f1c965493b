"""The inactivity leak: how Ethereum regains finality when more than a third of the stake is gone.

Integer arithmetic of the consensus specification since Bellatrix (beacon-chain.md: inactivity scores, penalties,
effective balances, ejection), for one validator of each kind; balances in Gwei, time in epochs.
"""

from dataclasses import dataclass

import numpy as np

from assay.consensus.domain import share

_ETHER = 10**9
_SCORE_BIAS = 4
_PENALTY_QUOTIENT = 2**24
_EJECTION_BALANCE = 16 * _ETHER
_HYSTERESIS_DOWN = _ETHER // 4


@dataclass(frozen=True, slots=True)
class Leak:
    """How a leak goes that begins at epoch 0 and lasts until finality is back."""

    finality: int
    """The first epoch in which those who vote hold two thirds of the stake."""
    ejection: int
    """The first epoch after which an absent validator's effective balance is low enough to be ejected."""
    lost: float
    """Share of his stake that an absent validator has lost when finality is back."""


def inactivity_leak(absent: float, *, balance: int = 32) -> Leak:
    """The leak when a share `absent` of the stake doesn't vote, in validators of `balance` ether each.

    At most one third absent: no leak, finality at epoch 0. Otherwise the absent lose stake with the square of time,
    and are out at the ejection at the latest. Other penalties are small beside it and left out. Each side of a
    partition sees the other as absent: both may finalise in the end, on different chains.
    """
    missing = float(share("absent", absent))
    effective = _effective_balances(balance * _ETHER)
    ejection = int(np.argmax(effective <= _EJECTION_BALANCE))
    if missing * 3 <= 1:
        return Leak(0, ejection, 0.0)
    if missing == 1.0:
        return Leak(ejection, ejection, 1.0)
    remaining = missing * effective[: ejection + 1] / effective[0]
    voting = 1 - missing
    enough = voting * 3 >= 2 * (voting + remaining)
    finality = int(np.argmax(enough)) if enough.any() else ejection
    return Leak(finality, ejection, 1 - float(effective[finality]) / float(effective[0]))


def _effective_balances(balance: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Of a validator that never votes, at the end of each epoch, until it is ejected."""
    effective, score, values = balance, 0, [balance]
    while effective > _EJECTION_BALANCE:
        score += _SCORE_BIAS
        balance -= effective * score // (_SCORE_BIAS * _PENALTY_QUOTIENT)
        if balance + _HYSTERESIS_DOWN < effective:
            effective = balance - balance % _ETHER
        values.append(effective)
    return np.array(values, dtype=np.int64)
