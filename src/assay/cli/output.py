"""Where text goes: standard output that may be closed early, and files that are whole or not there."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from assay.core.errors import AssayError

STANDARD = Path("-")
"""Names standard output where a file is asked for."""


class CannotWrite(AssayError):
    """A file asked for with `-o` can't be written."""

    advice = "Name a file in a folder that exists and that you may write to."


class CannotShow(CannotWrite):
    """Standard output takes no more: its disk is full, or it was closed."""

    advice = "Make room, or write to another place with -o."


def emit(content: str | bytes) -> None:
    """Writes to standard output as UTF-8. A reader that went away (`| head`) is no error: the exit code still tells.

    Raises `CannotShow` for anything else, such as a full disk.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(_encoded(content))
        sys.stdout.flush()
    except OSError as problem:
        # Python flushes once more when it ends; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(problem, BrokenPipeError):
            raise CannotShow(f"standard output: {problem.strerror}") from problem


def check(path: Path) -> None:
    """Raises `CannotWrite` when `write` could not succeed, so that it is known before the work and not after it."""
    if path == STANDARD or (path.exists() and not path.is_file() and not path.is_dir()):
        return
    if path.is_dir():
        raise CannotWrite(f"{path}: Is a directory")
    if not path.resolve().parent.is_dir():
        raise CannotWrite(f"{path}: No such file or directory")


def write(path: Path, content: str | bytes) -> None:
    """Writes `path` in one step, so that nobody reads half a report; `-` is standard output. Raises `CannotWrite`."""
    if path == STANDARD:
        emit(content)
        return
    if path.exists() and not path.is_file():
        _write_through(path, content)  # a device or a pipe: /dev/null, >(jq .)
        return
    temporary: str | None = None
    try:
        target = path.resolve()  # a link stays a link
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with open(handle, "wb") as file:
            file.write(_encoded(content))
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except OSError as problem:
        if temporary is not None:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
        raise CannotWrite(f"{path}: {problem.strerror}") from problem


def _write_through(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(_encoded(content))
    except OSError as problem:
        raise CannotWrite(f"{path}: {problem.strerror}") from problem


def _mode(path: Path) -> int:
    """The mode a plain `open` would have left: that of the file replaced, else what the umask allows."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _encoded(content: str | bytes) -> bytes:
    # A file name that is not UTF-8 reaches text as lone surrogates: show them, don't fail.
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
