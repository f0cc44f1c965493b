"""Sybil attacks: how many of a node's peers belong to one party that pretends to be many."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, hypergeom

from assay.consensus.domain import Floats, count, numbers, share
from assay.core.errors import BadInput


def peer_slots(sybil: ArrayLike, slots: ArrayLike, least: ArrayLike, *, nodes: int | None = None) -> Floats:
    """Chance that at least `least` of a node's `slots` peers are the attacker's, who runs a share `sybil` of nodes.

    Peers are drawn evenly; with `nodes` in all, without drawing one twice (the attacker's number is rounded).
    With `least` = `slots` it is the chance of an eclipse by numbers alone.
    """
    part, number, wanted = np.broadcast_arrays(share("sybil", sybil), count("slots", slots, 1), count("least", least))
    if nodes is None:
        return numbers(binom.sf(wanted - 1, number, part))
    all_ = int(count("nodes", nodes, 1))
    if (number > all_).any():
        raise BadInput(f"slots: more than the {all_} nodes")
    return numbers(hypergeom.sf(wanted - 1, all_, np.rint(part * all_).astype(np.int64), number))
