"""CPU seconds of a child process and all that it waited for. The wall clock on a shared machine says little."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that ended."""

    code: int
    out: bytes
    err: bytes
    cpu_seconds: float
    """User and system time of the process and its waited-for descendants, at whatever number of workers."""


def run(command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Ran:
    """Runs `command` to its end; raises `OSError` when it can't be started.

    `os.wait4` gives this child's own bill, where `RUSAGE_CHILDREN` would add what ran beside it. Compiled Python is
    kept between runs, as it is where a tool is used every day.
    """
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        child = subprocess.Popen(command, cwd=cwd, env={**around, **(env or {})}, stdin=given, stdout=out, stderr=err)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Ran(code=child.returncode, out=out.read(), err=err.read(), cpu_seconds=used.ru_utime + used.ru_stime)


def ratio(peer: float, ours: float) -> float | None:
    """How many times longer the peer took; None when ours is nothing to divide by."""
    return peer / ours if ours > 0 else None
