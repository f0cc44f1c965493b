"""One block header: 80 bytes, little-endian, and the hash that names it."""

import struct
from dataclasses import dataclass
from hashlib import sha256

from assay.core.errors import BadInput

SIZE = 80
_LAYOUT = struct.Struct("<i32s32sIII")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields as they lie in the bytes; hashes in internal order, which explorers print backwards."""

    version: int
    previous: bytes
    merkle_root: bytes
    time: int
    """Unix seconds, as the miner claims."""
    bits: int
    """The target in compact form."""
    nonce: int
    hash: bytes
    """Double SHA-256 of the 80 bytes."""

    @classmethod
    def parse(cls, data: bytes) -> "Header":
        """Raises `BadInput` unless there are exactly 80 bytes."""
        if len(data) != SIZE:
            raise BadInput(f"a block header has {SIZE} bytes, not {len(data)}")
        version, previous, root, time, bits, nonce = _LAYOUT.unpack(data)
        return cls(version, previous, root, time, bits, nonce, double_sha256(data))


def double_sha256(data: bytes) -> bytes:
    """What Bitcoin hashes headers, transactions and Merkle nodes with."""
    return sha256(sha256(data).digest()).digest()


def read_headers(data: bytes) -> tuple[Header, ...]:
    """Headers that follow one another without anything between. Raises `BadInput` when the last is incomplete."""
    if len(data) % SIZE:
        raise BadInput(f"headers end after {len(data) % SIZE} bytes of the header at position {len(data) // SIZE}")
    return tuple(Header.parse(data[at : at + SIZE]) for at in range(0, len(data), SIZE))
