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
        del label  # nobody watches
        for index, item in enumerate(items):
            try:
                result: R | Ended = work(item)
            except Exception as error:  # noqa: BLE001 - a child may die of any error, and so may this one
                result = Ended(f"{type(error).__name__}: {error}", reproducible=True)
            yield index, result
