"""A permissioned chain as parties that can fail together: who signs, who orders, who administers, who certifies."""

from dataclasses import dataclass, replace

from assay.analyses.chains._chain import Chain
from assay.core.errors import BadInput
from assay.quorums.endorsement import fabric_channel
from assay.quorums.parties import Cause, Mode, Party, Roster
from assay.quorums.policies import Policy, at_least, signers
from assay.quorums.protocols import pbft, qbft, raft
from assay.quorums.systems import Failure, Power, PowerKind, System
from assay.sources.chains.profile import Consensus, Profile
from assay.sources.chains.profile import Party as Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The system and its parties; `system` is None for a chain whose blocks nobody has to sign."""

    system: System | None
    roster: Roster
    unrated: dict[Failure, str]
    """Failures whose probability can't be told, since the profile does not say how likely a party fails."""


def setup_of(chain: Chain) -> Setup:
    """Raises `BadInput`, naming the field, for a policy that can't be read and for parties that nobody is."""
    profile = chain.profile
    system = _system(chain)
    if system is None:
        return Setup(system=None, roster=Roster(()), unrated={})
    said = {member.name: member for member in profile.parties.member} if profile.parties is not None else {}
    needed = dict.fromkeys(name for failure in Failure for name in signers(system.breaks(failure)))
    names = [*said, *(name for name in needed if name not in said)]
    parties = []
    for name in names:
        member = said.get(name)
        parties.append(_party(member) if member is not None else Party(name))
    unrated: dict[Failure, str] = {}
    for failure, keys in ((Failure.FORGE, ("compromise",)), (Failure.HALT, ("compromise", "outage"))):
        for name in signers(system.breaks(failure)):
            lacking = [key for key in keys if getattr(said.get(name), key, None) is None]
            if lacking:
                unrated.setdefault(failure, f"nobody says how likely {name} fails ({lacking[0]} in parties.member)")
    return Setup(system=system, roster=Roster(tuple(parties), _causes(profile)), unrated=unrated)


def _party(member: Member) -> Party:
    return Party(
        member.name,
        compromise=float(member.compromise or 0),
        outage=float(member.outage or 0),
        loss=float(member.loss or 0),
        groups=member.groups,
    )


def _causes(profile: Profile) -> tuple[Cause, ...]:
    causes = profile.parties.cause if profile.parties is not None else ()
    return tuple(
        Cause(
            name=cause.name,
            mode=Mode(cause.mode),
            probability=float(cause.probability),
            members=cause.members,
            groups=cause.groups,
        )
        for cause in causes
    )


def _system(chain: Chain) -> System | None:
    profile = chain.profile
    membership = profile.membership
    administrators = at_least(membership.needed, membership.administrators) if membership is not None else None
    if profile.protocol is Consensus.QBFT and profile.producers is not None:
        system = qbft([member.name for member in profile.producers.member])
        powers = (Power(PowerKind.MEMBERSHIP, administrators),) if administrators is not None else ()
        return replace(system, powers=powers)
    if profile.protocol is Consensus.FABRIC:
        return _channel(chain, administrators)
    return None


def _channel(chain: Chain, administrators: Policy | None) -> System:
    endorsement, ordering = chain.profile.endorsement, chain.profile.ordering
    assert endorsement is not None, "a profile of that kind has it"
    assert ordering is not None, "a profile of that kind has it"
    orderers = raft(ordering.nodes) if ordering.kind == "raft" else pbft(ordering.nodes)
    try:
        return fabric_channel(
            endorsement.policy,
            endorsement.identities,
            ordering=orderers,
            administrators=administrators,
            authorities=endorsement.authorities,
        )
    except BadInput as error:
        raise BadInput(f"{chain.path}:{chain.at('endorsement', 'policy').line}: endorsement.policy: {error}") from error
