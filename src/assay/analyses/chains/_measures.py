"""The numbers of a chain that judge nothing by themselves; rules cite them, the report lists them."""

import math
from collections.abc import Iterator
from fractions import Fraction

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._hands import HALF, THIRD, TWO_THIRDS
from assay.analyses.chains._odds import odds
from assay.analyses.chains._rewriting import NotSaid, needed, rewriting
from assay.analyses.chains._setup import Setup
from assay.core.errors import BudgetExceeded
from assay.core.fact import Measure
from assay.quorums.systems import Failure
from assay.sources.chains.profile import Consensus

DIGITS = 4
"""Of what is not whole: what a report can promise on every machine."""


def measures_of(chain: Chain, setup: Setup, withholding: float | None) -> tuple[Measure, ...]:
    """In the order in which they are read: cost, odds, hands, quorums, anchors."""
    return (
        *_costs(chain),
        *_odds_of(chain),
        *_hands(chain),
        *_withheld(chain, withholding),
        *_quorums(chain, setup),
        *_anchors(chain),
    )


def _costs(chain: Chain) -> Iterator[Measure]:
    try:
        cost = Fraction(rewriting(chain).value)
    except NotSaid:
        return
    as_of = chain.as_of("work", "stake", "consensus", "payment", "anchors")
    yield Measure(name="cost of a rewrite", value=round(cost), unit=chain.profile.currency, as_of=as_of)


def _odds_of(chain: Chain) -> Iterator[Measure]:
    payment = chain.profile.payment
    if chain.profile.consensus.kind is not Consensus.POW or payment is None:
        return
    if payment.confirmations is None or payment.attacker_share is None:
        return
    q, as_of = payment.attacker_share.exact, chain.as_of("payment")
    chance, _ = odds(q, int(payment.confirmations.exact))
    yield _real("chance of a double spend", chance, as_of)
    if payment.risk is not None and payment.risk.value:
        from assay.consensus import double_spend

        wanted = float(double_spend.confirmations(float(q), float(payment.risk.value)))
        yield _whole("confirmations needed", wanted, as_of)


def _hands(chain: Chain) -> Iterator[Measure]:
    held = [float(share) for share in chain.held().values()]
    if not held:
        return
    from assay.consensus import concentration

    as_of = chain.as_of("producers")
    for bound, name in ((THIRD, "1/3"), (HALF, "1/2"), (TWO_THIRDS, "2/3")):
        coefficient = int(concentration.nakamoto_coefficient(held, float(bound)))
        yield Measure(name=f"Nakamoto coefficient at {name}", value=coefficient, unit="entities", as_of=as_of)
    yield _real("Herfindahl-Hirschman index", float(concentration.hhi(held)), as_of)


def _withheld(chain: Chain, threshold: float | None) -> Iterator[Measure]:
    if threshold is not None:
        yield _real("share from which withholding blocks pays", threshold, chain.as_of("work"))


def _quorums(chain: Chain, setup: Setup) -> Iterator[Measure]:
    if setup.system is None:
        return
    from assay.quorums.assessment import assess

    try:
        assessment = assess(setup.system, setup.roster, first=1)
    except BudgetExceeded:
        return
    as_of = chain.as_of("parties", "producers", "endorsement", "ordering", "membership")
    for risk, words in ((assessment.forge, "forge"), (assessment.halt, "halt")):
        if risk.cut_sets.smallest is not None:
            yield Measure(name=f"fewest events that {words}", value=risk.cut_sets.smallest, unit="")
        if risk.failure in setup.unrated:
            continue
        ends = None if risk.chance.exact else (_text(risk.chance.low), _text(risk.chance.high))
        name = f"chance to {'be forged' if risk.failure is Failure.FORGE else 'halt'} within a year"
        yield Measure(name=name, value=0, unit="", text=_text(risk.chance.value), interval=ends, as_of=as_of)


def _anchors(chain: Chain) -> Iterator[Measure]:
    anchors = chain.profile.anchors
    if anchors is None:
        return
    values = needed(e=anchors.every, c=anchors.confirmations, b=anchors.block_time)
    window = values["e"] + values["c"] * values["b"]
    yield Measure(name="window between anchors", value=math.ceil(window), unit="s", as_of=chain.as_of("anchors"))


def _real(name: str, value: float, as_of: str | None) -> Measure:
    return Measure(name=name, value=0, unit="", text=_text(value), as_of=as_of)


def _whole(name: str, value: float, as_of: str | None) -> Measure:
    if math.isinf(value):
        return Measure(name=name, value=0, unit="blocks", text="infinitely many", as_of=as_of)
    return Measure(name=name, value=int(value), unit="blocks", as_of=as_of)


def _text(value: float) -> str:
    return f"{value:.{DIGITS}g}"
