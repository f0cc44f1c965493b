"""Canonical bytes and digests: the same facts always give the same bytes.

Canonical JSON here is UTF-8, keys sorted, no white space, no floating point numbers in our own schemas,
which for such documents is also what RFC 8785 (JCS) gives.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NewType

import msgspec

Digest = NewType("Digest", str)
"""`sha256:` and 64 lower-case hexadecimal digits."""


def canonical(value: Any) -> bytes:
    """The canonical JSON of a struct, dataclass or plain value."""
    return msgspec.json.encode(value, order="sorted")


def digest_of(data: bytes) -> Digest:
    """The SHA-256 of exactly these bytes."""
    return Digest("sha256:" + hashlib.sha256(data).hexdigest())


def manifest_digest(reported: Iterable[str], digests: Mapping[str, str]) -> Digest:
    """A subject's digest: over each reported file, sorted, and its digest, empty for one that could not be read."""
    return digest_of(canonical([[path, digests.get(path, "")] for path in sorted(reported)]))
