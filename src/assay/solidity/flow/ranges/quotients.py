"""Products of quotients: where a division's remainder is dropped and what is left is then multiplied."""

from __future__ import annotations

from dataclasses import dataclass, field

from assay.solidity.flow.ranges.solve import Ranges
from assay.solidity.flow.ranges.symbols import Symbol
from assay.solidity.flow.ranges.wraps import Use, uses_of
from assay.solidity.ir import operations as op


@dataclass(slots=True)
class Multiplied:
    """`dividend / divisor * factor`."""

    operation: op.Arithmetic | op.InternalCall
    """The multiplication, or the call of a function that is one."""
    symbol: Symbol
    quotient: Symbol
    factor: Symbol
    division: op.Arithmetic | op.InternalCall | None
    """Where the quotient is made, when that is in the same function."""
    uses: list[Use] = field(default_factory=list)

    @property
    def dividend(self) -> Symbol:
        """What is divided first."""
        return self.quotient.parts[0]

    @property
    def divisor(self) -> Symbol:
        """What it is divided by."""
        return self.quotient.parts[1]


def multiplied_quotients(found: Ranges) -> tuple[Multiplied, ...]:
    """All of a function, in order; through locals, storage and calls of functions that are plain arithmetic."""
    divisions: dict[Symbol, op.Arithmetic | op.InternalCall] = {}
    products: dict[Symbol, Multiplied] = {}
    for _, operation, state in found.walk():
        if isinstance(operation, op.Arithmetic):
            symbol: Symbol | None = found.result(operation, state)
        elif isinstance(operation, op.InternalCall) and operation.results:
            symbol = found.formula(operation, 0, state)
        else:
            continue
        if symbol is None or len(symbol.parts) != 2:
            continue
        if symbol.what == "/":
            divisions.setdefault(symbol, operation)
        elif symbol.what == "*" and symbol not in products:
            for quotient, factor in (symbol.parts, symbol.parts[::-1]):
                if quotient.kind == "arithmetic" and quotient.what == "/":
                    division = divisions.get(quotient)
                    products[symbol] = Multiplied(operation, symbol, quotient, factor, division)
                    break
    uses_of(found, [(m.symbol, m.uses) for m in products.values()])
    return tuple(products.values())
