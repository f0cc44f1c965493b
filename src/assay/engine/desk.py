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

_STATE = struct.Struct("=dq")


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
        _STATE.pack_into(self._memory, 0, time.monotonic(), NO_MARK)

    def idle(self) -> None:
        """Stops the clock, and leaves the mark for whoever looks later."""
        _STATE.pack_into(self._memory, 0, IDLE, self.mark)

    @property
    def started(self) -> float:
        """When the clock was started, in `time.monotonic` seconds; `IDLE` when it stands."""
        return float(_STATE.unpack_from(self._memory)[0])

    @property
    def mark(self) -> int:
        """The last thing marked since `begin`, or `NO_MARK`."""
        return int(_STATE.unpack_from(self._memory)[1])

    def say(self, mark: int) -> None:
        """Marks what comes next; the clock goes on."""
        _STATE.pack_into(self._memory, 0, self.started, mark)

    @contextmanager
    def aside(self, mark: int) -> Iterator[None]:
        """Does something with a clock of its own, and gives the one before its time back afterwards."""
        spent, before = time.monotonic() - self.started, self.mark
        self._started()
        _STATE.pack_into(self._memory, 0, time.monotonic(), mark)
        try:
            yield
        except MemoryError:
            raise  # The child ends of it, and this mark is the culprit.
        except BaseException:
            self._resume(spent, before)
            raise
        self._resume(spent, before)

    def _resume(self, spent: float, mark: int) -> None:
        _STATE.pack_into(self._memory, 0, time.monotonic() - spent, mark)

    def keep(self, value: Any) -> None:
        """Sends a part of the answer ahead, which then survives the child."""
        if self._connection is not None:
            self._connection.send_bytes(bytes(ForkingPickler.dumps((self._item, KEPT, value))))


ANSWER, KEPT, RAISED = range(3)
"""What a message from a child is: the answer, a part of it sent ahead, why there is none."""
