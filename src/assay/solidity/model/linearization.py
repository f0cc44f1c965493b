"""C3 linearisation of bases, as Solidity defines it: listed bases from most base-like to most derived.

Source: Barrett et al. 1996, "A Monotonic Superclass Linearization for Dylan"; Solidity documentation,
"Multiple Inheritance and Linearization" (Solidity reads the list of bases right to left).
"""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Contradiction(Exception):
    """The bases cannot be ordered."""


def merge(own: T, bases: Sequence[T], orders: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """The order of `own`: itself first, then the C3 merge of its bases' `orders`.

    `bases` in source order, `orders` the linearisation of each. Raises `Contradiction`.
    """
    lists = [list(order) for order in reversed(orders)] + [list(reversed(bases))]
    result = [own]
    while any(lists):
        for candidate_list in lists:
            if candidate_list and not any(candidate_list[0] in other[1:] for other in lists if other):
                head = candidate_list[0]
                break
        else:
            raise Contradiction
        result.append(head)
        for order in lists:
            if order and order[0] is head:
                del order[0]
    return tuple(result)
