"""What is asked about, and the parts it has."""

from enum import StrEnum
from typing import NewType

from assay.core.errors import BadInput
from assay.core.record import Record

PartId = NewType("PartId", str)
"""Unique in its subject. For code: `src/Vault.sol`, `src/Vault.sol:Vault`, `src/Vault.sol:Vault.withdraw(uint256)`."""


class SubjectKind(StrEnum):
    """What can be asked about; grows with the domains."""

    CODE = "code"
    """Solidity source: files, folders, Foundry and Hardhat projects."""
    CHAIN = "chain"
    """A blockchain, as a profile describes it."""


class PartKind(StrEnum):
    """The grain that a rule answers at."""

    FILE = "file"
    CONTRACT = "contract"
    FUNCTION = "function"
    CHAIN = "chain"
    """The whole chain; its id is the path of the profile."""
    PRODUCER = "producer"
    """Who makes blocks: a miner, a pool, a validator."""


WHOLE_FILES = frozenset((PartKind.FILE, PartKind.CHAIN))
"""Parts whose id is the path of a file that is reported on; a subject's digest is over these."""


class Subject(Record, frozen=True):
    """`str(subject)` is canonical and parses back: `code:src/Vault.sol@sha256:…`."""

    kind: SubjectKind
    name: str
    """What it is called: for code, its path below the project's root (`.` for the whole project)."""
    digest: str
    """`sha256:…` over the manifest of reported files and their digests."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}@{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """The inverse of `str`. Raises `BadInput` for anything else."""
        kind, colon, rest = text.partition(":")
        name, at, digest = rest.rpartition("@")
        if not (colon and at and digest and kind in set(SubjectKind)):
            raise BadInput(f"not a subject: {text!r} (expected kind:name@digest)")
        return cls(SubjectKind(kind), name, digest)


class Part(Record, frozen=True, kw_only=True):
    """One thing that rules answer for."""

    id: PartId
    kind: PartKind
    parent: PartId | None = None
    """The contract of a function, the file of a contract or of a free function, the chain of a producer."""
    weight: int = 1
    """How much rests on it: for a contract, 1 plus the number of contracts that inherit or call it."""
