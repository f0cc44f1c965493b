"""What the gathering process has to know of a parsed file, worked out by the child that parsed it."""

from bisect import bisect_right

import msgspec

from assay.core.fact import Gap
from assay.core.subject import PartId
from assay.solidity.code_lines import count_code_lines
from assay.solidity.parts import PartNames
from assay.solidity.syntax import LineIndex, parse
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

PROBLEM_LIMIT = 100
"""Places of one file that are named one by one; of the others only their number is said."""


class ImportLine(msgspec.Struct, frozen=True):
    """An import and its place."""

    path: str
    line: int
    symbols: tuple[tuple[str, str], ...]


class ContractOutline(msgspec.Struct, frozen=True):
    """A contract's parts, and the names it depends on."""

    part: PartId
    name: str
    functions: tuple[PartId, ...]
    """Those with a body; modifiers are no parts."""
    bases: tuple[str, ...]
    mentions: tuple[str, ...]
    """Names used as a type, as a callee or before a dot, sorted; locals and built-ins among them."""


class Outline(msgspec.Struct, frozen=True):
    """One file."""

    unit: bytes
    """The `SourceUnit` in msgpack."""
    imports: tuple[ImportLine, ...]
    contracts: tuple[ContractOutline, ...]
    functions: tuple[PartId, ...]
    """Free functions with a body."""
    problems: tuple[Gap, ...]
    code_lines: int

    @property
    def definitions(self) -> int:
        """Contracts, and functions with a body."""
        return len(self.functions) + sum(1 + len(contract.functions) for contract in self.contracts)


def outline(item: tuple[str, bytes]) -> bytes:
    """Parses `(path, content)`; the answer is an `Outline` in msgpack. Work for `Children.map`."""
    path, data = item
    return msgspec.msgpack.encode(outlined(parse(path, data), path, data))


def outlined(unit: syntax.SourceUnit, path: str, data: bytes) -> Outline:
    """The outline of a parsed file."""
    lines = LineIndex(data)
    names = PartNames(path)
    places: list[tuple[syntax.Node, PartId]] = []  # what a problem may lie in, the inner after the outer
    contracts = tuple(_contract(definition, names, places) for definition in unit.contracts)
    return Outline(
        unit=msgspec.msgpack.encode(unit),
        imports=tuple(ImportLine(i.path, lines.line(i.start), i.symbols) for i in unit.imports),
        contracts=contracts,
        functions=_functions(None, unit.functions, names, places),
        problems=_problems(unit, path, places, lines),
        code_lines=count_code_lines(data),
    )


def _contract(
    node: syntax.ContractDefinition, names: PartNames, places: list[tuple[syntax.Node, PartId]]
) -> ContractOutline:
    part = names.contract(node)
    places.append((node, part))
    return ContractOutline(
        part=part,
        name=node.name,
        functions=_functions(node, node.functions, names, places),
        bases=tuple(invocation.path[-1] for invocation in node.bases),
        mentions=_mentions(node),
    )


def _functions(
    contract: syntax.ContractDefinition | None,
    functions: tuple[syntax.FunctionDefinition, ...],
    names: PartNames,
    places: list[tuple[syntax.Node, PartId]],
) -> tuple[PartId, ...]:
    """Every function is given a name, so that the numbers of doubles are those of the model."""
    parts: list[PartId] = []
    for function in functions:
        part = names.function(contract, function)
        if function.body is not None and function.kind != "modifier":
            parts.append(part)
            places.append((function, part))
    return tuple(parts)


def _mentions(contract: syntax.ContractDefinition) -> tuple[str, ...]:
    found: set[str] = set()
    for node in walk(contract):
        match node:
            case syntax.UserType(path=path):
                found.update(path)
            case syntax.UsingFor(library=path):
                found.update(path)
            case syntax.Call(function=syntax.Identifier(name=name)) | syntax.Member(base=syntax.Identifier(name=name)):
                found.add(name)
    return tuple(sorted(found))


def _problems(
    unit: syntax.SourceUnit, path: str, places: list[tuple[syntax.Node, PartId]], lines: LineIndex
) -> tuple[Gap, ...]:
    """What was not understood, with the innermost part that holds it: its questions can't be answered."""
    inside = _Innermost(places, PartId(path))
    found = [
        Gap(what=f"{path}:{lines.line(p.start)}", because=p.because, parts=(inside.part(p.start),))
        for p in unit.problems
    ]
    owners = [*unit.functions, *(f for contract in unit.contracts for f in contract.functions)]
    found += [
        Gap(what=f"{path}:{lines.line(f.start)}", because=f.problem, parts=(inside.part(f.start),))
        for f in owners
        if f.problem
    ]
    distinct = list(dict.fromkeys(found))
    left_out = distinct[PROBLEM_LIMIT:]
    if left_out:
        parts = tuple(sorted({part for gap in left_out for part in gap.parts}))
        rest = Gap(what=path, because=f"{len(left_out)} more places could not be read", parts=parts)
        return (*distinct[:PROBLEM_LIMIT], rest)
    return tuple(distinct)


class _Innermost:
    """Finds the part that an offset lies in. Contracts don't nest, functions don't either."""

    def __init__(self, places: list[tuple[syntax.Node, PartId]], outermost: PartId) -> None:
        self._contracts = _Spans([p for p in places if isinstance(p[0], syntax.ContractDefinition)])
        self._functions = _Spans([p for p in places if not isinstance(p[0], syntax.ContractDefinition)])
        self._outermost = outermost

    def part(self, offset: int) -> PartId:
        return self._functions.at(offset) or self._contracts.at(offset) or self._outermost


class _Spans:
    """Stretches that don't overlap."""

    def __init__(self, places: list[tuple[syntax.Node, PartId]]) -> None:
        self._places = sorted(places, key=lambda place: place[0].start)
        self._starts = [node.start for node, _ in self._places]

    def at(self, offset: int) -> PartId | None:
        index = bisect_right(self._starts, offset) - 1
        return self._places[index][1] if index >= 0 and offset < self._places[index][0].end else None
