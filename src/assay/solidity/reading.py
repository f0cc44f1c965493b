"""Reading and parsing a set of files and all that they import, in waves, until nothing new is named."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from assay.core.children import Children, Ended
from assay.core.fact import Gap
from assay.core.subject import PartId
from assay.solidity.imports.resolver import ImportResolver
from assay.solidity.outline import ImportLine, Outline, outline
from assay.sources.files.tree import SourceTree, SourceUnreadable

EMPTY = "the file is empty"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OUTLINE = msgspec.msgpack.Decoder(Outline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one subject may cost. Beyond each of them the rest is a gap."""

    files: int = 20_000
    """Files read, imported ones included."""
    total_bytes: int = 256 * 1024 * 1024
    """Of all files together; they are kept in memory and in the report."""
    definitions: int = 10_000
    """Contracts and functions with a body of one file; flattened projects have some hundred."""
    imports: int = 2_000
    """Imports of one file that are followed."""
    total_imports: int = 300_000
    """Imports of all files that are followed; each costs some twenty looks at the disk when it leads nowhere."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read so far."""

    sources: dict[str, bytes] = field(default_factory=dict)
    outlines: dict[str, Outline] = field(default_factory=dict)
    """Of the files that could be parsed."""
    imports: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    """Per parsed file, where its imports lead."""
    gaps: list[Gap] = field(default_factory=list)
    size: int = 0
    """Bytes of all sources."""
    followed: int = 0
    """Imports of all files."""


def read_closure(
    tree: SourceTree, reported: Iterable[str], resolver: ImportResolver, limits: Limits, children: Children
) -> Reading:
    """Reads `reported` and everything that they import, directly or not.

    What can't be read or parsed is a gap: for a reported file one that names its part.
    """
    reading = Reading()
    named = frozenset(reported)
    wave, asked = sorted(named), set(named)
    while wave:
        fresh = [path for path in wave if _read(tree, path, path in named, limits, reading)]
        _parse(fresh, named, limits, reading, children)
        targets: set[str] = set()
        for path in fresh:
            if path in reading.outlines:
                targets.update(_follow(path, resolver, limits, reading))
        wave = sorted(targets - asked)
        asked |= targets
    return reading


def _read(tree: SourceTree, path: str, is_reported: bool, limits: Limits, reading: Reading) -> bool:
    because = ""
    if len(reading.sources) >= limits.files:
        because = f"more than {limits.files:,} files"
    else:
        try:
            data = tree.read(path)
        except SourceUnreadable as error:
            because = error.because
        else:
            if reading.size + len(data) <= limits.total_bytes:
                reading.sources[path] = data
                reading.size += len(data)
                if not data.removeprefix(_BYTE_ORDER_MARK).strip():
                    # It was looked at as a whole, so no question about it is open; but nobody meant it to be so.
                    reading.gaps.append(_gap(path, EMPTY, is_reported=False))
                return True
            because = f"the files read before it fill the limit of {limits.total_bytes:,} bytes"
    reading.gaps.append(_gap(path, because, is_reported))
    return False


def _parse(paths: list[str], named: frozenset[str], limits: Limits, reading: Reading, children: Children) -> None:
    items = [(path, reading.sources[path]) for path in paths]
    for index, answer in children.map(outline, items, label="parsing"):
        path = paths[index]
        if isinstance(answer, Ended):
            reading.gaps.append(_gap(path, answer.because, path in named))
            continue
        read = _OUTLINE.decode(answer)
        if read.definitions > limits.definitions:
            because = f"more than {limits.definitions:,} contracts and functions"
            reading.gaps.append(_gap(path, because, path in named))
        else:
            reading.outlines[path] = read


def _follow(path: str, resolver: ImportResolver, limits: Limits, reading: Reading) -> list[str]:
    """Resolves the imports of one file and says which files they lead to."""
    lines = reading.outlines[path].imports
    targets: list[str | None] = [None] * len(lines)
    count = min(len(lines), limits.imports, limits.total_imports - reading.followed)
    reading.followed += count
    for position, line in enumerate(lines[:count]):
        resolution = resolver.resolution(path, line.path)
        targets[position] = resolution.target
        if resolution.target is None:
            reading.gaps.append(Gap(what=_import(path, line), because=resolution.because))
    if len(lines) > count:
        most = f"{limits.imports:,} imports of a file and {limits.total_imports:,} of all files"
        because = f"this and those after it are not followed: at most {most} are"
        reading.gaps.append(Gap(what=_import(path, lines[count]), because=because))
    reading.imports[path] = tuple(targets)
    return [target for target in targets if target is not None]


def _import(path: str, line: ImportLine) -> str:
    return f'{path}:{line.line} import "{line.path}"'


def _gap(path: str, because: str, is_reported: bool) -> Gap:
    return Gap(what=path, because=because, parts=(PartId(path),) if is_reported else ())
