"""How few parties together hold more than a share of a chain."""

from fractions import Fraction

from assay.analyses.chains._chain import Chain
from assay.sources.chains.profile import Consensus

THIRD, HALF, TWO_THIRDS = Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)


def decisive(chain: Chain) -> tuple[Fraction, str]:
    """The share above which the chain's first promise breaks, and what its holders can do then."""
    if chain.profile.protocol is Consensus.POW:
        return HALF, "rewrite blocks"
    return THIRD, "stop the chain"


def largest(chain: Chain, bound: Fraction) -> dict[str, Fraction]:
    """The fewest entities that hold strictly more than `bound`, with their shares; empty without producers."""
    found: dict[str, Fraction] = {}
    for entity, share in chain.held().items():
        found[entity] = share
        if sum(found.values()) > bound:
            return found
    return {}
