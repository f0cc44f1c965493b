"""Interval arithmetic over unbounded integers: what an operation gives before it is fitted into its type."""

from __future__ import annotations

Interval = tuple[int, int]
_SHIFT_MOST = 512


def exact(operator: str, left: Interval, right: Interval) -> Interval | None:
    """All results `a operator b` with a in `left`, b in `right`; None for operators that are not followed."""
    (a, b), (c, d) = left, right
    match operator:
        case "+":
            return a + c, b + d
        case "-":
            return a - d, b - c
        case "*":
            products = (a * c, a * d, b * c, b * d)
            return min(products), max(products)
        case "/":
            return _divided(left, right)
        case "%" if c >= 0 and d > 0:
            return (0 if a >= 0 else -(d - 1)), min(max(b, 0), d - 1)
        case "&" if a >= 0 and c >= 0:
            return 0, min(b, d)
        case "|" | "^" if a >= 0 and c >= 0:
            return 0, (1 << max(b.bit_length(), d.bit_length())) - 1
        case ">>" if a >= 0 and c >= 0:
            return a >> min(d, _SHIFT_MOST), b >> min(c, _SHIFT_MOST)
        case "<<" if a >= 0 and c >= 0 and d <= _SHIFT_MOST:
            return a << c, b << d
        case "**" if a >= 0 and c >= 0 and b.bit_length() * d <= 1024:
            return int(a**c), int(b**d)
        case _:
            return None


def _divided(left: Interval, right: Interval) -> Interval | None:
    (a, b), (c, d) = left, right
    if a < 0 or c < 0:
        return None
    # NOTE: by zero reverts (and gives 0 in assembly), so 1 is the least divisor that counts for the upper end
    return a // max(d, 1), b // max(c, 1)


def hull(one: Interval, other: Interval) -> Interval:
    """The least interval that holds both."""
    return min(one[0], other[0]), max(one[1], other[1])


def meet(one: Interval, other: Interval) -> Interval:
    """The common part; `one` where there is none (the path can't be walked, so anything holds there)."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else one
