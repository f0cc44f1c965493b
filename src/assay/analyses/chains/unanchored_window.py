"""Unanchored windows: a payment is taken as final before the public chain holds it."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._rewriting import NotSaid, needed
from assay.core.calculation import calculated
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.sources.chains.profile import Consensus

RULE = Rule(
    id=RuleId("chains.unanchored-window"),
    title="Insiders can rewrite payments that are taken as final",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM,),
    tags=("cwe:345",),
    meaning=(
        "Between two anchors a hybrid chain is only as strong as its members: enough of them can sign another "
        "history, and nobody outside can tell which was first. What was written just after an anchor waits "
        "for the next one, and that one for its own confirmations on the public chain.\n\nNot flagged: payments "
        "that wait for all of that."
    ),
    remedy="Take payments as final when the anchor that holds them is confirmed, or anchor more often.",
    references=(
        "https://arxiv.org/abs/1803.05519",
        "https://opentimestamps.org",
    ),
    flagged=("unanchored_window_hour.toml",),
    clean=("unanchored_window_clean_waits.toml",),
)


@answers(RULE)
def unanchored_window(chain: Chain) -> Iterator[Outcome]:
    """One finding when payments are final before the window closes."""
    anchors, payment = chain.profile.anchors, chain.profile.payment
    if chain.profile.consensus.kind is not Consensus.HYBRID or anchors is None:
        yield RULE.not_applicable(chain.part, because="it is not anchored in another chain")
        return
    try:
        said = needed(
            consensus__block_time=chain.profile.consensus.block_time,
            payment__confirmations=payment.confirmations if payment is not None else None,
        )
    except NotSaid as error:
        yield RULE.unknown(chain.part, because=str(error))
        return
    parts = {
        "every": anchors.every.exact,
        "confirmations": anchors.confirmations.exact,
        "block_time": anchors.block_time.exact,
    }
    window = calculated("every + confirmations * block_time", parts, "s")
    open_for = parts["every"] + parts["confirmations"] * parts["block_time"]
    final = said["confirmations"] * said["block_time"]
    if final < open_for:
        yield RULE.found(
            chain.part,
            f"payments are taken as final after {float(final):.6g} s, and for {float(open_for):.6g} s whoever can sign "
            f"blocks can replace them",
            at=chain.at("anchors", "every"),
            confidence=Confidence.HIGH,
            exposure=Exposure.PRIVILEGED,
            evidence=[window],
        )
