"""What a call means: a closed set of targets that the intermediate representation matches to the end."""

from __future__ import annotations

from dataclasses import dataclass

from assay.solidity.model.declarations import Contract, Function, StateVariable, Struct
from assay.solidity.model.types import Type
from assay.solidity.syntax import nodes as syntax


@dataclass(frozen=True, slots=True, eq=False)
class Internal:
    """Runs in this contract's own frame: own and inherited functions, internal library functions, free functions."""

    function: Function
    virtual: bool = True
    """A more derived contract may override it; False for `Base.f()`, libraries and free functions."""
    is_super: bool = False
    receiver: syntax.Expression | None = None
    """The first argument of a function attached by `using for`."""


@dataclass(frozen=True, slots=True, eq=False)
class External:
    """A message call to a contract through its interface, or a delegate call to a public library function."""

    receiver: syntax.Expression
    name: str
    contract: Contract | None
    """The static type of the receiver; None when it is not known."""
    function: Function | None = None
    getter: StateVariable | None = None
    library: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LowLevel:
    """A member of an address."""

    kind: str
    """`call`, `delegatecall`, `staticcall`, `callcode`, `send`, `transfer`."""
    receiver: syntax.Expression


@dataclass(frozen=True, slots=True, eq=False)
class BuiltinCall:
    """A function that the language defines."""

    name: str
    """`keccak256`, `abi.encodePacked`, `array.push`, `require`, `type`, …"""
    receiver: syntax.Expression | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """An explicit conversion."""

    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class StructLiteral:
    """`User(1, true)`."""

    struct: Struct


@dataclass(frozen=True, slots=True, eq=False)
class Creation:
    """`new C(…)`, `new uint256[](n)`."""

    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """An event or an error: `Transfer(…)` in `emit`, `Unauthorized(…)` in `revert` or `require`."""

    name: str
    is_event: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pointer:
    """A call through a function-typed value, or one that could not be resolved."""

    because: str
    external: bool = False


Target = Internal | External | LowLevel | BuiltinCall | Cast | StructLiteral | Creation | Signal | Pointer
