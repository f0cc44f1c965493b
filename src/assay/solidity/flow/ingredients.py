"""What a value is computed from: the loads, hashes and calls behind it, in the function and in those that return it."""

from __future__ import annotations

from dataclasses import dataclass

from assay.solidity.flow.conditions import Reader
from assay.solidity.flow.effects import Cell, cell_of
from assay.solidity.flow.origins import NONE, Origins
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Key, Value

_MOST = 300
"""Operations looked at for one value."""
_CALLS_DEEP = 4


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One operation behind a value, read in the function that holds it."""

    operation: op.AnyOperation
    reader: Reader

    def keys(self) -> Origins:
        """Of a load: where its keys and indices come from, in the terms of the outermost caller."""
        found: Origins = NONE
        for step in self.operation.place.path if isinstance(self.operation, op.Load) else ():
            if isinstance(step, Key):
                found |= self.reader.of(step.value)
        return found

    def cell(self) -> Cell | None:
        """Of a load from storage: which variable and fields."""
        return cell_of(self.operation.place) if isinstance(self.operation, op.Load) else None


def ingredients(reader: Reader, value: Value) -> tuple[Ingredient, ...]:
    """Every operation that `value` can depend on, nearest first; into internal calls through what they return."""
    found: list[Ingredient] = []
    _collect(reader, value, found, set(), 0)
    return tuple(found)


def _collect(reader: Reader, value: Value, found: list[Ingredient], seen: set[op.AnyOperation], deep: int) -> None:
    pending = [value]
    while pending and len(found) < _MOST:
        for operation in reader.graph.definitions.get(pending.pop(0), ()):
            if operation in seen:
                continue
            seen.add(operation)
            found.append(Ingredient(operation, reader))
            pending += operation.inputs
            if isinstance(operation, op.InternalCall) and deep < _CALLS_DEEP:
                inner = reader.inside(operation)
                if inner is not None:
                    # what a function returns depends on the branches it takes, too
                    decided = [branch.condition for _, branch in inner.graph.branches]
                    for result in (*inner.graph.returns, *decided):
                        _collect(inner, result, found, seen, deep + 1)
