"""`Children` without processes: everything runs in place, one item after the other."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from assay.core.children import Ended

T = TypeVar("T")
R = TypeVar("R")


class InProcess:
    """For tests and notebooks. It has no limits: work that hangs hangs the caller."""

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        """Yields in order; work that raises ends its item, as it does in a real child."""
        for index, item in enumerate(items):
            try:
                result: R | Ended = work(item)
            except Exception as error:  # a child that dies of any error is an ended item, whatever the error
                result = Ended(f"{type(error).__name__}: {error}", reproducible=True)
            yield index, result
