"""Where a child says what it is busy with, in memory shared with its parent, so that it can be said after its death.

Writing costs no system call, so a child may say it before every rule and every fact.
"""

import mmap
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any

IDLE = 0.0
"""Stands for the start of the clock when nothing is being done."""
NO_MARK = -1

_STATE = struct.Struct("=ddq")


def _nothing() -> None:
    """What a clock's start means outside a child."""


class Desk:
    """One child's place: when it began what it is doing, and a number that says what that is.

    Made before the fork. Each side sees what the other writes.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _STATE.size)
        self._connection: Connection | None = None
        self._started: Callable[[], None] = _nothing
        self._item = NO_MARK
        self.begin(NO_MARK)

    def sit(self, connection: Connection, started: Callable[[], None]) -> None:
        """In the child: `keep` sends to `connection`, and `started` is called whenever a clock starts."""
        self._connection, self._started = connection, started

    def begin(self, item: int) -> None:
        """Starts the clock for an item; nothing is marked yet."""
        self._item = item
        self._started()
        self._write(_now(), NO_MARK)

    def idle(self) -> None:
        """Stops the clock, and leaves the mark for whoever looks later."""
        self._write((IDLE, IDLE), self.mark)

    @property
    def started(self) -> float:
        """When the clock was started, in `time.monotonic` seconds; `IDLE` when it stands."""
        return float(_STATE.unpack_from(self._memory)[0])

    @property
    def started_cpu(self) -> float:
        """The child's processor time when the clock was started, in seconds."""
        return float(_STATE.unpack_from(self._memory)[1])

    @property
    def mark(self) -> int:
        """The last thing marked since `begin`, or `NO_MARK`."""
        return int(_STATE.unpack_from(self._memory)[2])

    def say(self, mark: int) -> None:
        """Marks what comes next; the clock goes on."""
        self._write((self.started, self.started_cpu), mark)

    @contextmanager
    def aside(self, mark: int) -> Iterator[None]:
        """Does something with a clock of its own, and gives the one before its time back afterwards."""
        wall, cpu = _now()
        spent, before = (wall - self.started, cpu - self.started_cpu), self.mark
        self._started()
        self._write((wall, cpu), mark)
        try:
            yield
        except MemoryError:
            raise  # The child ends of it, and this mark is the culprit.
        except BaseException:
            self._resume(spent, before)
            raise
        self._resume(spent, before)

    def _resume(self, spent: tuple[float, float], mark: int) -> None:
        wall, cpu = _now()
        self._write((wall - spent[0], cpu - spent[1]), mark)

    def _write(self, started: tuple[float, float], mark: int) -> None:
        _STATE.pack_into(self._memory, 0, *started, mark)

    def keep(self, value: Any) -> None:
        """Sends a part of the answer ahead, which then survives the child."""
        if self._connection is not None:
            self._connection.send_bytes(bytes(ForkingPickler.dumps((self._item, KEPT, value))))


def _now() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


ANSWER, KEPT, RAISED = range(3)
"""What a message from a child is: the answer, a part of it sent ahead, why there is none."""
