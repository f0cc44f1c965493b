"""Who or what can fail, alone or together: parties, the causes they share, and the basic events of both."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.core.errors import BadInput

MAX_PARTIES = 5_000
"""More are refused: no quorum system in use comes near, and the analyses are at least quadratic."""
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,200}")


class PartyKind(StrEnum):
    """What a party is; it changes no number, only how a report names it."""

    KEY = "key"
    PERSON = "person"
    DEVICE = "device"
    OPERATOR = "operator"
    SUPPLIER = "supplier"
    SITE = "site"
    REGION = "region"
    JURISDICTION = "jurisdiction"


class Mode(StrEnum):
    """How a party fails."""

    COMPROMISE = "compromise"
    """It acts for an attacker (and stays silent when that suits him)."""
    OUTAGE = "outage"
    """It does not act now, and comes back."""
    LOSS = "loss"
    """Its key or data is gone for good."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party; each probability is for the period that the analysis is about, usually a year, and its own:
    what it shares with others is a `Cause`."""

    name: str
    kind: PartyKind = PartyKind.KEY
    compromise: float = 0.0
    outage: float = 0.0
    loss: float = 0.0
    groups: tuple[str, ...] = ()
    """Where it belongs, as `what:which`: `region:eu-west`, `operator:Acme`, `client:geth`."""

    def probability(self, mode: Mode) -> float:
        """Of failing in that mode by itself."""
        return {Mode.COMPROMISE: self.compromise, Mode.OUTAGE: self.outage, Mode.LOSS: self.loss}[mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that makes several parties fail at once; causes may overlap and hold one another's members."""

    name: str
    mode: Mode
    probability: float
    members: tuple[str, ...] = ()
    """Names of parties."""
    groups: tuple[str, ...] = ()
    """Every party of one of these groups is a member too."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens or not, independently of every other event, and makes its members fail."""

    name: str
    probability: float
    members: tuple[str, ...]
    shared: bool
    """True for a cause, false for what a party does by itself."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The parties and their shared causes. Raises `BadInput`, naming the party or cause, for a name given twice,
    a probability outside [0, 1], or a member or group that nobody has."""

    parties: tuple[Party, ...]
    causes: tuple[Cause, ...] = ()

    def __post_init__(self) -> None:
        if len(self.parties) + len(self.causes) > MAX_PARTIES:
            raise BadInput(f"{len(self.parties)} parties and {len(self.causes)} causes, at most {MAX_PARTIES} are read")
        _check_names([party.name for party in self.parties] + [cause.name for cause in self.causes])
        for party in self.parties:
            for mode in Mode:
                check_probability(f"{party.name}: {mode}", party.probability(mode))
        known = {party.name for party in self.parties}
        groups = {group for party in self.parties for group in party.groups}
        for cause in self.causes:
            check_probability(f"{cause.name}: probability", cause.probability)
            for missing in (*(set(cause.members) - known), *(set(cause.groups) - groups)):
                raise BadInput(f"{cause.name}: no party is called or belongs to {missing!a}")

    @property
    def names(self) -> tuple[str, ...]:
        """Of the parties, in order."""
        return tuple(party.name for party in self.parties)

    def members(self, cause: Cause) -> tuple[str, ...]:
        """The parties that fail with it, in order, by name or by group."""
        return tuple(
            party.name
            for party in self.parties
            if party.name in cause.members or not set(party.groups).isdisjoint(cause.groups)
        )

    def events(self, modes: Iterable[Mode]) -> tuple[Event, ...]:
        """The independent events that make parties fail in one of `modes`: each party's own, then each cause.

        A party's own event is there even when its probability is 0, so that the cut sets don't depend on numbers;
        it stands for any of the modes.
        """
        asked = tuple(mode for mode in Mode if mode in set(modes))
        own = [
            Event(party.name, any_of([party.probability(mode) for mode in asked]), (party.name,), shared=False)
            for party in self.parties
        ]
        shared = [
            Event(cause.name, cause.probability, self.members(cause), shared=True)
            for cause in self.causes
            if cause.mode in asked
        ]
        return (*own, *(event for event in shared if event.members))


def any_of(probabilities: Sequence[float]) -> float:
    """That at least one of independent events happens; exact to rounding also where all are tiny."""
    if len(probabilities) == 1:
        return probabilities[0]
    if any(p >= 1 for p in probabilities):
        return 1.0
    return -math.expm1(math.fsum(math.log1p(-p) for p in probabilities))


def within(rate: float, duration: float) -> float:
    """The probability that something of that rate (events per unit of time) happens in `duration` of the same unit."""
    if not (rate >= 0 and duration >= 0):
        raise BadInput(f"a rate and a duration are not negative, got {rate} and {duration}")
    return -math.expm1(-rate * duration)


def check_probability(what: str, value: float) -> None:
    """Raises `BadInput` that starts with `what` unless `value` is in [0, 1]."""
    if not 0 <= value <= 1:  # also refuses NaN
        raise BadInput(f"{what} is {value}, a probability is between 0 and 1")


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not _NAME.fullmatch(name):
            raise BadInput(f"{name[:40]!a} can't be a name: 1 to 200 characters, none of control")
        if name in seen:
            raise BadInput(f"two parties or causes are called {name!a}")
        seen.add(name)
