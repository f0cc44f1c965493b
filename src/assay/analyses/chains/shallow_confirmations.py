"""Shallow confirmations: a payment is taken as final while a double spend is likelier than what is accepted."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._odds import odds
from assay.analyses.chains._rewriting import NotSaid, needed
from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.sources.chains.profile import Consensus

RULE = Rule(
    id=RuleId("chains.shallow-confirmations"),
    title="Payments are taken as final too early",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.OPERATIONS,
    severities=(
        Severity.HIGH,
        Severity.MEDIUM,
    ),
    tags=("cwe:362",),
    meaning=(
        "Somebody with a share of the hash power mines a second history in secret, and shows it when it is "
        "longer. How likely that is follows from his share and the confirmations alone (Rosenfeld's exact "
        "sum; the formula of Bitcoin's white paper is too low). From half of the hash power on it is "
        "certain.\n\nNot flagged: a chance of at most the risk that the profile says is accepted."
    ),
    remedy="Ask for as many confirmations as the accepted risk needs; the report's measures say how many.",
    references=(
        "https://arxiv.org/abs/1402.2009",
        "https://bitcoin.org/bitcoin.pdf",
    ),
    flagged=(
        "shallow_confirmations_three.toml",
        "shallow_confirmations_majority.toml",
    ),
    clean=("shallow_confirmations_clean_six.toml",),
)


SURE = 0.5
"""An attack that succeeds at least every second time is no gamble."""


@answers(RULE)
def shallow_confirmations(chain: Chain) -> Iterator[Outcome]:
    """One finding when the chance is above the risk."""
    if chain.profile.consensus.kind is not Consensus.POW:
        yield RULE.not_applicable(chain.part, because="its blocks are not mined")
        return
    payment = chain.profile.payment
    try:
        said = needed(
            payment__confirmations=payment.confirmations if payment is not None else None,
            payment__attacker_share=payment.attacker_share if payment is not None else None,
            payment__risk=payment.risk if payment is not None else None,
        )
    except NotSaid as error:
        yield RULE.unknown(chain.part, because=str(error))
        return
    blocks, share, risk = int(said["confirmations"]), said["attacker_share"], float(said["risk"])
    chance, calculation = odds(share, blocks)
    if chance > risk:
        yield RULE.found(
            chain.part,
            f"after {blocks} confirmations a double spend by {float(share):.3g} of the hash power succeeds with "
            f"probability {chance:.3g}, and {risk:.3g} is accepted",
            at=chain.at("payment", "confirmations"),
            severity=Severity.HIGH if chance >= SURE else Severity.MEDIUM,
            confidence=Confidence.HIGH,
            evidence=[calculation] if calculation is not None else [],
        )
