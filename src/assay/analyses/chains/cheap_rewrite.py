"""Cheap rewrites: replacing the blocks that a payment waits for costs less than the payment is worth."""

from collections.abc import Iterator
from fractions import Fraction

from assay.analyses.chains._chain import Chain, amount
from assay.analyses.chains._rewriting import NotSaid, needed, rewriting
from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.sources.chains.profile import Consensus

RULE = Rule(
    id=RuleId("chains.cheap-rewrite"),
    title="Rewriting the chain costs less than it can win",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.DESIGN,
    severities=(Severity.HIGH,),
    tags=("cwe:345",),
    meaning=(
        "Whoever brings more hash power than all honest miners replaces the last blocks, and with them his "
        "own payment, for the price of the hash power less the rewards of his blocks. With stake, a third of "
        "it that signs two histories can undo what was final, and loses what is slashed; history that is "
        "anchored costs as much as the anchor chain's.\n\nNot flagged: a value below that cost. Where the "
        "profile does not say how much hash power is on offer, all that is needed is taken to be: the finding "
        "is then less certain."
    ),
    remedy=(
        "Wait for more confirmations, lower what one payment may be worth, or anchor the chain in one that "
        "costs more to rewrite."
    ),
    references=(
        "https://www.crypto51.app/about.html",
        "https://arxiv.org/abs/1402.2009",
    ),
    flagged=(
        "cheap_rewrite_pow.toml",
        "cheap_rewrite_pos.toml",
        "cheap_rewrite_anchors.toml",
    ),
    clean=(
        "cheap_rewrite_clean_pow.toml",
        "cheap_rewrite_clean_hardware.toml",
    ),
)


@answers(RULE)
def cheap_rewrite(chain: Chain) -> Iterator[Outcome]:
    """One finding when the most that an attack can win is more than what it costs."""
    profile = chain.profile
    if profile.consensus.kind in (Consensus.QBFT, Consensus.FABRIC):
        yield RULE.not_applicable(chain.part, because="its blocks are signed by members, and cost nothing to make")
        return
    payment = profile.payment
    try:
        worth = needed(payment__value_at_stake=payment.value_at_stake if payment is not None else None)
        cost = rewriting(chain)
    except NotSaid as error:
        yield RULE.unknown(chain.part, because=str(error))
        return
    least, stake = Fraction(cost.value), worth["value_at_stake"]
    if least < stake:
        unsure = profile.work is not None and profile.work.rentable is None
        yield RULE.found(
            chain.part,
            f"an attack {_told(least, profile.currency)} and can win {amount(stake)}",
            at=chain.at("payment", "value-at-stake"),
            confidence=Confidence.MEDIUM if unsure or profile.stake is not None else Confidence.HIGH,
            evidence=[cost],
        )


def _told(cost: Fraction, currency: str) -> str:
    return f"earns {amount(-cost)} {currency} by its blocks alone" if cost < 0 else f"costs {amount(cost)} {currency}"
