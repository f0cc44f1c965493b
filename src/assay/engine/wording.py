"""An error in words that may stand in a report: the same on every machine and in every run."""

import re

LONGEST = 240

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
_PATH = re.compile(r"(?<![\w./])(?:/[\w.@+-]+)+/([\w.@+-]+)")


def failure(error: BaseException) -> str:
    """`TypeError: unsupported operand`, on one line, without addresses of objects and absolute paths."""
    if isinstance(error, RecursionError):
        return "nested too deeply"  # Python's own words differ by version.
    text = " ".join(str(error)[: 4 * LONGEST].split())
    text = _PATH.sub(r"\1", _ADDRESS.sub("at 0x…", text))
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    name = type(error).__name__
    return f"{name}: {text}" if text else name
