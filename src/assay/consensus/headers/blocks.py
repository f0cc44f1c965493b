"""Full blocks: the transactions' hashes, and whether the header's Merkle root is theirs.

Only the structure of transactions is read (BIP 144), never their scripts. The bytes come from strangers: lengths are
checked against what is there before anything is taken.
"""

from collections.abc import Sequence

from assay.consensus.headers.header import SIZE, Header, double_sha256
from assay.core.errors import BadInput

_OUTPOINT, _SEQUENCE, _AMOUNT, _VERSION, _LOCK_TIME = 36, 4, 8, 4, 4


class _Bytes:
    """A place in a block; moves forward only."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def skip(self, length: int) -> None:
        if length > len(self.data) - self.at:
            raise BadInput(f"the block ends at byte {len(self.data)}, {length} more were announced at {self.at}")
        self.at += length

    def take(self, length: int) -> bytes:
        self.skip(length)
        return self.data[self.at - length : self.at]

    def number(self) -> int:
        """Bitcoin's variable-length integer."""
        first = self.take(1)[0]
        return first if first < 0xFD else int.from_bytes(self.take(1 << first - 0xFC), "little")


def transaction_ids(block: bytes) -> tuple[bytes, ...]:
    """The ids of a block's transactions, in internal byte order: hashes without the witnesses.

    Raises `BadInput` that names the byte where the block stops to make sense, also when something follows it.
    """
    reader = _Bytes(block, min(SIZE, len(block)))
    number = reader.number()
    ids = [_transaction_id(reader) for _ in range(number)]  # each takes bytes or fails: a false number costs nothing
    if reader.at != len(block):
        raise BadInput(f"{len(block) - reader.at} bytes follow the block's {number} transactions")
    return tuple(ids)


def merkle_root(hashes: Sequence[bytes]) -> bytes:
    """The root over transaction ids; the last of an odd level is paired with itself."""
    if not hashes:
        raise BadInput("a block without transactions has no Merkle root")
    level = list(hashes)
    while len(level) > 1:
        if len(level) % 2:
            level.append(level[-1])
        level = [double_sha256(left + right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def verify_block(block: bytes) -> Header:
    """The header of a block whose transactions are those that the header commits to.

    Raises `BadInput` when they are not, or when a repeated pair of hashes hides that some were doubled
    (CVE-2012-2459). Witnesses are not covered by this root.
    """
    header = Header.parse(block[:SIZE])
    ids = transaction_ids(block)
    if len(set(ids)) != len(ids):
        raise BadInput("the block holds a transaction twice")
    root = merkle_root(ids)
    if root != header.merkle_root:
        raise BadInput(f"the {len(ids)} transactions have the Merkle root {root[::-1].hex()}, not the header's")
    return header


def _transaction_id(reader: _Bytes) -> bytes:
    version = reader.take(_VERSION)
    begin = reader.at
    segregated = reader.data[begin : begin + 2] == b"\x00\x01"
    if segregated:
        reader.skip(2)
        begin = reader.at
    inputs = reader.number()
    for _ in range(inputs):
        reader.skip(_OUTPOINT)
        reader.skip(reader.number())
        reader.skip(_SEQUENCE)
    for _ in range(reader.number()):
        reader.skip(_AMOUNT)
        reader.skip(reader.number())
    body = reader.data[begin : reader.at]
    if segregated:
        for _ in range(inputs):
            for _ in range(reader.number()):
                reader.skip(reader.number())
    return double_sha256(version + body + reader.take(_LOCK_TIME))
