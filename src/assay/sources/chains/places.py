"""Where in a TOML file a value stands: by table headers and keys, for messages and for evidence."""

import re
from collections.abc import Mapping, Sequence

from assay.sources.chains.profile import Path

_HEADER = re.compile(rb"[ \t]*(\[\[?)[ \t]*([^\[\]\r\n]{1,400}?)[ \t]*\]\]?[ \t]*(?:#[^\r\n]*)?\r?")
_KEY = re.compile(rb"[ \t]*([A-Za-z0-9_.\"'-]{1,200})[ \t]*=")
_NAME = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


class Places:
    """The lines of one file by the keys that lead to them; made in one pass.

    It reads headers and keys at the start of lines, as people write them. For a value that it does not find there, the
    nearest table around it stands.
    """

    def __init__(self, data: bytes) -> None:
        self._found: dict[Path, tuple[int, int]] = {(): _line_at(data, 0)}
        table: Path = ()
        counts: dict[Path, int] = {}
        start = 0
        for line in data.splitlines(keepends=True):
            text = line.rstrip(b"\r\n")
            if header := _HEADER.fullmatch(text):
                table = self._table(header, counts)
                self._keep(table, start, text)
            elif key := _KEY.match(text):
                self._keep((*table, *_names(key[1])), start, text)
            start += len(line)

    def _table(self, header: re.Match[bytes], counts: dict[Path, int]) -> Path:
        """The path of a header: `[[a.b]]` is the next of its list, `[a.b.c]` belongs to the last one."""
        path: Path = ()
        names = _names(header[2])
        for place, name in enumerate(names):
            path = (*path, name)
            if place == len(names) - 1 and header[1] == b"[[":
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path

    def _keep(self, path: Path, start: int, text: bytes) -> None:
        left = len(text) - len(text.lstrip())
        self._found.setdefault(path, (start + left, start + max(left, len(text.rstrip()))))
        for length in range(1, len(path)):
            self._found.setdefault(path[:length], self._found[path])

    def of(self, path: Path) -> tuple[int, int]:
        """Byte offsets, half open, of the line that sets the value, or of what is nearest around it."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]


def place_of_key(path: Path) -> str:
    """`producers.member[2].share`"""
    text = ""
    for name in path:
        text += f"[{name}]" if isinstance(name, int) else f".{name}" if text else name
    return text


def path_of(said: str, document: Mapping[str, object]) -> Path:
    """The inverse, for what msgspec calls `$.producers.member[2].share` or `$.sources[...]`.

    Keys of open tables are all called `...` by msgspec, so that the path ends there when there are several.
    """
    path: Path = ()
    at: object = document
    for name, number in re.findall(r"\.([A-Za-z0-9_-]+)|\[(\d+|\.\.\.)\]", said):
        if number == "...":
            if not isinstance(at, Mapping) or len(at) != 1:
                return path
            name = next(iter(at))
        step = int(number) if number.isdecimal() else str(name)
        path = (*path, step)
        at = _below(at, step)
    return path


def _below(value: object, step: str | int) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _names(written: bytes) -> tuple[str, ...]:
    return tuple("".join(groups) for groups in _NAME.findall(written.decode("utf-8", "replace")))


def _line_at(data: bytes, start: int) -> tuple[int, int]:
    line = data[start:].split(b"\n", 1)[0].rstrip()
    return start, start + len(line)
