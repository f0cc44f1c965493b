"""What if: one more signer, parties spread over more places, a delay in which somebody may object."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assay.core.errors import BadInput
from assay.quorums.assessment import Assessment, assess
from assay.quorums.parties import Party, Roster
from assay.quorums.policies import all_of
from assay.quorums.systems import PowerKind, System


@dataclass(frozen=True, slots=True)
class Variant:
    """A system and its parties, under a name that says what is different."""

    name: str
    system: System
    roster: Roster


@dataclass(frozen=True, slots=True)
class Effect:
    """What a variant buys: each failure's chance divided by the base's, upper ends both; NaN where the base has 0."""

    name: str
    assessment: Assessment
    forge: float
    halt: float
    lose: float


def one_more(base: Roster, like: Party, protocol: Callable[[Sequence[str]], System], signers: Sequence[str]) -> Variant:
    """`like` joins the signers; `protocol` makes the system of a list of names, `lambda names: k_of_n(3, names)`.

    The newcomer shares the causes of its groups. Raises `BadInput` when its name is taken.
    """
    system = protocol((*signers, like.name))
    return Variant(f"{like.name} signs too: {system.name}", system, replace(base, parties=(*base.parties, like)))


def spread(base: Variant, kind: str, places: Sequence[str], signers: Sequence[str]) -> Variant:
    """The signers, in order, go round the places: groups `kind:place` take the place of their groups of that kind.

    Causes that name a group nobody is in any more fall away; a cause of a new place has to be in the roster already
    or to be added by the caller: what a place's failure costs is not ours to guess.
    """
    if not places:
        raise BadInput(f"spread over {kind}: no place is given")
    turn = {name: f"{kind}:{places[k % len(places)]}" for k, name in enumerate(signers)}
    for name in turn:
        if name not in base.roster.names:
            raise BadInput(f"spread over {kind}: {name!a} is not among the parties")
    parties = tuple(
        replace(party, groups=(*(g for g in party.groups if not g.startswith(f"{kind}:")), turn[party.name]))
        if party.name in turn
        else party
        for party in base.roster.parties
    )
    inhabited = {group for party in parties for group in party.groups}
    causes = [
        replace(cause, groups=tuple(group for group in cause.groups if group in inhabited))
        for cause in base.roster.causes
    ]
    kept = tuple(cause for cause in causes if cause.groups or cause.members)
    return Variant(f"{kind} spread over {len(places)}", base.system, Roster(parties, kept))


def delay(base: Variant, hours: float, *, notice_hours: float, watchers: int = 1) -> Variant:
    """What the quorum signs takes effect after `hours`, unless a watcher objects before.

    Each watcher independently notices a forgery within `notice_hours` on average (exponential), so it misses with
    probability exp(-hours / notice_hours); the forgery stands when all of them miss it. Halts and losses are as before:
    that every honest act waits too is a cost in time, not a failure.
    """
    if not (hours >= 0 and notice_hours > 0 and watchers >= 1):
        raise BadInput("a delay needs hours >= 0, notice_hours > 0 and a watcher")
    missing = math.exp(-hours / notice_hours)
    names = tuple(f"watcher {k + 1} misses it" for k in range(watchers))
    parties = (*base.roster.parties, *(Party(name, compromise=missing) for name in names))
    system = replace(
        base.system,
        forge=all_of(base.system.forge, *names),
        powers=tuple(
            power if power.kind is PowerKind.ORDERING else replace(power, holders=all_of(power.holders, *names))
            for power in base.system.powers
        ),
    )
    return Variant(f"a delay of {hours:g} h, {watchers} watching", system, replace(base.roster, parties=parties))


def compare(base: Variant, variants: Sequence[Variant]) -> tuple[Effect, ...]:
    """The base itself first (factors 1), then each variant."""
    before = assess(base.system, base.roster)
    return tuple(
        _effect(variant.name, assess(variant.system, variant.roster) if k else before, before)
        for k, variant in enumerate((base, *variants))
    )


def _effect(name: str, after: Assessment, before: Assessment) -> Effect:
    def factor(new: float, old: float) -> float:
        return new / old if old else float("nan")

    return Effect(
        name,
        after,
        factor(after.forge.chance.value, before.forge.chance.value),
        factor(after.halt.chance.value, before.halt.chance.value),
        factor(after.lose.chance.value, before.lose.chance.value),
    )
