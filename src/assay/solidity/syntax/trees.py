"""The parsed files of a subject, as they travel from the process that parsed them to the one that analyses."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from assay.solidity.syntax.nodes import SourceUnit

_DECODER = msgspec.msgpack.Decoder(SourceUnit)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxFile:
    """One file that was parsed."""

    encoded: bytes
    """The `SourceUnit` in msgpack; decoded where it is needed, since building nodes costs more than moving bytes."""
    source: bytes
    reported: bool
    """False for what is read only for its meaning: imports, tests, libraries."""
    imports: tuple[str | None, ...]
    """As many as the unit's `imports`, in their order: the path of the file each leads to, None when missing."""

    def unit(self) -> SourceUnit:
        """Decoded anew each time; nodes are equal only to themselves, so keep it."""
        return _DECODER.decode(self.encoded)


@dataclass(frozen=True, slots=True)
class SyntaxTrees:
    """All parsed files by path below the root, in sorted order. Files that could not be parsed are gaps, not here."""

    files: Mapping[str, SyntaxFile]
