"""Types of expressions, compared by structure; declarations inside them compare by identity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.solidity.model.declarations import Contract, Enum, File, Function, Struct, ValueType

_INTEGER = re.compile(r"(u?)int(\d*)\Z")
_FIXED_BYTES = re.compile(r"bytes(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Elementary:
    """`uint256`, `address payable`, `bytes32`, `string`, or `number` for a literal that has no type yet."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ContractType:
    """An instance of a contract, an interface or a library."""

    contract: Contract

    def __str__(self) -> str:
        return self.contract.name


@dataclass(frozen=True, slots=True)
class StructType:
    """A struct, wherever it lives."""

    struct: Struct

    def __str__(self) -> str:
        return self.struct.name


@dataclass(frozen=True, slots=True)
class EnumType:
    """An enum and its members."""

    enum: Enum

    def __str__(self) -> str:
        return self.enum.name


@dataclass(frozen=True, slots=True)
class ValueTypeType:
    """A user-defined value type."""

    definition: ValueType

    def __str__(self) -> str:
        return self.definition.name


@dataclass(frozen=True, slots=True)
class Mapping:
    """Only in storage."""

    key: Type
    value: Type

    def __str__(self) -> str:
        return f"mapping({self.key}=>{self.value})"


@dataclass(frozen=True, slots=True)
class Array:
    """Of fixed or dynamic length."""

    base: Type
    length: int | None
    """None for a dynamic array, and for a length that could not be evaluated `-1`."""

    def __str__(self) -> str:
        return f"{self.base}[{'' if self.length is None else self.length}]"


@dataclass(frozen=True, slots=True)
class FunctionPointer:
    """A value of function type; also the getter that a public variable stands for."""

    parameters: tuple[Type, ...]
    returns: tuple[Type, ...]
    external: bool

    def __str__(self) -> str:
        return f"function({','.join(map(str, self.parameters))})"


@dataclass(frozen=True, slots=True)
class Tuple:
    """Several values; empty for a call that returns nothing."""

    items: tuple[Type, ...]

    def __str__(self) -> str:
        return f"({','.join(map(str, self.items))})"


@dataclass(frozen=True, slots=True)
class Meta:
    """A type used as an expression: `uint256`, `IERC20`, `Lib`, `Struct`."""

    type: Type

    def __str__(self) -> str:
        return f"type({self.type})"


@dataclass(frozen=True, slots=True)
class Functions:
    """A name that stands for one or more functions, before a call picks one."""

    candidates: tuple[Function, ...]
    is_super: bool = False
    bound: bool = False
    """Attached by `using for`, or a member of a contract instance: the base is an argument or a callee."""

    def __str__(self) -> str:
        return self.candidates[0].name


@dataclass(frozen=True, slots=True)
class Module:
    """`import "x" as X`."""

    file: File

    def __str__(self) -> str:
        return self.file.path


@dataclass(frozen=True, slots=True)
class Builtin:
    """A name that the language defines: `msg`, `abi`, `keccak256`, `abi.encode`, `address.call`."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Not known: a missing import, code that does not compile, a construct we do not follow."""

    because: str

    def __str__(self) -> str:
        return "?"


Type = (
    Elementary
    | ContractType
    | StructType
    | EnumType
    | ValueTypeType
    | Mapping
    | Array
    | FunctionPointer
    | Tuple
    | Meta
    | Functions
    | Module
    | Builtin
    | Unresolved
)

UINT = Elementary("uint256")
INT = Elementary("int256")
BOOL = Elementary("bool")
ADDRESS = Elementary("address")
PAYABLE = Elementary("address payable")
BYTES32 = Elementary("bytes32")
BYTES = Elementary("bytes")
STRING = Elementary("string")
NUMBER = Elementary("number")
"""A number literal whose type is not fixed yet."""
VOID = Tuple(())


def integer(kind: Type) -> tuple[bool, int] | None:
    """(signed, bits) of an integer type, else None. Number literals and value types count as what they hold."""
    if isinstance(kind, ValueTypeType):
        kind = kind.definition.underlying
    if isinstance(kind, Elementary):
        found = _INTEGER.match(kind.name)
        if found:
            return not found[1], int(found[2] or 256)
        if kind is NUMBER:
            return False, 256
    return None


def fits(number: Fraction, sized: tuple[bool, int]) -> bool:
    """Whether a whole number is one of an integer type's values."""
    signed, bits = sized
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1)) if signed else (0, 2**bits)
    return number.denominator == 1 and low <= number < high


def wider(first: Type, second: Type) -> Type:
    """The common type of two values: the integer or byte string with more bits, else what is known of the two."""
    a, b = integer(first), integer(second)
    if a and b and not isinstance(second, ValueTypeType):
        return second if b[1] > a[1] else first
    one, other = fixed_bytes(first), fixed_bytes(second)
    if one and other:
        return second if other > one else first
    return second if isinstance(first, Unresolved) else first


def fixed_bytes(kind: Type) -> int | None:
    """N of `bytesN`; None for any other type."""
    found = _FIXED_BYTES.match(kind.name) if isinstance(kind, Elementary) else None
    return int(found[1]) if found else None


def is_address(kind: Type) -> bool:
    """`address` or `address payable`."""
    return isinstance(kind, Elementary) and kind.name in ("address", "address payable")


def is_reference(kind: Type) -> bool:
    """Lives behind a data location: arrays, structs, mappings, `bytes` and `string`."""
    return isinstance(kind, Mapping | Array | StructType) or kind in (BYTES, STRING)


def is_dynamic(kind: Type) -> bool:
    """Of a length that is only known at run time, as `abi.encodePacked` sees it."""
    return kind in (BYTES, STRING) or (isinstance(kind, Array) and kind.length is None)
