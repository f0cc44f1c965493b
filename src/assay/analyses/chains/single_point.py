"""Single points of failure: one party, or one cause, suffices to forge, to stop or to lose the chain."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._setup import Setup
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.quorums.systems import Failure, PowerKind
from assay.quorums.weak_points import SinglePoint, single_points
from assay.sources.chains.profile import Path

RULE = Rule(
    id=RuleId("chains.single-point-of-failure"),
    title="One party alone can break the chain",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.DESIGN,
    severities=(
        Severity.HIGH,
        Severity.MEDIUM,
        Severity.LOW,
    ),
    tags=("cwe:654",),
    meaning=(
        "A quorum of many is worth as much as the least of what stands beside it: an administrator who can "
        "replace its members, an authority that issues their identities, one ordering node, one supplier of "
        "all their keys. Who alone can forge is a high finding, who alone can stop the chain a medium one, "
        "whose lost key alone can't be replaced a low one.\n\nNot flagged: powers that several have to use "
        "together, and causes that strike too few."
    ),
    remedy=(
        "Let several have to agree: administrators too; order with three nodes or more; spread keys over "
        "suppliers and regions."
    ),
    references=(
        "https://besu.hyperledger.org/private-networks/concepts/poa",
        "https://hyperledger-fabric.readthedocs.io/en/latest/policies/policies.html",
    ),
    flagged=(
        "single_point_administrator.toml",
        "single_point_orderer.toml",
    ),
    clean=("single_point_clean_three_administrators.toml",),
)


SEVERITY = {Failure.FORGE: Severity.HIGH, Failure.HALT: Severity.MEDIUM, Failure.LOSE: Severity.LOW}
BREAKS = {Failure.FORGE: "forge the chain", Failure.HALT: "stop the chain", Failure.LOSE: "lose the chain"}


@answers(RULE)
def single_point(chain: Chain, setup: Setup) -> Iterator[Outcome]:
    """One finding for each party or cause and each way to fail."""
    if setup.system is None:
        yield RULE.not_applicable(chain.part, because="nobody has to sign its blocks")
        return
    for point in single_points(setup.system, setup.roster):
        yield RULE.found(
            chain.part,
            f"{point.event} alone can {BREAKS[point.failure]}: {point.why}",
            at=chain.at(*_place(chain, point)),
            severity=SEVERITY[point.failure],
            confidence=Confidence.HIGH,
            exposure=Exposure.PRIVILEGED,
        )


def _place(chain: Chain, point: SinglePoint) -> Path:
    """Where the profile gives the power, or names who fails."""
    if point.power is not None:
        power = {
            PowerKind.MEMBERSHIP: ("membership", "administrators"),
            PowerKind.ORDERING: ("ordering", "nodes"),
            PowerKind.CERTIFICATES: ("endorsement", "authorities"),
            PowerKind.UPGRADE: ("membership",),
        }
        return power[point.power]
    parties = chain.profile.parties
    members = [member.name for member in parties.member] if parties is not None else []
    causes = [cause.name for cause in parties.cause] if parties is not None else []
    for key, names in (("member", members), ("cause", causes)):
        if point.event in names:
            return ("parties", key, names.index(point.event), "name")
    return ("endorsement", "policy") if chain.profile.endorsement is not None else ("producers",)
