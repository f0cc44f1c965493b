"""What earlier runs worked out, on disk, by the digest of everything it was worked out from.

An entry is whole or is not there: it is written beside its place and moved, begins with the digest of the rest, and
one that does not fit it is thrown away. When the folder can't be used, nothing is kept, and nobody is bothered.
"""

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

MIB = 1024 * 1024
MOST_BYTES = 256 * MIB
"""Of all entries; what was used longest ago goes first."""
LARGEST = 64 * MIB
"""Of one entry."""

_DIGEST = hashlib.sha256().digest_size


class Cache:
    """A folder of entries. Any number of processes may use it at once."""

    def __init__(self, folder: Path, *, most: int = MOST_BYTES) -> None:
        self._folder, self._most = folder, most
        self._usable: bool | None = None
        self._wrote = False

    def get(self, key: str) -> bytes | None:
        """What was kept under `key` (hexadecimal); None when nothing is, or it is damaged."""
        if not self._is_ours():
            return None
        path = self._path(key)
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
            os.utime(path)
        except OSError:
            return None
        digest, value = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(key.encode() + value).digest() != digest:
            with suppress(OSError):
                path.unlink()
            return None
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keeps `value`, if that is possible."""
        if len(value) > LARGEST - _DIGEST or not self._is_ours():
            return
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            # Exclusive, so that no link that somebody laid here is followed.
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(key.encode() + value).digest() + value)
            beside.replace(path)
            self._wrote = True
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def trim(self) -> None:
        """After a run that wrote: takes away the oldest entries until four fifths of the allowed size are left."""
        if not self._wrote:
            return
        entries: list[tuple[int, int, str]] = []
        for folder, _, names in os.walk(self._folder):
            for name in names:
                with suppress(OSError):
                    status = os.lstat(os.path.join(folder, name))
                    entries.append((status.st_mtime_ns, status.st_size, os.path.join(folder, name)))
        total = sum(size for _, size, _ in entries)
        if total <= self._most:
            return
        for _, size, path in sorted(entries):
            with suppress(OSError):
                os.unlink(path)
            total -= size
            if total <= self._most * 4 // 5:
                return

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _is_ours(self) -> bool:
        """Whether the folder is there, and nobody else can write what we would believe."""
        if self._usable is None:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                status = self._folder.stat()
                others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
                self._usable = status.st_uid == os.getuid() and not others and os.access(self._folder, os.W_OK)
            except OSError:
                self._usable = False
        return self._usable
