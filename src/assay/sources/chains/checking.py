"""What types can't say: numbers that can't be, names that nobody has, and fields that contradict each other.

Every check yields the path of the field and what is wrong with it; the first one is reported.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assay.sources.chains.figures import Figure
from assay.sources.chains.profile import Consensus, Path, Profile, cited, tables

Mistake = tuple[Path, str]

MOST = Decimal(10) ** 30
LEAST = Decimal(10) ** -30
DIGITS = 40
"""Figures beyond are no measurements, and would make exact arithmetic slow."""
LONGEST = 200
"""Characters of a name."""
MEMBERS = 5_000
ROUNDING = Decimal("0.001")
"""By which shares may miss one, since they are published rounded."""

_CURRENCY = re.compile(r"[A-Z]{3,5}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

NEEDED = {
    Consensus.POW: ("work", "producers"),
    Consensus.POS: ("stake", "producers"),
    Consensus.QBFT: ("producers",),
    Consensus.FABRIC: ("endorsement", "ordering"),
}
"""Tables without which nothing can be said of a chain of that kind."""
ALLOWED = {
    "work": (Consensus.POW,),
    "stake": (Consensus.POS,),
    "endorsement": (Consensus.FABRIC,),
    "ordering": (Consensus.FABRIC,),
    "membership": (Consensus.QBFT, Consensus.FABRIC),
}
"""Tables that make no sense for a chain of another kind."""


def mistake(profile: Profile) -> Mistake | None:
    """The first thing that is wrong with a profile whose types are right; None when nothing is."""
    for check in (_names, _numbers, _kind, _producers, _parties, _known, _network):
        for found in check(profile):
            return found
    return None


def _names(profile: Profile) -> Iterator[Mistake]:
    if not _CURRENCY.fullmatch(profile.currency):
        yield ("currency",), "expected three to five capitals, such as USD"
    yield from _name(("name",), profile.name)
    for path, table in tables(profile):
        source = cited(table)
        if source is not None and source not in profile.sources:
            yield (*path, "source"), f"there is no [sources.{source[:40]}]"
        name = getattr(table, "name", None)
        if isinstance(name, str):
            yield from _name((*path, "name"), name)


def _name(path: Path, name: str) -> Iterator[Mistake]:
    if not name.strip() or len(name) > LONGEST or _CONTROL.search(name):
        yield path, f"expected 1 to {LONGEST} characters, none of control"


def _numbers(profile: Profile) -> Iterator[Mistake]:
    for path, table in tables(profile):
        if isinstance(table, Figure):
            yield from _number((*path, "value"), table.value, table.most)
            if table.whole and table.value != int(table.value):
                yield (*path, "value"), f"{table.value} is not a whole number"
            unit = table.wrong_unit(profile.currency)
            if unit is not None:
                yield (*path, "unit"), f"expected {unit}"
        for key in ("share", "compromise", "outage", "loss", "probability"):
            value = getattr(table, key, None)
            if isinstance(value, Decimal):
                yield from _number((*path, key), value, Decimal(1))
    for path, time in (
        (("consensus", "block-time"), profile.consensus.block_time),
        (("anchors", "every"), profile.anchors.every if profile.anchors else None),
        (("anchors", "block-time"), profile.anchors.block_time if profile.anchors else None),
    ):
        if time is not None and not time.value:
            yield (*path, "value"), "expected more than 0"


def _number(path: Path, value: Decimal, most: Decimal | None) -> Iterator[Mistake]:
    if not value.is_finite():
        yield path, "not a finite number"
    elif value < 0:
        yield path, f"{_shown(value)} is negative"
    elif most is not None and value > most:
        yield path, f"{_shown(value)} is more than {most}"
    elif value > MOST or 0 < value < LEAST or len(value.as_tuple().digits) > DIGITS:
        yield path, f"expected 0, or {LEAST:.0e} to {MOST:.0e} with at most {DIGITS} digits"


def _shown(value: Decimal) -> str:
    return f"{value:.6g}"


def _kind(profile: Profile) -> Iterator[Mistake]:
    kind = profile.consensus.kind
    if kind is Consensus.HYBRID:
        if profile.consensus.within is None:
            yield ("consensus", "within"), "this field is missing: what does the chain run between its anchors?"
        if profile.anchors is None:
            yield ("anchors",), f"this table is missing, and a chain of kind {kind} has it"
    else:
        if profile.consensus.within is not None:
            yield ("consensus", "within"), f"only a chain of kind {Consensus.HYBRID} runs something between anchors"
        if profile.anchors is not None:
            yield ("anchors",), f"a chain of kind {kind} has none: say {Consensus.HYBRID}"
    for key in NEEDED.get(profile.protocol, ()):
        if getattr(profile, key) is None:
            yield (key,), f"this table is missing, and a chain of kind {profile.protocol} has it"
    for key, kinds in ALLOWED.items():
        if getattr(profile, key) is not None and profile.protocol not in kinds:
            yield (key,), f"a chain of kind {profile.protocol} has no such table"


def _producers(profile: Profile) -> Iterator[Mistake]:
    if profile.producers is None:
        return
    members = profile.producers.member
    yield from _list(("producers", "member"), [member.name for member in members])
    whole = sum((member.share for member in members), Decimal(0))
    if members and abs(whole - 1) > ROUNDING:
        yield ("producers", "member"), f"the shares sum to {_shown(whole)}, not to 1"
    shares = [member.share for member in members]
    if profile.protocol is Consensus.QBFT and max(shares) - min(shares) > ROUNDING:
        yield ("producers", "member"), "validators vote by head, so that their shares are equal"


def _list(path: Path, names: Sequence[str]) -> Iterator[Mistake]:
    if not names:
        yield path, "nobody is listed"
    if len(names) > MEMBERS:
        yield path, f"{len(names)} are listed, at most {MEMBERS} are read"
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield (*path, number), f"{name[:40]!a} is there twice"
        seen.add(name)


def _parties(profile: Profile) -> Iterator[Mistake]:
    if profile.parties is None:
        return
    members, causes = profile.parties.member, profile.parties.cause
    yield from _list(("parties", "member"), [member.name for member in members])
    names = {member.name for member in members}
    taken = set(names)
    groups = {group for member in members for group in member.groups}
    for number, cause in enumerate(causes):
        path: Path = ("parties", "cause", number)
        if cause.name in taken:
            yield (*path, "name"), f"{cause.name[:40]!a} is there twice"
        taken.add(cause.name)
        for key, said, known in (("members", cause.members, names), ("groups", cause.groups, groups)):
            for name in said:
                if name not in known:
                    yield (*path, key), f"nobody is called or belongs to {name[:40]!a}"


def _known(profile: Profile) -> Iterator[Mistake]:
    if profile.membership is not None:
        administrators = profile.membership.administrators
        yield from _list(("membership", "administrators"), administrators)
        if not 1 <= profile.membership.needed <= len(administrators):
            yield ("membership", "needed"), f"expected 1 to {len(administrators)}, as many as there are administrators"
    if profile.ordering is not None:
        yield from _list(("ordering", "nodes"), profile.ordering.nodes)


def _network(profile: Profile) -> Iterator[Mistake]:
    known = {member.name for member in profile.producers.member} if profile.producers else set()
    for number, cut in enumerate(profile.network.cut if profile.network else ()):
        path: Path = ("network", "cut", number, "sides")
        if len(cut.sides) < 2:
            yield path, "expected two sides or more"
        seen: set[str] = set()
        for name in (name for side in cut.sides for name in side):
            if name not in known:
                yield path, f"{name[:40]!a} is no producer"
            if name in seen:
                yield path, f"{name[:40]!a} is on two sides"
            seen.add(name)
