"""Constant expressions: what a constant state variable holds."""

from __future__ import annotations

from assay.solidity.ir.build.numbers import bound, fold, literal
from assay.solidity.ir.values import Constant
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable
from assay.solidity.syntax import nodes as syntax

_DEPTH = 12


def constant_number(variable: StateVariable) -> int | None:
    """The integer that a constant is declared with; None when it is no constant or not followed."""
    if not variable.node.constant or variable.node.value is None:
        return None
    found = _value(variable.node.value, variable, _DEPTH)
    return None if found is None else found.number


def _value(node: syntax.Expression, variable: StateVariable, depth: int) -> Constant | None:
    if depth == 0:
        return None
    match node:
        case syntax.Literal(kind="number"):
            return literal(node, t.NUMBER)
        case syntax.Binary(operator=operator, left=left, right=right):
            one, other = _value(left, variable, depth - 1), _value(right, variable, depth - 1)
            number = None if one is None or other is None else fold(operator, one, other)
            return None if number is None else Constant(str(number), t.NUMBER)
        case syntax.Call(function=syntax.TypeExpression(), arguments=(inner,)):
            return _value(inner, variable, depth - 1)
        case syntax.Member(
            base=syntax.Call(arguments=(syntax.TypeExpression(type=kind),)), name="max" | "min" as which
        ):
            return bound(scope.type_of(kind, variable.file, variable.contract), which)
        case syntax.Identifier(name=name):
            named = scope.resolve(variable.file, variable.contract, name)
            if isinstance(named, StateVariable) and named.node.constant and named.node.value is not None:
                return _value(named.node.value, named, depth - 1)
    return None
