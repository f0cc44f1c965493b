"""The pieces of a code base's material, each made from what was read."""

import base64
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from assay.core.canonical import digest_of
from assay.core.fact import Fact, Gap, Measure, Standing, Unit
from assay.core.subject import Part, PartId, PartKind
from assay.solidity.reading import Reading
from assay.solidity.syntax.trees import SyntaxFile, SyntaxTrees
from assay.solidity.weights import weights


def parts_and_units(reported: Sequence[str], reading: Reading) -> tuple[tuple[Part, ...], tuple[Unit, ...]]:
    """Files by path; in each its contracts with their functions in source order, then its free functions.

    A file that could not be read or parsed is a part all the same: its questions are unknown, not unasked.
    """
    heavy = weights(reading.outlines, reading.imports)
    parts: list[Part] = []
    units: list[Unit] = []
    for path in reported:
        file = PartId(path)
        outline = reading.outlines.get(path)
        free = outline.functions if outline is not None else ()
        parts.append(Part(id=file, kind=PartKind.FILE))
        units.append(Unit(path, (file, *free)))
        for contract in outline.contracts if outline is not None else ():
            parts.append(Part(id=contract.part, kind=PartKind.CONTRACT, parent=file, weight=heavy[contract.part]))
            parts.extend(_functions(contract.functions, contract.part))
            units.append(Unit(contract.part, (contract.part, *contract.functions)))
        parts.extend(_functions(free, file))
    return tuple(parts), tuple(units)


def _functions(parts: Iterable[PartId], parent: PartId) -> Iterator[Part]:
    return (Part(id=part, kind=PartKind.FUNCTION, parent=parent) for part in parts)


def facts(origin: str, reading: Reading, settings: dict[str, bytes]) -> tuple[Fact, ...]:
    """Every file that was read and every setting that steered where imports lead, by kind and path."""
    kinds = (("config", settings), ("source", reading.sources))
    return tuple(_fact(kind, path, files[path], origin) for kind, files in kinds for path in sorted(files))


def _fact(kind: str, path: str, data: bytes, origin: str) -> Fact:
    try:
        text, encoding = data.decode(), "utf-8"
    except UnicodeDecodeError:
        text, encoding = base64.b64encode(data).decode(), "base64"
    return Fact(
        kind=kind,
        key=path,
        origin=origin,
        standing=Standing.OBSERVED,
        digest=digest_of(data),
        text=text,
        encoding=encoding,
    )


def gaps(reported: Sequence[str], reading: Reading, others: Iterable[Gap]) -> tuple[Gap, ...]:
    """Sorted, each once. What is not understood in a file that is not reported belongs to no part."""
    named = frozenset(reported)
    found = dict.fromkeys([*others, *reading.gaps])
    for path, outline in reading.outlines.items():
        for gap in outline.problems:
            found[gap if path in named else msgspec.structs.replace(gap, parts=())] = None
    return tuple(sorted(found, key=lambda gap: (*_place(gap.what), gap.because, gap.parts)))


def _place(what: str) -> tuple[str, int, str]:
    """Sorts `A.sol:9` before `A.sol:10`."""
    path, _, rest = what.partition(":")
    number, _, _ = rest.partition(" ")
    return path, int(number) if number.isdecimal() and len(number) < 12 else 0, what


def measures(reported: Sequence[str], reading: Reading, parts: Sequence[Part]) -> tuple[Measure, ...]:
    """How much there is; lines are counted in reported files only."""
    lines = sum(reading.outlines[path].code_lines for path in reported if path in reading.outlines)
    return (
        Measure(name="files read", value=len(reading.sources), unit="files"),
        Measure(name="files reported", value=len(reported), unit="files"),
        Measure(name="code lines", value=lines, unit="lines"),
        Measure(name="contracts", value=_count(parts, PartKind.CONTRACT), unit="contracts"),
        Measure(name="functions", value=_count(parts, PartKind.FUNCTION), unit="functions"),
    )


def _count(parts: Sequence[Part], kind: PartKind) -> int:
    return sum(1 for part in parts if part.kind is kind)


def trees(reported: Sequence[str], reading: Reading) -> SyntaxTrees:
    """All that was parsed, in the order of paths."""
    named = frozenset(reported)
    return SyntaxTrees(
        {
            path: SyntaxFile(
                encoded=reading.outlines[path].unit,
                source=reading.sources[path],
                reported=path in named,
                imports=reading.imports[path],
            )
            for path in sorted(reading.outlines)
        }
    )
