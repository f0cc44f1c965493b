"""Concentrated producers: a handful of parties together can break what the chain promises."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._hands import decisive, largest
from assay.core.calculation import calculated
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.sources.chains.profile import Consensus

RULE = Rule(
    id=RuleId("chains.concentrated-producers"),
    title="A handful of parties can stop or rewrite the chain",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.ECOSYSTEM,
    severities=(
        Severity.HIGH,
        Severity.MEDIUM,
    ),
    tags=("cwe:654",),
    meaning=(
        "The Nakamoto coefficient: the fewest parties that together hold more than a half of the hash power "
        "(and rewrite blocks), or more than a third of stake or votes (and stop the chain). One is a high "
        "finding, two or three a medium one. Producers with the same `entity` count as one.\n\nStrictly more: "
        "two parties with a half each are two. All three coefficients, at 1/3, 1/2 and 2/3, are among the "
        "report's measures."
    ),
    remedy="Spread blocks or stake over more independent parties, or let those who take payments wait longer.",
    references=(
        "https://news.earn.com/quantifying-decentralization-e39db233c28e",
        "https://arxiv.org/abs/2205.14260",
    ),
    flagged=(
        "concentrated_producers_two_pools.toml",
        "concentrated_producers_one_entity.toml",
    ),
    clean=("concentrated_producers_clean_many.toml",),
)


FEW = 3
"""Parties that can agree over dinner."""


@answers(RULE)
def concentrated_producers(chain: Chain) -> Iterator[Outcome]:
    """One finding when the coefficient at the decisive share is at most `FEW`."""
    if chain.profile.protocol is Consensus.FABRIC:
        yield RULE.not_applicable(chain.part, because="organisations endorse, and nobody has a share of the blocks")
        return
    if chain.profile.producers is None:
        yield RULE.unknown(chain.part, because="producers is not in the profile")
        return
    bound, power = decisive(chain)
    few = largest(chain, bound)
    if few and len(few) <= FEW:
        names = {f"s{place}": share for place, share in enumerate(few.values(), 1)}
        who = " and ".join(few) if len(few) < FEW else ", ".join(few)
        yield RULE.found(
            chain.part,
            f"{who} {'holds' if len(few) == 1 else 'together hold'} {float(sum(few.values())):.3g} of the chain: "
            f"more than {bound} can {power}",
            at=chain.at("producers"),
            severity=Severity.HIGH if len(few) == 1 else Severity.MEDIUM,
            confidence=Confidence.HIGH,
            exposure=Exposure.PRIVILEGED,
            evidence=[calculated(" + ".join(names), names, f"of the chain, more than {bound}")],
        )
