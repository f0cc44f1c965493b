"""What a child process may not do: reach the network, start programs, write files, take all memory."""

import faulthandler
import gc
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MIB = 1024 * 1024
WAITING = 6
"""Wall clock for each second of processor time: ends a child that sleeps, or that a busy machine starves."""
COLLECT_EVERY = 100_000
"""Objects made between two looks for garbage: most of what analysis makes is kept, and looking costs a tenth of it."""
RECURSION = 3000
"""Python frames: enough for code that people write; what is nested deeper ends in a `RecursionError`, not a crash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may take before its child is ended."""

    seconds: float = 10.0
    """Processor time, so that what else the machine does matters little; `WAITING` times that by the wall clock."""
    mebibytes: int = 2048
    """Address space on top of what the child inherited."""

    @property
    def time_words(self) -> str:
        """`took longer than 10 s`."""
        return f"took longer than {self.seconds:g} s"

    @property
    def memory_words(self) -> str:
        """`needed more than 2048 MiB of memory`."""
        return f"needed more than {self.mebibytes} MiB of memory"


_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.fork",
        "os.forkpty",
        "os.kill",
        "os.killpg",
        "os.chmod",
        "os.chown",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.truncate",
        "os.utime",
        "shutil.rmtree",
        "pty.spawn",
    }
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def enclose(limits: Limits) -> None:
    """Puts this process, a child just forked, behind its limits. There is no way back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its children itself.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    gc.set_threshold(COLLECT_EVERY, 20, 100)
    gc.freeze()  # What was inherited stays shared with the parent: the collector need not touch it.
    sys.setrecursionlimit(RECURSION)
    sys.dont_write_bytecode = True
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, _address_space() + limits.mebibytes * MIB)
    sys.addaudithook(_deny)


def allow_seconds(seconds: float) -> None:
    """Lets this process use so much more processor time: the net under a child whose parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _address_space() -> int:
    """Bytes that are mapped now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def _deny(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("analysis may not write files")
    elif event in _FORBIDDEN:
        raise PermissionError(f"analysis may not use {event}")
