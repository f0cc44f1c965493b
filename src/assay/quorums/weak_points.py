"""Single points of failure: one event that alone breaks the system, by name and by the power that makes it so."""

from dataclasses import dataclass

from assay.quorums.parties import Event, Roster
from assay.quorums.policies import Policy, dual, suffices
from assay.quorums.systems import MODES, Failure, PowerKind, System

_WHY = {
    PowerKind.MEMBERSHIP: "it can change who the members are",
    PowerKind.UPGRADE: "it can replace the code",
    PowerKind.CERTIFICATES: "it issues the identities that are trusted",
    PowerKind.ORDERING: "nothing is put in order without it",
}


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """One event that suffices for one way to fail."""

    event: str
    """A party's name, or a cause's."""
    shared: bool
    """It is a cause, which strikes several parties."""
    members: tuple[str, ...]
    """The parties that it strikes."""
    failure: Failure
    power: PowerKind | None
    """The power through which it breaks the system; `None` when it breaks the quorum itself."""
    why: str
    """One sentence's half, to come after the name."""


def single_points(system: System, roster: Roster) -> tuple[SinglePoint, ...]:
    """Every one, in the order forge, halt, lose, and of the roster. Linear: no diagram is needed for sets of one."""
    return tuple(
        point
        for failure in Failure
        for event in roster.events(MODES[failure])
        for point in _points(system, failure, event)
    )


def _points(system: System, failure: Failure, event: Event) -> list[SinglePoint]:
    found: list[tuple[PowerKind | None, str]] = []
    core, powers = _parts(system, failure)
    struck = frozenset(event.members)
    if suffices(core, struck):
        found.append((None, _core(failure, len(struck))))
    found.extend((kind, _WHY[kind]) for kind, policy in powers if suffices(policy, struck))
    return [SinglePoint(event.name, event.shared, event.members, failure, kind, why) for kind, why in found]


def _parts(system: System, failure: Failure) -> tuple[Policy, list[tuple[PowerKind, Policy]]]:
    match failure:
        case Failure.FORGE:
            return system.forge, [
                (power.kind, power.holders) for power in system.powers if power.kind != PowerKind.ORDERING
            ]
        case Failure.HALT:
            return dual(system.act), [
                (power.kind, dual(power.holders)) for power in system.powers if power.kind == PowerKind.ORDERING
            ]
        case Failure.LOSE:
            return dual(system.recover or system.act), []


def _core(failure: Failure, members: int) -> str:
    with_ = "" if members == 1 else f" with the {members} parties that fail with it"
    match failure:
        case Failure.FORGE:
            return f"it suffices to act for the quorum{with_}"
        case Failure.HALT:
            return f"the quorum can't act without it{with_}"
        case Failure.LOSE:
            return f"nothing can be recovered without it{with_}"
