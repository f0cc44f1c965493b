"""Facts are asked for by type: whoever needs one names it in a signature, whoever makes one says so here."""

from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

_P = TypeVar("_P", bound=Callable[..., Any])

PROVIDED_BY: dict[type, Callable[..., Any]] = {}
"""Return type to the one function that makes it; filled by `provides`."""


def provides(function: _P) -> _P:
    """Declares that `function` makes the fact of its return type from the facts of its parameters' types.

    What depends on `Focus` (below) is made once for each unit of work, everything else once for a run.
    """
    made = get_type_hints(function)["return"]
    known = PROVIDED_BY.get(made)
    if known is not None and known.__qualname__ != function.__qualname__:
        raise TypeError(f"two functions provide {made.__name__}: {known.__qualname__} and {function.__qualname__}")
    PROVIDED_BY[made] = function
    return function


def needs(function: Callable[..., Any]) -> dict[str, type]:
    """Parameter name to the type of the fact it asks for."""
    hints = get_type_hints(function)
    hints.pop("return", None)
    return hints
