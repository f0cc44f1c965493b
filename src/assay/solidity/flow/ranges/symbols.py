"""Symbols: names for values that stay the same wherever they are met. Interned, so equality is identity."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from assay.solidity.ir.values import Constant
from assay.solidity.model import types as t

WORD = (-(2**255), 2**256 - 1)
"""Wide enough for every integer type; taken when a type is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """One value of one run of a function."""

    number: int
    kind: str
    """`constant`, `parameter`, `value` (what an operation gives), `decoded` (from bytes), `environment`, `load`,
    `arithmetic`, `cast`, `join`."""
    what: Hashable
    """The number, the parameter, the operator, …; together with `parts` it says which value this is."""
    parts: tuple[Symbol, ...]
    low: int
    high: int
    """Bounds of its type, both included."""
    checked: bool = False
    """Arithmetic that reverts instead of wrapping."""

    def __repr__(self) -> str:
        return f"<{self.kind} {self.what} {self.parts}>"


@dataclass(slots=True)
class Symbols:
    """The table of one function."""

    known: dict[Hashable, Symbol] = field(default_factory=dict)
    joined: dict[Symbol, dict[Symbol, None]] = field(default_factory=dict)
    """For each join what can come in, in order of discovery."""

    def of(
        self,
        kind: str,
        what: Hashable,
        parts: tuple[Symbol, ...] = (),
        bounds: tuple[int, int] = WORD,
        checked: bool = False,
    ) -> Symbol:
        """The symbol for this value, made when it is new."""
        key = (kind, what, tuple(p.number for p in parts), bounds, checked)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = Symbol(len(self.known), kind, what, parts, *bounds, checked)
        return found

    def constant(self, value: Constant) -> Symbol:
        """Of a literal; `true` and `false` count as 1 and 0, text as a value that is only known by its name."""
        number = value.number
        if number is None:
            truth = {"true": 1, "false": 0}.get(value.text)
            if truth is None:
                return self.of("constant", value.text, (), bounds_of(value.type))
            number = truth
        return self.number(number)

    def number(self, number: int) -> Symbol:
        """Of a number that is known."""
        return self.of("constant", number, (), (number, number))

    def join(self, where: Hashable, incoming: list[Symbol]) -> Symbol:
        """What two ways bring to one place; its type is the hull of theirs."""
        found = self.known.get(("join", where))
        if found is None:
            # a literal has no type of its own: the others say how wide the variable is
            typed = [s for s in incoming if s.kind != "constant"]
            bounds = [(s.low, s.high) for s in typed] or [WORD]
            low, high = min(b[0] for b in bounds), max(b[1] for b in bounds)
            found = Symbol(len(self.known), "join", where, (), low, high)
            self.known[("join", where)] = found
            self.joined[found] = {}
        self.joined[found].update(dict.fromkeys(s for s in incoming if s is not found))
        return found

    def depends(self, symbol: Symbol, on: Symbol) -> bool:
        """Whether `symbol` is computed from `on`."""
        return on in self.made_of(symbol)

    def made_of(self, symbol: Symbol) -> set[Symbol]:
        """All symbols that `symbol` is computed from, itself included."""
        seen: set[Symbol] = set()
        pending = [symbol]
        while pending:
            current = pending.pop()
            if current not in seen:
                seen.add(current)
                pending.extend(current.parts)
                pending.extend(self.joined.get(current, ()))
        return seen


def bounds_of(kind: t.Type) -> tuple[int, int]:
    """Least and greatest value of an integer type; bool counts as 0 and 1, what is no number as any word."""
    if kind == t.BOOL:
        return 0, 1
    if isinstance(kind, t.EnumType):
        return 0, 255
    if t.is_address(kind) or isinstance(kind, t.ContractType):
        return 0, 2**160 - 1
    sized = None if kind is t.NUMBER else t.integer(kind)
    if sized is None:
        return WORD
    signed, bits = sized
    return (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
