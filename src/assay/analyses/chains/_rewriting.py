"""What it costs to replace the blocks that a payment waits for, as formulas that anyone can work out again.

The model is that of `assay.consensus.attack_cost`, to which a test holds it; here it is exact.
"""

from fractions import Fraction

from assay.analyses.chains._chain import Chain
from assay.core.calculation import calculated
from assay.core.evidence import Calculation
from assay.sources.chains.profile import Consensus

ADVANTAGE = Fraction(11, 10)
"""The attacker's hash power over that of the honest miners: above 1 he wins in the end, and more is faster."""


class NotSaid(Exception):
    """The profile lacks a figure that the answer needs; the message names it."""


def rewriting(chain: Chain) -> Calculation:
    """The cost of one attack in the profile's currency, what it earns subtracted. Raises `NotSaid`."""
    match chain.profile.consensus.kind:
        case Consensus.POW:
            return _work(chain)
        case Consensus.POS:
            return _stake(chain)
        case Consensus.HYBRID:
            assert chain.profile.anchors is not None, "a profile of that kind has them"
            cost = needed(anchors__rewrite_cost=chain.profile.anchors.rewrite_cost)
            return calculated("rewrite_cost", cost, chain.profile.currency)
        case _:
            raise NotSaid("blocks are signed by members, and cost nothing to make")


def needed(**figures: object) -> dict[str, Fraction]:
    """The exact values by their last name; `work__hash_rate` is the figure `work.hash-rate`. Raises `NotSaid`."""
    values = {}
    for name, figure in figures.items():
        exact = getattr(figure, "exact", None)
        if not isinstance(exact, Fraction):
            raise NotSaid(f"{name.replace('__', '.').replace('_', '-')} is not in the profile")
        values[name.rpartition("__")[2]] = exact
    return values


def _work(chain: Chain) -> Calculation:
    """Rent, buy what is not for rent, mine until the chain is longer, keep the rewards."""
    work, consensus, payment = chain.profile.work, chain.profile.consensus, chain.profile.payment
    assert work is not None, "a profile of that kind has it"
    values = needed(
        work__hash_rate=work.hash_rate,
        work__rental_price=work.rental_price,
        consensus__block_time=consensus.block_time,
        consensus__reward=consensus.reward,
        consensus__price=consensus.price,
        payment__confirmations=payment.confirmations if payment is not None else None,
    )
    values["power"] = ADVANTAGE
    blocks = "max(confirmations, (confirmations + 1) / power)"
    rented = "power"
    bought = ""
    if work.rentable is not None and work.rentable.exact < ADVANTAGE:
        values |= needed(work__rentable=work.rentable, work__hardware_price=work.hardware_price)
        rented, bought = "rentable", " + (power - rentable) * hash_rate * hardware_price"
    rent = f"{blocks} * block_time * {rented} * hash_rate * rental_price"
    return calculated(f"{rent}{bought} - {blocks} * power * reward * price", values, chain.profile.currency)


def _stake(chain: Chain) -> Calculation:
    """Join with so much that it is a third of all, sign two histories, lose what is slashed."""
    stake = chain.profile.stake
    assert stake is not None, "a profile of that kind has it"
    values = needed(stake__staked=stake.staked, consensus__price=chain.profile.consensus.price)
    values |= needed(stake__slashed=stake.slashed)
    return calculated("staked * (1 / 3) / (1 - 1 / 3) * price * slashed", values, chain.profile.currency)
