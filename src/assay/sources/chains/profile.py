"""A chain's profile: what somebody says of it, each figure with its date, its origin and who vouches for it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from assay.sources.chains.figures import (
    Coins,
    Count,
    Hardware,
    HashRate,
    Money,
    Price,
    Ratio,
    Rental,
    Share,
    Table,
    Time,
)


class Consensus(StrEnum):
    """How a chain agrees."""

    POW = "pow"
    """Proof of work, longest chain."""
    POS = "pos"
    """Proof of stake; two thirds of the stake make a block final."""
    QBFT = "qbft"
    """A fixed list of validators, of whom two thirds sign each block; IBFT 2.0 too."""
    FABRIC = "fabric"
    """Organisations that endorse, and a service that orders."""
    HYBRID = "hybrid-anchored"
    """A permissioned chain that writes its state into a public one from time to time."""


class Source(Table, frozen=True):
    """Where figures are from."""

    origin: str
    """In words: who said or measured it, and how."""
    date: date
    """When it held."""
    standing: Literal["declared", "observed"] = "declared"
    """`observed` when somebody measured it who has no stake in the answer."""
    url: str | None = None


class Agreement(Table, frozen=True):
    """`[consensus]`"""

    kind: Consensus
    within: Literal["qbft", "fabric"] | None = None
    """What a hybrid chain runs between its anchors."""
    block_time: Time | None = None
    reward: Coins | None = None
    """For one block, fees included."""
    price: Price | None = None


class Work(Table, frozen=True):
    """`[work]`: the hash power of a proof-of-work chain."""

    hash_rate: HashRate
    rental_price: Rental | None = None
    rentable: Ratio | None = None
    """Hash power on offer, as a multiple of `hash-rate`; without it all that is needed is taken to be on offer."""
    hardware_price: Hardware | None = None
    """What hash power costs that can't be rented."""
    stale_rate: Share | None = None
    """Of honest blocks that are lost because they came too late."""
    gamma: Share | None = None
    """Of honest miners who mine on an attacker's block when it competes with another one."""
    ties: Literal["first-seen", "uniform"] = "first-seen"


class Stake(Table, frozen=True):
    """`[stake]`: what is staked on a proof-of-stake chain."""

    staked: Coins
    slashed: Share | None = None
    """Of the attackers' stake that is burnt when a third of all stake signs two histories."""
    epoch: Time | None = None
    """Between two checkpoints."""
    leak: bool = False
    """Whether validators that are silent lose their stake until the others are two thirds again."""


class Producer(Table, frozen=True):
    """`[[producers.member]]`"""

    name: str
    share: Decimal
    """Of blocks, hash power, stake or votes; 0 to 1."""
    entity: str | None = None
    """Who is behind it, when one party is behind several."""


class Producers(Table, frozen=True):
    """`[producers]`: who makes blocks; the shares sum to one."""

    source: str
    member: tuple[Producer, ...]


class Party(Table, frozen=True):
    """`[[parties.member]]`; probabilities are for one year."""

    name: str
    compromise: Decimal | None = None
    outage: Decimal | None = None
    loss: Decimal | None = None
    groups: tuple[str, ...] = ()
    """Where it belongs, as `what:which`: `region:eu-west`."""


class Cause(Table, frozen=True):
    """`[[parties.cause]]`: one thing that makes several parties fail at once."""

    name: str
    mode: Literal["compromise", "outage", "loss"]
    probability: Decimal
    members: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Parties(Table, frozen=True):
    """`[parties]`: who can fail, and how likely within a year."""

    source: str
    member: tuple[Party, ...]
    cause: tuple[Cause, ...] = ()


class Membership(Table, frozen=True):
    """`[membership]`: who can change the list of validators or organisations."""

    source: str
    administrators: tuple[str, ...]
    needed: int = 1
    """How many of them have to agree."""


class Ordering(Table, frozen=True):
    """`[ordering]`: the service that puts transactions in order."""

    source: str
    kind: Literal["raft", "bft"]
    nodes: tuple[str, ...]


class Endorsement(Table, frozen=True):
    """`[endorsement]`: whose signatures a Fabric channel asks for."""

    source: str
    policy: str
    """As Fabric writes it: `OutOf(2, 'Org1.peer', 'Org2.peer', 'Org3.peer')`."""
    identities: dict[str, str]
    """Party to principal: `"peer0.org1" = "Org1.peer"`."""
    authorities: dict[str, str] = msgspec.field(default_factory=dict)
    """Organisation to the party that issues its identities."""


class Cut(Table, frozen=True):
    """`[[network.cut]]`: a way in which the network can fall into sides that don't hear each other."""

    name: str
    source: str
    duration: Time
    sides: tuple[tuple[str, ...], ...]
    """Names of producers; who is named nowhere is silent."""


class Network(Table, frozen=True):
    """`[network]`"""

    cut: tuple[Cut, ...] = ()


class Payment(Table, frozen=True):
    """`[payment]`: what is accepted on the chain, and when it is taken as final."""

    value_at_stake: Money | None = None
    """The most that one attack can win."""
    confirmations: Count | None = None
    attacker_share: Share | None = None
    """Hash power that somebody hostile is taken to have."""
    risk: Share | None = None
    """Of a double spend, that is accepted."""


class Bounds(Table, frozen=True):
    """`[bounds]`: what the chain promises, for one year."""

    forge: Share | None = None
    halt: Share | None = None


class Anchors(Table, frozen=True):
    """`[anchors]`: how a hybrid chain's state gets into a public chain."""

    chain: str
    every: Time
    confirmations: Count
    block_time: Time
    """Of the public chain."""
    rewrite_cost: Money | None = None
    """Of as many blocks of the public chain as `confirmations` says."""


class Profile(Table, frozen=True):
    """The whole file."""

    name: str
    currency: str
    """Three to five capitals; the unit of all money in the profile."""
    sources: dict[str, Source]
    consensus: Agreement
    work: Work | None = None
    stake: Stake | None = None
    producers: Producers | None = None
    parties: Parties | None = None
    membership: Membership | None = None
    ordering: Ordering | None = None
    endorsement: Endorsement | None = None
    network: Network | None = None
    payment: Payment | None = None
    bounds: Bounds | None = None
    anchors: Anchors | None = None

    @property
    def protocol(self) -> Consensus:
        """What makes its blocks: of a hybrid chain, what it runs between its anchors."""
        within = self.consensus.within
        return self.consensus.kind if within is None else Consensus(within)


Path = tuple[str | int, ...]
"""Keys and places in lists that lead to a value: `("producers", "member", 2, "share")`."""


def tables(profile: Profile) -> Iterator[tuple[Path, Table]]:
    """Every table of the profile with the keys that lead to it, in the order in which they are declared here."""
    yield from _tables((), profile)


def _tables(path: Path, value: object) -> Iterator[tuple[Path, Table]]:
    if isinstance(value, Table):
        yield path, value
        keys = dict(zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True))
        for field, key in keys.items():
            yield from _tables((*path, key), getattr(value, field))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _tables((*path, number), one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _tables((*path, name), one)


def cited(table: Table) -> str | None:
    """The source that a table names; None when it names none."""
    source = getattr(table, "source", None)
    return source if isinstance(source, str) else None
