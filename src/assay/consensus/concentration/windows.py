"""Concentration over time: counts of blocks by producer in windows that slide over a chain."""

import numpy as np
from numpy.typing import ArrayLike

from assay.consensus.domain import Counts, count
from assay.core.errors import BadInput


def windows(producers: ArrayLike, size: int, step: int = 1) -> Counts:
    """Blocks by producer (columns) in each window of `size` consecutive blocks (rows), begun every `step` blocks.

    `producers` numbers the producer of each block from 0 in the chain's order; there are as many columns as the
    largest number asks for. Only whole windows are counted. The rows are weights for any measure of this package.
    """
    who = count("producers", producers)
    length, stride = int(count("size", size, 1)), int(count("step", step, 1))
    if who.ndim != 1 or who.size < length:
        raise BadInput(f"producers: {who.size} blocks are fewer than one window of {length}")
    counted = np.zeros((who.size // stride + 2, int(who.max()) + 1), dtype=np.int64)
    starts = np.arange(0, who.size - length + 1, stride)
    result = counted[: starts.size]
    result[0] = np.bincount(who[:length], minlength=result.shape[1])
    for row, start in enumerate(starts[1:], 1):
        result[row] = result[row - 1]
        np.subtract.at(result[row], who[start - stride : min(start, start - stride + length)], 1)
        np.add.at(result[row], who[max(start, start - stride + length) : start + length], 1)
    return result
