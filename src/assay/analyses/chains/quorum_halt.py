"""Halted quorums: the chance within a year is above what the chain promises."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._setup import Setup
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.quorums.systems import Failure

RULE = Rule(
    id=RuleId("chains.quorum-halt"),
    title="The chance to halt within a year is above the bound",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.OPERATIONS,
    severities=(Severity.MEDIUM,),
    tags=("cwe:400",),
    meaning=(
        "Computed exactly from how likely each party fails and from what they share: a supplier, a region, an "
        "operator. One cause that strikes many at once usually weighs more than all that strikes them one by "
        "one.\n\nNot flagged: a chance of at most `bounds.halt`. Unknown when the profile does not say how "
        "likely a party fails: what nobody estimated is not taken for impossible."
    ),
    remedy=(
        "Break up what the parties share, which the finding names, or add parties that share nothing with the others."
    ),
    references=(
        "https://besu.hyperledger.org/private-networks/concepts/poa",
        "https://doi.org/10.1016/0951-8320(93)90060-C",
    ),
    flagged=("quorum_halt_one_region.toml",),
    clean=("quorum_halt_clean_spread.toml",),
)


@answers(RULE)
def quorum_halt(chain: Chain, setup: Setup) -> Iterator[Outcome]:
    """One finding when even the lower end of the chance is above the bound; between the ends is unknown."""
    if setup.system is None:
        yield RULE.not_applicable(chain.part, because="nobody has to sign its blocks")
        return
    bounds = chain.profile.bounds
    if bounds is None or bounds.halt is None:
        yield RULE.unknown(chain.part, because="bounds.halt is not in the profile")
        return
    if Failure.HALT in setup.unrated:
        yield RULE.unknown(chain.part, because=setup.unrated[Failure.HALT])
        return
    from assay.quorums.assessment import assess

    risk, bound = assess(setup.system, setup.roster, first=1).halt, float(bounds.halt.value)
    if risk.chance.low > bound:
        shortest = " with ".join(risk.cut_sets.first[0]) if risk.cut_sets.first else "no single set"
        yield RULE.found(
            chain.part,
            f"the chance to halt within a year is {risk.chance.low:.3g}, above {bound:.3g}; "
            f"the shortest way is {shortest}",
            at=chain.at("bounds", "halt"),
            confidence=Confidence.HIGH,
            exposure=Exposure.PRIVILEGED,
        )
    elif risk.chance.high > bound:
        between = f"{risk.chance.low:.3g} and {risk.chance.high:.3g}"
        yield RULE.unknown(chain.part, because=f"the chance lies between {between}, and {bound:.3g} is the bound")
