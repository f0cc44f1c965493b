"""What every formula asks of its arguments: numbers of the right kind and range, or an error that names the culprit."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.core.errors import BadInput

Floats = NDArray[np.float64]
"""One number or a whole grid; scalars come back as NumPy scalars, which behave as Python's own."""
Counts = NDArray[np.int64]

LARGEST_COUNT = 2**53
"""Whole numbers above it are no longer exact in the formulas' floating point."""


def real(name: str, value: ArrayLike, least: float = -np.inf, most: float = np.inf) -> Floats:
    """`value` as finite numbers in `least` … `most`; raises `BadInput` that says which entry is not."""
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BadInput(f"{name}: not a number or an array of numbers") from error
    wrong = ~(np.isfinite(array) & (array >= least) & (array <= most))
    if wrong.any():
        raise BadInput(f"{name}{_first(wrong)} is {array[wrong][0]:g}, not a number {_range(least, most)}")
    return array


def share(name: str, value: ArrayLike) -> Floats:
    """A share of the whole: 0 to 1."""
    return real(name, value, 0.0, 1.0)


def count(name: str, value: ArrayLike, least: int = 0) -> Counts:
    """Whole numbers from `least` on; 6.0 is one, 6.5 is not."""
    array = real(name, value, least, LARGEST_COUNT)
    wrong = array != np.floor(array)
    if wrong.any():
        raise BadInput(f"{name}{_first(wrong)} is {array[wrong][0]:g}, not a whole number")
    return array.astype(np.int64)


def one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    """A word out of a closed list."""
    if value not in known:
        raise BadInput(f"{name}: {value!a} is none of {', '.join(known)}")
    return value


def numbers(value: ArrayLike) -> Floats:
    """An answer: a grid as it is, a single number as a NumPy scalar (not an array of no dimensions)."""
    array: Floats = np.asarray(value, dtype=np.float64)[()]
    return array


def wholes(value: ArrayLike) -> Counts:
    """The same for whole numbers."""
    array: Counts = np.asarray(value, dtype=np.int64)[()]
    return array


def _first(wrong: NDArray[np.bool_]) -> str:
    if not wrong.ndim:
        return ""
    return f"[{', '.join(str(index) for index in np.argwhere(wrong)[0])}]"


def _range(least: float, most: float) -> str:
    if np.isinf(most):
        return "that is finite" if np.isinf(least) else f"from {least:g} on"
    return f"between {least:g} and {most:g}"
