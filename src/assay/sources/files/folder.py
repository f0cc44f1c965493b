"""A source tree on disk. Whatever lies there is taken for hostile: links, pipes, devices, files that change."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from assay.core.fact import Gap
from assay.sources.files.paths import normalise
from assay.sources.files.tree import (
    FILE_LIMIT,
    LISTING_LIMIT,
    Enter,
    Listing,
    Reason,
    SourceUnreadable,
    checked,
    listing,
    too_large,
)

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)

DEPTH_LIMIT = 64
"""Folders inside each other that a listing follows."""


class FolderTree:
    """Files below a folder. Symbolic links are followed as long as they stay inside it."""

    origin = "file"

    def __init__(self, root: Path, *, limit: int = FILE_LIMIT) -> None:
        self._root = os.path.realpath(root)
        self._limit = limit

    def read(self, path: str) -> bytes:
        """See `SourceTree.read`."""
        try:
            real = self._real(path)
            # Asked before opening: opening a device can do things by itself.
            if not stat.S_ISREG(os.stat(real).st_mode):
                raise SourceUnreadable(path, Reason.NOT_A_FILE)
            descriptor = os.open(real, _OPEN)
            with os.fdopen(descriptor, "rb") as stream:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode):  # exchanged since
                    raise SourceUnreadable(path, Reason.NOT_A_FILE)
                if status.st_size > self._limit:
                    raise too_large(path, self._limit)
                return checked(path, stream.read(self._limit + 1), self._limit)
        except OSError as error:
            raise _refusal(path, error) from error

    def exists(self, path: str) -> bool:
        """See `SourceTree.exists`."""
        normal = normalise(path)
        if normal is None or not os.path.isfile(os.path.join(self._root, normal)):
            return False
        try:
            self._real(normal)
        except (OSError, SourceUnreadable):
            return False
        return True

    def folders(self, path: str) -> tuple[str, ...]:
        """See `SourceTree.folders`."""
        try:
            with os.scandir(self._real(path)) as entries:
                names = [e.name for e in entries if normalise(e.name) == e.name and os.path.isdir(e.path)]
        except (OSError, SourceUnreadable):
            return ()
        return tuple(sorted(names))

    def solidity_files(
        self,
        path: str,
        *,
        enter: Enter | None = None,
        at_most: int = LISTING_LIMIT,
    ) -> Listing:
        """See `SourceTree.solidity_files`. Linked folders are not entered: what they lead to is listed where it is."""
        normal = normalise(path)
        if normal is None:
            return Listing((), ())
        if self.exists(normal):
            return Listing((normal,) if normal.endswith(".sol") else (), ())
        files: list[str] = []
        gaps: list[Gap] = []
        for found in self._walk(normal, enter, gaps):
            files.append(found)
            if len(files) > at_most:
                break
        return listing(normal, files, gaps, at_most)

    def _walk(self, start: str, enter: Enter | None, gaps: list[Gap]) -> Iterator[str]:
        """In sorted order of the whole paths, so that stopping early leaves out the last ones on every system."""
        pending = [(start, True)]
        while pending:
            path, is_folder = pending.pop()
            if not is_folder:
                yield path
            elif path.count("/") >= DEPTH_LIMIT:
                gaps.append(Gap(what=path, because=f"more than {DEPTH_LIMIT} folders inside each other"))
            else:
                pending.extend(reversed(self._children(path, enter, gaps)))

    def _children(self, folder: str, enter: Enter | None, gaps: list[Gap]) -> list[tuple[str, bool]]:
        prefix = "" if folder == "." else folder + "/"
        found: list[tuple[str, bool]] = []
        try:
            with os.scandir(os.path.join(self._root, folder)) as entries:
                for entry in entries:
                    # `entry.is_dir()` raises for a loop of links; `os.path.isdir` says no.
                    is_folder = entry.is_dir(follow_symlinks=False)
                    if not is_folder and not entry.name.endswith(".sol"):
                        continue
                    path = normalise(prefix + entry.name)
                    if path is None:
                        name = entry.name.encode(errors="surrogateescape").decode(errors="backslashreplace")
                        gaps.append(Gap(what=prefix + name, because="its name is not valid UTF-8 or too long"))
                    elif (enter is None or enter(path)) if is_folder else not os.path.isdir(entry.path):
                        found.append((path, is_folder))
        except OSError as error:
            gaps.append(Gap(what=folder, because=_refusal(folder, error).because))
        return sorted(found, key=lambda item: item[0] + "/" if item[1] else item[0])

    def _real(self, path: str) -> str:
        """The absolute path behind all links. Raises OSError, or `SourceUnreadable` when it is not inside."""
        normal = normalise(path)
        if normal is None:
            raise SourceUnreadable(path, Reason.LEAVES_ROOT)
        real = os.path.realpath(os.path.join(self._root, normal), strict=True)
        if os.path.commonpath([real, self._root]) != self._root:
            raise SourceUnreadable(path, Reason.LEAVES_ROOT)
        return real


def _refusal(path: str, error: OSError) -> SourceUnreadable:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return SourceUnreadable(path, Reason.VANISHED)
        case errno.EACCES | errno.EPERM:
            return SourceUnreadable(path, Reason.PERMISSION)
        case errno.ELOOP:
            return SourceUnreadable(path, Reason.LOOP)
        case errno.ENXIO | errno.EISDIR | errno.ENODEV:
            return SourceUnreadable(path, Reason.NOT_A_FILE)
        case _:
            # strerror speaks the user's language; the code's name is the same everywhere
            return SourceUnreadable(path, Reason.BROKEN, errno.errorcode.get(error.errno or 0, "unknown error"))
