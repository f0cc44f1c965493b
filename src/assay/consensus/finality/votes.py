"""The arithmetic of Byzantine quorums: how many may lie, how many must agree, how long it takes."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Counts, Floats, count, numbers, real, share, wholes
from assay.core.errors import BadInput


def faults_tolerated(n: ArrayLike, *, crash_only: bool = False) -> Counts:
    """The most members that may fail: f with n >= 3f + 1, or n >= 2f + 1 when they can only stop, not lie.

    Source: Pease, Shostak & Lamport 1980 for liars; Lamport 1998 for those that only crash.
    """
    members = count("n", n, 1)
    return wholes((members - 1) // (2 if crash_only else 3))


def quorum(n: ArrayLike, *, crash_only: bool = False) -> Counts:
    """The fewest votes such that any two quorums share a member that is not faulty: ⌈(n + f + 1)/2⌉.

    2f + 1 when n = 3f + 1. QBFT asks for ⌈2n/3⌉, which is the same for every n. Source: Castro & Liskov 1999.
    """
    members = count("n", n, 1)
    faulty = np.zeros_like(members) if crash_only else faults_tolerated(members)
    return wholes((members + faulty) // 2 + 1)


def finality_time(
    online: ArrayLike, leaders: ArrayLike, *, round_time: float, timeout: float, rounds: int = 1
) -> Floats:
    """Expected time to finality in a protocol whose leader changes when it fails, in the unit of the times given.

    `online` is the share of votes that can be heard; at most 2/3 never decides: infinity. `leaders` is the share of
    leaders that do their work; each failing one costs `timeout`, each of `rounds` consecutive phases `round_time`.
    Leaders are taken as drawn independently.
    """
    heard, good = np.broadcast_arrays(share("online", online), share("leaders", leaders))
    pace, patience = float(real("round_time", round_time, 0.0)), float(real("timeout", timeout, 0.0))
    phases = int(count("rounds", rounds, 1))
    if patience < pace:
        raise BadInput("timeout is below round_time: every leader would be dismissed")
    with np.errstate(divide="ignore"):
        waited = (1 / good - 1) * patience
    return numbers(np.where((heard > 2 / 3) & (good > 0), phases * pace + waited, np.inf))
