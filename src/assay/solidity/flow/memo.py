"""Answers that are worked out once and kept, also where a question comes back to itself through recursion.

Inside a recursion the question that is still open gets an assumed answer: at first "nothing", then, in a second
round, what the first round found. Whatever was worked out on that assumption holds only while the question is open
and is forgotten after, so that an answer never depends on which question was asked first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from assay.core.errors import BudgetExceeded

T = TypeVar("T")
Key = tuple[object, ...]


class Memo:
    """Keeps answers by key. A `BudgetExceeded` is kept like an answer and raised again at once."""

    def __init__(self) -> None:
        self._kept: dict[Key, object] = {}
        self._assumed: dict[Key, object] = {}
        """Open questions that may come back to themselves, with what is assumed of them meanwhile."""
        self._used: set[Key] = set()
        """Open questions whose assumed answers went into what is being worked out."""
        self._rests_on: dict[Key, frozenset[Key]] = {}
        """Kept answers that hold only while these questions are open."""

    def keep(self, key: Key, make: Callable[[], T]) -> T:
        """The answer, worked out when it is not known."""
        if key not in self._kept:
            self._kept[key] = self._made(key, make)
        if key in self._rests_on:
            self._used |= self._rests_on[key]
        found = self._kept[key]
        if isinstance(found, BudgetExceeded):
            raise found
        return found  # type: ignore[return-value]  # the key names the maker

    def _made(self, key: Key, make: Callable[[], object]) -> object:
        outer, self._used = self._used, set()
        try:
            return make()
        except BudgetExceeded as error:
            return error
        except RecursionError:
            return BudgetExceeded("calls or expressions are nested too deeply to be followed")
        finally:
            if self._used:
                self._rests_on[key] = frozenset(self._used)
            self._used = outer

    def guarded(self, key: Key, make: Callable[[], T], recursive: T, question: Key | None = None) -> T:
        """As `keep`, for a question that may come back to itself; `recursive` is what is assumed of it at first.

        `question` names several keys as one, where it could come back to itself with ever new details.
        """
        question = question or key
        if question in self._assumed:
            self._used.add(question)
            return self._assumed[question]  # type: ignore[return-value]  # the question names the maker
        if key in self._kept:
            return self.keep(key, make)
        self._assumed[question] = recursive
        try:
            found = self.keep(key, make)
            if self._rests_on.get(key) == frozenset((question,)):
                # the outermost question of a recursion: once more, now that there is an answer to assume
                self._assumed[question] = found
                self._forget(question)
                found = self.keep(key, make)
            return found
        finally:
            del self._assumed[question]
            self._used.discard(question)
            self._settle(key, question)

    def _settle(self, key: Key, question: Key) -> None:
        """`question` is answered: what was assumed of it holds no longer, or as long as what its answer rests on."""
        left = self._rests_on.pop(key, frozenset()) - {question}
        if not left:
            self._forget(question)
            return
        self._rests_on[key] = left
        for other, open_ in self._rests_on.items():
            if question in open_:
                self._rests_on[other] = (open_ | left) - {question}

    def _forget(self, question: Key) -> None:
        """Drops what was worked out on an assumption about `question`."""
        for key in [k for k, open_ in self._rests_on.items() if question in open_]:
            del self._rests_on[key]
            del self._kept[key]
