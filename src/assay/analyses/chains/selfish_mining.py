"""Selfish mining: a producer is so large that it earns more by withholding its blocks."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.analyses.chains.facts import Withholding
from assay.core.calculation import calculated
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.sources.chains.profile import Consensus

RULE = Rule(
    id=RuleId("chains.selfish-mining-threshold"),
    title="A producer earns more by withholding its blocks",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.PRODUCER,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM,),
    tags=("cwe:841",),
    meaning=(
        "A miner who keeps his blocks to himself for a while lets the others waste their work. From a share "
        "of hash power on that pays: a quarter when half of the others mine on his block in a race (gamma = "
        "1/2), a third when none do. The threshold is that of the best policy there is (Sapirshtein, "
        "Sompolinsky and Zohar 2016), and stale blocks of the others count for him.\n\nNot flagged: a share at "
        "or below the threshold."
    ),
    remedy=("Choose at random between blocks that compete, spread blocks faster, or move hash power to smaller pools."),
    references=(
        "https://arxiv.org/abs/1311.0243",
        "https://arxiv.org/abs/1507.06183",
    ),
    flagged=(
        "selfish_mining_pool.toml",
        "selfish_mining_stale.toml",
    ),
    clean=("selfish_mining_clean_small.toml",),
)


EFFECTIVE = "share / (share + (1 - share) * (1 - stale_rate))"
"""What a share amounts to when others lose blocks to each other (Gervais et al. 2016, section 3.2)."""


@answers(RULE)
def selfish_mining(chain: Chain, withholding: Withholding) -> Iterator[Outcome]:
    """One finding for each producer whose entity is above the threshold."""
    producers = chain.profile.producers.member if chain.profile.producers is not None else ()
    work, held = chain.profile.work, chain.held()
    for place, producer in enumerate(producers):
        part = chain.producer(producer.name)
        if chain.profile.consensus.kind is not Consensus.POW or work is None:
            yield RULE.not_applicable(part, because="its blocks are not mined")
            continue
        if withholding.threshold is None:
            yield RULE.unknown(part, because="work.gamma is not in the profile")
            continue
        entity = producer.entity or producer.name
        stale = work.stale_rate.exact if work.stale_rate is not None else 0
        effective = calculated(EFFECTIVE, {"share": held[entity], "stale_rate": stale}, "of the hash power that counts")
        amounts_to = float(held[entity] / (held[entity] + (1 - held[entity]) * (1 - stale))) if held[entity] else 0.0
        if amounts_to > withholding.threshold:
            yield RULE.found(
                part,
                f"{entity} has {amounts_to:.3g} of the hash power that counts, and withholding pays from "
                f"{withholding.threshold:.3g} on",
                at=chain.at("producers", "member", place, "share"),
                confidence=Confidence.HIGH,
                exposure=Exposure.PRIVILEGED,
                evidence=[effective],
            )
