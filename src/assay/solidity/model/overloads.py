"""Which of several functions of one name a call means.

The compiler takes the only one to which all arguments convert implicitly. Where types are missing or code does not
compile nothing may fit, so the nearest is taken: by number of arguments, then by how well each agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function

_SAME, _CONVERTS, _UNKNOWN, _NO = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Argument:
    """What is passed: its type, its name when it is passed by name, and a literal's value."""

    type: t.Type
    name: str = ""
    number: Fraction | None = None
    literal: bool = False
    """A string or hex literal, which converts to `bytesN` and `string` alike."""


def choose(candidates: Sequence[Function], arguments: Sequence[Argument], receiver: t.Type | None = None) -> Function:
    """The best of `candidates`, of which there is at least one; ties keep their order.

    `receiver` is what an extension (a library or free function attached by `using for`) gets as first argument.
    """
    if len(candidates) == 1:
        return candidates[0]

    def fit(function: Function) -> tuple[bool, bool, int]:
        given = list(arguments)
        if receiver is not None and is_extension(function):
            given.insert(0, Argument(receiver, function.parameters[0].name if function.parameters else ""))
        ordered = _in_order(function, given)
        if ordered is None:
            return False, False, -abs(len(function.parameters) - len(given))
        scores = [_agreement(p.type, a) for p, a in zip(function.parameters, ordered, strict=True)]
        return True, _NO not in scores, sum(scores)

    return max(candidates, key=fit)


def is_extension(function: Function) -> bool:
    """Declared where `using for` can take functions from."""
    return function.contract is None or function.contract.kind == "library"


def _in_order(function: Function, given: Sequence[Argument]) -> list[Argument] | None:
    """The arguments as the function's parameters stand; None when their number or names do not match."""
    if len(function.parameters) != len(given):
        return None
    if not given or not given[-1].name:
        return list(given)
    named = {a.name: a for a in given}
    return [named[p.name] for p in function.parameters] if all(p.name in named for p in function.parameters) else None


def _agreement(wanted: t.Type, given: Argument) -> int:
    kind = given.type
    if wanted == kind:
        return _SAME
    if isinstance(kind, t.Unresolved) or isinstance(wanted, t.Unresolved):
        return _UNKNOWN
    return _CONVERTS if _converts(wanted, given) else _NO


def _converts(wanted: t.Type, given: Argument) -> bool:
    kind = given.type
    if kind is t.NUMBER:
        return _number_converts(wanted, given.number)
    match wanted, kind:
        case t.ContractType(base), t.ContractType(derived):
            return base in derived.linearized
        case t.FunctionPointer(), t.Functions(candidates):
            return any(_has_parameters(wanted, f) for f in candidates)
        case t.FunctionPointer(), t.FunctionPointer():
            return wanted.parameters == kind.parameters
        case t.Array(base, length), t.Array(other, given_length):
            return length == given_length and (base == other or _converts(base, Argument(other)))
    if t.is_address(wanted) and t.is_address(kind):
        return wanted == t.ADDRESS
    if given.literal:
        return wanted in (t.BYTES, t.STRING) or t.fixed_bytes(wanted) is not None
    if isinstance(wanted, t.ValueTypeType) or isinstance(kind, t.ValueTypeType):
        return False
    a, b = t.integer(wanted), t.integer(kind)
    if a and b:
        return a[0] == b[0] and a[1] >= b[1]
    one, other_bytes = t.fixed_bytes(wanted), t.fixed_bytes(kind)
    return one is not None and other_bytes is not None and one >= other_bytes


def _number_converts(wanted: t.Type, number: Fraction | None) -> bool:
    sized = t.integer(wanted)
    if sized is None or isinstance(wanted, t.ValueTypeType):
        return number == 0 and t.fixed_bytes(wanted) is not None
    return number is None or t.fits(number, sized)


def _has_parameters(wanted: t.FunctionPointer, function: Function) -> bool:
    return wanted.parameters == tuple(p.type for p in function.parameters)
