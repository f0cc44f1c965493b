"""The life of a child process: takes numbers of items, does the work, sends what came of it."""

import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import NoReturn, TypeVar

from assay.engine.desk import ANSWER, RAISED, Desk
from assay.engine.sandbox import Limits, allow_seconds, enclose
from assay.engine.wording import failure

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[S, T, Desk], R]
"""What is done with an item: gets the child's state, the item and the desk to say at what it is."""

OUT_OF_MEMORY = 71
"""Exit code of a child that reached its limit of memory (and has none left to say so)."""


def serve(
    connection: Connection,
    desk: Desk,
    limits: Limits,
    prepare: Callable[[], S],
    work: Work[S, T, R],
    items: Sequence[T],
) -> NoReturn:
    """Never returns: ends when the parent hangs up, or is ended by it."""
    try:
        enclose(limits)
        state = prepare()
        # Processor time is limited as well, and later than the wall clock: the net under a child whose parent is gone.
        desk.sit(connection, lambda: allow_seconds(4 * limits.seconds))
        desk.idle()
        while True:
            for item in connection.recv():
                desk.begin(item)
                message = _message(item, work, state, items[item], desk)
                desk.idle()
                connection.send_bytes(message)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        # Whatever else was raised: nobody hears what is printed here, the exit code tells the parent.
        os._exit(1)


def _message(item: int, work: Work[S, T, R], state: S, value: T, desk: Desk) -> bytes:
    try:
        return bytes(ForkingPickler.dumps((item, ANSWER, work(state, value, desk))))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever work raises ends its item only, and is told to the parent
        return bytes(ForkingPickler.dumps((item, RAISED, f"failed: {failure(error)}")))
