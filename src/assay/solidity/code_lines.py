"""Counting lines that hold code, in one pass that knows comments and strings."""

import re

_OPENING = re.compile(rb"""//|/\*|["']""")
_STRING = {
    b'"': re.compile(rb'(?:[^"\\\r\n]|\\.)*+"?', re.DOTALL),
    b"'": re.compile(rb"(?:[^'\\\r\n]|\\.)*+'?", re.DOTALL),
}
_LINE_END = re.compile(rb"[\r\n]")


def count_code_lines(source: bytes) -> int:
    """Lines that are neither blank nor all comment."""
    pieces: list[bytes] = []
    at = 0
    while (opening := _OPENING.search(source, at)) is not None:
        pieces.append(source[at : opening.start()])
        end = _end(source, opening)
        text = source[opening.start() : end]
        # A comment leaves its line ends, a string itself.
        pieces.append(b"".join(_LINE_END.findall(text)) if text.startswith(b"/") else text)
        at = end
    pieces.append(source[at:])
    return sum(1 for line in b"".join(pieces).splitlines() if line.strip())


def _end(source: bytes, opening: re.Match[bytes]) -> int:
    match opening.group():
        case b"//":
            found = _LINE_END.search(source, opening.end())
            return found.start() if found is not None else len(source)
        case b"/*":
            closing = source.find(b"*/", opening.end())
            return closing + 2 if closing >= 0 else len(source)
        case quote:
            string = _STRING[quote].match(source, opening.end())
            return string.end() if string is not None else opening.end()
