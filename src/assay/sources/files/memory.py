"""A source tree in memory: for standard input, for tests, and for asking again over the facts of a report."""

import base64
from collections.abc import Iterable, Mapping
from typing import Self

from assay.core.errors import BadInput
from assay.core.fact import Fact
from assay.sources.files.paths import below, normalise
from assay.sources.files.tree import (
    FILE_LIMIT,
    LISTING_LIMIT,
    Enter,
    Listing,
    Reason,
    SourceUnreadable,
    checked,
    listing,
)


class MemoryTree:
    """Paths to contents. Keys are normalised; one that leads out of the root is refused with `SourceUnreadable`."""

    def __init__(self, files: Mapping[str, bytes], *, origin: str = "file", limit: int = FILE_LIMIT) -> None:
        self.origin = origin
        self._limit = limit
        self._files: dict[str, bytes] = {}
        self._folders: dict[str, set[str]] = {}
        for key in sorted(files):
            path = normalise(key)
            if path is None or path == ".":
                raise SourceUnreadable(key, Reason.LEAVES_ROOT)
            self._files[path] = files[key]
            self._enter_folders(path)

    @classmethod
    def of_facts(cls, facts: Iterable[Fact]) -> Self:
        """The tree that the source and config facts of a report were read from, as far as they kept content.

        Raises `BadInput` or `SourceUnreadable` for facts that no tree can have given: a report may come from anybody.
        """
        kept = [f for f in facts if f.kind in {"source", "config"} and f.text is not None]
        return cls({f.key: _content(f) for f in kept}, origin=kept[0].origin if kept else "file")

    def read(self, path: str) -> bytes:
        """See `SourceTree.read`."""
        normal = normalise(path)
        if normal is None:
            raise SourceUnreadable(path, Reason.LEAVES_ROOT)
        if normal == "." or normal in self._folders:
            raise SourceUnreadable(path, Reason.NOT_A_FILE)
        if normal not in self._files:
            raise SourceUnreadable(path, Reason.VANISHED)
        return checked(path, self._files[normal], self._limit)

    def exists(self, path: str) -> bool:
        """See `SourceTree.exists`."""
        normal = normalise(path)
        return normal is not None and normal in self._files

    def folders(self, path: str) -> tuple[str, ...]:
        """See `SourceTree.folders`."""
        normal = normalise(path)
        return tuple(sorted(self._folders.get(normal, ()))) if normal is not None else ()

    def solidity_files(
        self,
        path: str,
        *,
        enter: Enter | None = None,
        at_most: int = LISTING_LIMIT,
    ) -> Listing:
        """See `SourceTree.solidity_files`."""
        normal = normalise(path)
        if normal is None:
            return Listing((), ())
        found = (f for f in self._files if f.endswith(".sol") and _reached(f, normal, enter))
        return listing(normal, found, (), at_most)

    def _enter_folders(self, path: str) -> None:
        segments = path.split("/")[:-1]
        for depth, name in enumerate(segments):
            self._folders.setdefault("/".join(segments[:depth]) or ".", set()).add(name)
        if segments:
            self._folders.setdefault("/".join(segments), set())


def _reached(file: str, start: str, enter: Enter | None) -> bool:
    """Whether a walk from `start` comes to `file`, entering only the folders that `enter` allows."""
    rest = below(file, start)
    if rest is None or enter is None:
        return rest is not None
    prefix = "" if start == "." else start + "/"
    segments = rest.split("/")[:-1]
    return all(enter(prefix + "/".join(segments[: depth + 1])) for depth in range(len(segments)))


def _content(fact: Fact) -> bytes:
    text = fact.text or ""
    try:
        return base64.b64decode(text, validate=True) if fact.encoding == "base64" else text.encode()
    except ValueError as error:
        raise BadInput(f"{fact.key}: its kept text is not {fact.encoding}") from error
