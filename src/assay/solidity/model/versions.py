"""Compiler versions: which is the lowest that a file's pragmas admit."""

import re

Version = tuple[int, int, int]

DEFAULT: Version = (0, 8, 0)
"""Taken when a file says nothing: what most new code is written for."""

OLDEST: Version = (0, 4, 0)
"""Taken when there are only upper bounds: the language before it is not read."""

_PART = re.compile(r"(\^|~|>=|<=|>|<|=|-)?\s*v?(?<!\d)(\d{1,3}|\*)(?:\.(\d{1,4}|x|\*))?(?:\.(\d{1,4}|x|\*))?(?!\d)")


def lowest_allowed(pragmas: list[str]) -> Version:
    """The lowest version that satisfies the lower bounds written in `pragmas`.

    Alternatives (`||`) count with their lowest. Only lower bounds and exact versions matter, so an unsatisfiable
    range still gives its lower bound; text without any version gives `DEFAULT`.
    """
    lows = []
    for pragma in pragmas:
        choices = [low for part in pragma[:200].split("||") if (low := _lower_bound(part)) is not None]
        if choices:
            lows.append(min(choices))
    return max(lows, default=DEFAULT)


def _lower_bound(text: str) -> Version | None:
    bounds: list[Version] = []
    for operator, *numbers in _PART.findall(text):
        if operator in ("<", "<=", "-") or numbers[0] == "*":  # `a - b` is from a to b
            bounds.append(OLDEST)
            continue
        major, minor, patch = (int(n) if n.isdigit() else 0 for n in numbers)
        if operator == ">":
            bounds.append((major, minor, patch + 1) if numbers[2].isdigit() else (major, minor + 1, 0))
        else:
            bounds.append((major, minor, patch))
    return max(bounds, default=None)
