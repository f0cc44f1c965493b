"""Child processes that can be ended, even when they are stuck in C: one item's harm stays with that item.

Children are forked, so `work` and `items` need no pickling and facts are shared until written to.
"""

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, Generic, TypeVar

from assay.core.children import Ended
from assay.engine.child import OUT_OF_MEMORY, Work, serve
from assay.engine.desk import ANSWER, IDLE, KEPT, NO_MARK, Desk
from assay.engine.sandbox import WAITING, Limits

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

LARGEST_BATCH = 8
"""Items handed out at once: saves waiting, and is small enough that a slow one does not hold up many."""
PER_CHILD = 4
"""Items for which another child pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What is known of an item that got no answer."""

    ended: Ended
    cause: str
    """`ended.because` without the label: `took longer than 10 s`."""
    mark: int = NO_MARK
    """What the child last said it was at; see `Desk.say`."""
    kept: tuple[Any, ...] = ()
    """What it sent ahead; see `Desk.keep`."""


@dataclass(slots=True)
class _Kid:
    process: ForkProcess
    connection: Connection
    desk: Desk
    stretch: deque[int] = field(default_factory=deque)
    """Items that it will be handed: neighbours, since these share most of what a child works out on the way."""
    batch: deque[int] = field(default_factory=deque)
    """Items handed out and not answered yet; the first is the one being worked on."""
    kept: list[Any] = field(default_factory=list)


Progress = Callable[[str, int, int], None]
"""Told what is going on, how much of it is done, and of how much."""


def silent(_label: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


class ForkedChildren:
    """`Children` with limits that hold. Create one for a run; every `map` forks its own children and ends them."""

    def __init__(self, *, workers: int, limits: Limits, progress: Progress = silent) -> None:
        self.workers = max(1, workers)
        self.limits = limits
        self.progress = progress
        self.reproducible = True
        """False once a limit of time or memory, or a crash, has ended a child."""

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        """See `Children.map`. The reason of an `Ended` starts with `label`: `parsing took longer than 10 s`."""
        answers = self.supervise(lambda _state, item, _desk: work(item), items, label=label, prepare=lambda: None)
        for done, (index, answer) in enumerate(answers, 1):
            self.progress(label, done, len(items))
            yield index, answer.ended if isinstance(answer, Stopped) else answer

    def supervise(
        self,
        work: Work[S, T, R],
        items: Sequence[T],
        *,
        label: str,
        prepare: Callable[[], S],
        per_child: int = PER_CHILD,
    ) -> Iterator[tuple[int, R | Stopped]]:
        """Like `map`, for work that keeps a state in its child (made there by `prepare`) and says at what it is.

        `per_child`: how many items pay for another child and its state. Whoever stops iterating ends the children.
        """
        run: _Run[S, T, R] = _Run(work, items, label, prepare, self.limits)
        try:
            for index, answer in run.answers(min(self.workers, -(-len(items) // per_child))):
                if isinstance(answer, Stopped) and not answer.ended.reproducible:
                    self.reproducible = False
                yield index, answer
        finally:
            run.end_all()


def _processor_time(pid: int | None) -> float | None:
    """Seconds that a process has used; None where the system does not say."""
    if pid is None or not sys.platform.startswith("linux"):
        return None
    try:
        return time.clock_gettime((~pid << 3) | 2)  # How Linux numbers the clock of another process.
    except OSError:
        return None


class _Run(Generic[S, T, R]):
    """One `supervise`: its queue and its children."""

    def __init__(
        self, work: Work[S, T, R], items: Sequence[T], label: str, prepare: Callable[[], S], limits: Limits
    ) -> None:
        self._work, self._items, self._label, self._prepare, self._limits = work, items, label, prepare, limits
        self._stretches: deque[deque[int]] = deque()
        """Items that nobody will be handed yet."""
        self._kids: dict[Connection, _Kid] = {}
        self._fork = multiprocessing.get_context("fork")

    def answers(self, workers: int) -> Iterator[tuple[int, R | Stopped]]:
        count = len(self._items)
        cuts = [count * n // workers for n in range(workers + 1)] if workers else []
        self._stretches.extend(deque(range(first, end)) for first, end in pairwise(cuts))
        while self._stretches or self._kids:
            while self._stretches and len(self._kids) < workers:
                self._hand_out(self._start())
            for ready in wait(list(self._kids), self._patience()):
                kid = self._kids[ready]  # type: ignore[index]  # wait() gives back what it was given
                yield from self._hear(kid)
            now = time.monotonic()
            for kid in [kid for kid in self._kids.values() if self._overran(kid, now)]:
                yield from self._bury(kid, overran=True)

    def end_all(self) -> None:
        for kid in self._kids.values():
            kid.process.kill()
        for kid in self._kids.values():
            kid.process.join()
            kid.connection.close()
        self._kids.clear()

    def _start(self) -> _Kid:
        ours, theirs = self._fork.Pipe()
        siblings = [*self._kids, ours]
        desk = Desk()

        def live() -> None:
            # A sibling's pipe held open here would keep that sibling waiting when the parent is gone.
            for connection in siblings:
                connection.close()
            serve(theirs, desk, self._limits, self._prepare, self._work, self._items)

        process = self._fork.Process(target=live, daemon=True)
        process.start()
        theirs.close()
        kid = _Kid(process, ours, desk)
        self._kids[ours] = kid
        return kid

    def _hand_out(self, kid: _Kid) -> None:
        if not kid.stretch:
            kid.stretch = self._stretches.popleft() if self._stretches else self._half_of_another()
        size = max(1, min(LARGEST_BATCH, len(kid.stretch) // 4))
        kid.batch.extend(kid.stretch.popleft() for _ in range(min(size, len(kid.stretch))))
        if not kid.batch:
            self._dismiss(kid)
            return
        try:
            kid.connection.send(list(kid.batch))
        except OSError:
            return  # It died while it had nothing to do; its pipe is at its end, and `_hear` will find that.

    def _hear(self, kid: _Kid) -> Iterator[tuple[int, R | Stopped]]:
        """One message, or the end."""
        try:
            item, what, value = kid.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(kid, overran=False)
            return
        if what == KEPT:
            kid.kept.append(value)
            return
        kid.batch.remove(item)
        kept, kid.kept = tuple(kid.kept), []
        if what == ANSWER:
            yield item, value
        else:
            yield item, self._stopped(value, True, kid.desk.mark, kept)
        if not kid.batch and kid.connection in self._kids:
            self._hand_out(kid)

    def _half_of_another(self) -> deque[int]:
        """The far half of the longest stretch that another child still has before it; empty when none has any."""
        longest = max((kid.stretch for kid in self._kids.values()), key=len)
        return deque(reversed([longest.pop() for _ in range((len(longest) + 1) // 2)]))

    def _dismiss(self, kid: _Kid) -> None:
        del self._kids[kid.connection]
        kid.connection.close()
        kid.process.kill()  # It holds nothing that needs to be put in order.
        kid.process.join()

    def _patience(self) -> float:
        """Seconds until a child may overrun."""
        now = time.monotonic()
        return max(0.01, min([self._limits.seconds, *(self._left(kid, now) for kid in self._kids.values())]))

    def _overran(self, kid: _Kid, now: float) -> bool:
        return bool(kid.batch) and self._left(kid, now) < 0 and not kid.connection.poll()

    def _left(self, kid: _Kid, now: float) -> float:
        """Seconds that the child may still take at least, before it has overrun; below 0 when it has."""
        started, allowed = kid.desk.started, self._limits.seconds
        if started == IDLE:
            return allowed
        waited = now - started
        if waited <= allowed:  # One thread: it has used no more than that.
            return allowed - waited
        used = _processor_time(kid.process.pid)
        used = waited if used is None else used - kid.desk.started_cpu
        return min(allowed - used, WAITING * allowed - waited)

    def _bury(self, kid: _Kid, *, overran: bool) -> Iterator[tuple[int, R | Stopped]]:
        """Ends a child; what it sent before is heard, the item it was at is stopped, the rest goes to others."""
        kid.process.kill()
        kid.process.join()
        del self._kids[kid.connection]
        while kid.batch:
            try:
                item, what, value = kid.connection.recv()
            except (EOFError, OSError):
                break
            if what == KEPT:
                kid.kept.append(value)
                continue
            kid.batch.remove(item)
            kept, kid.kept = tuple(kid.kept), []
            yield item, value if what == ANSWER else self._stopped(value, True, NO_MARK, kept)
        kid.connection.close()
        culprit = kid.batch.popleft() if kid.batch else None
        kid.stretch.extendleft(reversed(kid.batch))
        if kid.stretch:
            self._stretches.append(kid.stretch)
        if culprit is not None:
            cause = self._limits.time_words if overran else self._cause(kid.process.exitcode)
            yield culprit, self._stopped(cause, False, kid.desk.mark, tuple(kid.kept))

    def _stopped(self, cause: str, reproducible: bool, mark: int, kept: tuple[Any, ...]) -> Stopped:
        return Stopped(ended=Ended(f"{self._label} {cause}", reproducible), cause=cause, mark=mark, kept=kept)

    def _cause(self, code: int | None) -> str:
        if code == OUT_OF_MEMORY:
            return self._limits.memory_words
        if code == -signal.SIGXCPU:
            return self._limits.time_words
        if code is not None and code < 0:
            return f"crashed ({signal.strsignal(-code) or -code})"
        return "ended without an answer"
