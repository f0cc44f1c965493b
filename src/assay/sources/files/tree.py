"""The interface of a source tree, and what can go wrong with one of its files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assay.core.errors import AssayError
from assay.core.fact import Gap

FILE_LIMIT = 4 * 1024 * 1024
"""Bytes; the largest hand-written contracts are a hundredth of it."""

LISTING_LIMIT = 20_000
"""Solidity files in one listing."""


class Reason(StrEnum):
    """Why a file can't be read, in words for a person."""

    VANISHED = "it is not there (any more)"
    PERMISSION = "permission denied"
    TOO_LARGE = "it is larger than the limit"
    BINARY = "it is binary (it holds a NUL byte)"
    LEAVES_ROOT = "it leads out of the project's root"
    LOOP = "it is a loop of symbolic links"
    NOT_A_FILE = "it is not a regular file"
    BROKEN = "the system could not read it"


class SourceUnreadable(AssayError):
    """One file can't be read; the rest of the tree can."""

    advice = "Check the file's permissions and links, or leave it out with `exclude` in assay.toml."

    def __init__(self, path: str, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{path}: {reason}{f' ({detail})' if detail else ''}")
        self.path = path
        self.reason = reason
        self.because = str(reason) + (f" ({detail})" if detail else "")


Enter = Callable[[str], bool]
"""Whether a listing goes into a folder, given its path below the root."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Solidity files below a folder, and what of the folder could not be listed."""

    files: tuple[str, ...]
    """Sorted."""
    gaps: tuple[Gap, ...]


class SourceTree(Protocol):
    """Files below one root. Paths are posix and relative to it; `..` is followed as text and never out."""

    origin: str
    """What facts from here say of where they come from: `file` or `stdin`."""

    def read(self, path: str) -> bytes:
        """The whole file. Raises `SourceUnreadable`; never blocks on what is not a regular file."""
        ...

    def exists(self, path: str) -> bool:
        """Whether it is a regular file inside the root (it may still be unreadable)."""
        ...

    def folders(self, path: str) -> tuple[str, ...]:
        """Names of the folders directly in a folder, sorted; none when it is missing or unreadable."""
        ...

    def solidity_files(
        self,
        path: str,
        *,
        enter: Enter | None = None,
        at_most: int = LISTING_LIMIT,
    ) -> Listing:
        """All `*.sol` at or below `path`; the first `at_most` in sorted order, with a gap when there are more.

        Folders for which `enter` says no are not listed, so that `node_modules` costs nothing.
        """
        ...


def too_large(path: str, limit: int) -> SourceUnreadable:
    """The refusal that both implementations give to a file of more than `limit` bytes."""
    return SourceUnreadable(path, Reason.TOO_LARGE, f"{limit:,} bytes")


def checked(path: str, data: bytes, limit: int) -> bytes:
    """Text-like content within the limit, or the refusal."""
    if len(data) > limit:
        raise too_large(path, limit)
    if b"\0" in data:
        raise SourceUnreadable(path, Reason.BINARY)
    return data


def listing(path: str, found: Iterable[str], gaps: Iterable[Gap], at_most: int) -> Listing:
    """Closes a listing that was stopped at `at_most + 1` files."""
    files = sorted(found)
    more = (
        (Gap(what=path, because=f"it holds more than {at_most:,} Solidity files; those after the first are left out"),)
        if len(files) > at_most
        else ()
    )
    return Listing(tuple(files[:at_most]), (*sorted(gaps, key=lambda g: (g.what, g.because)), *more))
