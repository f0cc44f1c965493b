"""Inline assembly to the same operations: storage, calls, control flow and arithmetic; memory is not followed."""

from __future__ import annotations

from dataclasses import dataclass, field

from assay.core.errors import BudgetExceeded
from assay.solidity.ir import operations as op
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.graph import Block
from assay.solidity.ir.values import Constant, Environment, Nothing, Place, Slot, Value, Variable
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter, StateVariable
from assay.solidity.syntax import nodes as syntax

_OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "sdiv": "/", "mod": "%", "smod": "%", "exp": "**",
    "lt": "<", "gt": ">", "slt": "<", "sgt": ">", "eq": "==", "and": "&", "or": "|", "xor": "^",
}  # fmt: skip
_SHIFTS = {"shl": "<<", "shr": ">>", "sar": ">>"}
_ENVIRONMENT = {
    "caller": "msg.sender", "callvalue": "msg.value", "origin": "tx.origin", "timestamp": "block.timestamp",
    "number": "block.number", "coinbase": "block.coinbase", "difficulty": "block.difficulty",
    "prevrandao": "block.difficulty", "gasprice": "tx.gasprice", "gaslimit": "block.gaslimit",
    "chainid": "block.chainid", "basefee": "block.basefee", "address": "this",
}  # fmt: skip
_CALLS = {"call": 2, "callcode": 2, "delegatecall": None, "staticcall": None}
"""Each with the position of the value it sends."""
_INLINE_DEPTH = 16


@dataclass(slots=True)
class _Yul:
    """Names that the assembly block declares."""

    w: Writer
    names: list[dict[str, Variable]] = field(default_factory=lambda: [{}])
    functions: list[dict[str, syntax.YulFunction]] = field(default_factory=lambda: [{}])
    leave: list[Block] = field(default_factory=list)
    running: list[syntax.YulFunction] = field(default_factory=list)
    """Functions that are being inlined, outermost first."""

    def find(self, name: str) -> Variable | None:
        return next((block[name] for block in reversed(self.names) if name in block), None)

    def declare(self, name: str) -> Variable:
        variable = Variable(Parameter(name, None, t.UINT, "", "yul"))
        self.names[-1][name] = variable
        return variable


def lower(w: Writer, body: syntax.YulBlock) -> None:
    """Writes an assembly block."""
    _block(_Yul(w), body)


def _block(y: _Yul, node: syntax.YulBlock) -> None:
    y.names.append({})
    y.functions.append({s.name: s for s in node.statements if isinstance(s, syntax.YulFunction)})
    for statement in node.statements:
        _statement(y, statement)
    y.functions.pop()
    y.names.pop()


def _statement(y: _Yul, node: syntax.YulStatement) -> None:
    w = y.w
    match node:
        case syntax.YulBlock():
            _block(y, node)
        case syntax.YulLet(names=names, value=value):
            values = _values(y, value) if value is not None else (Constant("0", t.UINT),) * len(names)
            for name, got in zip(names, values, strict=False):
                w.emit(op.Assign(node, w.layer.body, y.declare(name), got))
        case syntax.YulAssign(names=names, value=value):
            for name, got in zip(names, _values(y, value), strict=False):
                _assign(y, node, name, got)
        case syntax.YulEvaluate(call=call):
            _values(y, call)
        case syntax.YulIf(condition=condition, body=body):
            yes, after = w.new_block(), w.new_block()
            w.branch(_value(y, condition), node.condition, yes, after)
            w.block = yes
            _block(y, body)
            w.go_on_in(after)
        case syntax.YulSwitch():
            _switch(y, node)
        case syntax.YulFor():
            _for(y, node)
        case syntax.YulFunction():
            pass
        case syntax.YulJump(kind="leave"):
            if y.leave:
                w.jump(y.leave[-1])
        case syntax.YulJump(kind=kind):
            if w.loops:
                w.jump(w.loops[-1][0 if kind == "break" else 1])
        case syntax.YulUnparsed(because=because):
            w.gap(node, because)
            w.emit(op.Opaque(node, w.layer.body, because))


def _switch(y: _Yul, node: syntax.YulSwitch) -> None:
    w = y.w
    value = _value(y, node.value)
    after = w.new_block()
    for label, body in node.cases:
        if label is None:
            _block(y, body)
            break
        here, other = w.new_block(), w.new_block()
        same = w.temporary(t.BOOL)
        w.emit(op.Arithmetic(label, w.layer.body, same, "==", value, _literal(label), False))
        w.branch(same, label, here, other, "switch")
        w.block = here
        _block(y, body)
        w.jump(after)
        w.block = other
    w.go_on_in(after)


def _for(y: _Yul, node: syntax.YulFor) -> None:
    w = y.w
    y.names.append({})
    for statement in node.init.statements:
        _statement(y, statement)
    test, body, update, after = (w.new_block() for _ in range(4))
    w.go_on_in(test)
    w.branch(_value(y, node.condition), node.condition, body, after, "loop")
    w.block = body
    w.loops.append((after, update))
    _block(y, node.body)
    w.loops.pop()
    w.go_on_in(update)
    _block(y, node.update)
    w.jump(test)
    w.block = after
    y.names.pop()


def _literal(node: syntax.YulLiteral) -> Constant:
    text = node.text
    try:
        return Constant(str(int(text, 16) if text[:2] == "0x" else int(text)), t.UINT)
    except ValueError:
        return Constant(text, t.UINT)


def _value(y: _Yul, node: syntax.YulExpression) -> Value:
    found = _values(y, node)
    return found[0] if found else Nothing("the assembly call returns nothing", t.VOID)


def _values(y: _Yul, node: syntax.YulExpression) -> tuple[Value, ...]:
    match node:
        case syntax.YulLiteral():
            return (_literal(node),)
        case syntax.YulName(name=name):
            return (_name(y, node, name),)
        case syntax.YulCall():
            return _call(y, node)


def _outside(y: _Yul, name: str) -> tuple[Variable | StateVariable | None, str]:
    """The Solidity variable that a Yul name means, and its suffix (`slot`, `offset`, `length`)."""
    base, dot, suffix = name.partition(".")
    if not dot:
        for old in ("_slot", "_offset"):
            if name.endswith(old):
                base, suffix = name.removesuffix(old), old[1:]
    for candidate, rest in ((name, ""), (base, suffix)):
        local = y.w.layer.typer.locals.find(candidate)
        if local is not None:
            return y.w.variable(local), rest
        declared = scope.resolve(y.w.layer.typer.file, y.w.layer.typer.contract, candidate)
        if isinstance(declared, StateVariable):
            return declared, rest
    return None, ""


def _name(y: _Yul, node: syntax.Node, name: str) -> Value:
    local = y.find(name)
    if local is not None:
        return local
    outside, suffix = _outside(y, name)
    if isinstance(outside, Variable):
        return outside
    if isinstance(outside, StateVariable):
        if suffix:
            return Constant(f"{outside.name}.{suffix}", t.UINT)
        target = y.w.temporary(outside.type)
        y.w.emit(op.Load(node, y.w.layer.body, target, Place(outside)))
        return target
    return Nothing(f"{name} is not declared in the assembly", t.UINT)


def _assign(y: _Yul, node: syntax.Node, name: str, value: Value) -> None:
    target = y.find(name)
    if target is None:
        outside, _ = _outside(y, name)
        target = outside if isinstance(outside, Variable) else None
    if target is not None:
        y.w.references.pop(target, None)
        y.w.emit(op.Assign(node, y.w.layer.body, target, value))


def _slot(y: _Yul, node: syntax.YulExpression, value: Value) -> Place:
    """The state variable that `x.slot` names, or the slot as it is computed."""
    if isinstance(node, syntax.YulName):
        outside, suffix = _outside(y, node.name)
        if isinstance(outside, StateVariable) and (suffix == "slot" or outside.node.constant):
            return Place(outside) if suffix == "slot" else Place(Slot(Constant(outside.name, t.UINT)))
    return Place(Slot(value))


def _call(y: _Yul, node: syntax.YulCall) -> tuple[Value, ...]:
    w, name = y.w, node.function
    own = next((block[name] for block in reversed(y.functions) if name in block), None)
    # Yul evaluates arguments right to left
    arguments = tuple(reversed([_value(y, a) for a in reversed(node.arguments)]))
    if own is not None:
        return _inline(y, node, own, arguments)
    if name in _ENVIRONMENT and not arguments:
        return (Environment(_ENVIRONMENT[name], t.ADDRESS if name in ("caller", "origin", "address") else t.UINT),)
    if name in _CALLS:
        return _external(y, node, name, arguments)
    match name, arguments:
        case "sload" | "tload", (slot,):
            target = w.temporary(t.UINT)
            w.emit(op.Load(node, w.layer.body, target, _slot(y, node.arguments[0], slot)))
            return (target,)
        case "sstore" | "tstore", (slot, value):
            w.emit(op.Store(node, w.layer.body, _slot(y, node.arguments[0], slot), value))
            return ()
        case (("create" | "create2"), (value, *rest)):
            target = w.temporary(t.ADDRESS)
            w.emit(op.Create(node, w.layer.body, target, None, tuple(rest), value))
            return (target,)
        case "selfdestruct", (beneficiary,):
            w.emit(op.SelfDestruct(node, w.layer.body, beneficiary))
            w.stop(node)
            return ()
        case (("revert" | "invalid"), _):
            w.revert(node)
            return ()
        case (("return" | "stop"), _):
            w.stop(node)
            return ()
        case "iszero", (value,):
            return _negate(y, node, "!", value)
        case "not", (value,):
            return _negate(y, node, "~", value)
    if name in _OPERATORS and len(arguments) == 2:
        return _arithmetic(y, node, _OPERATORS[name], arguments[0], arguments[1])
    if name in _SHIFTS and len(arguments) == 2:
        return _arithmetic(y, node, _SHIFTS[name], arguments[1], arguments[0])
    target = w.temporary(t.UINT)
    w.emit(op.Compute(node, w.layer.body, (target,), f"yul.{name}", arguments))
    return (target,)


def _negate(y: _Yul, node: syntax.Node, operator: str, value: Value) -> tuple[Value, ...]:
    target = y.w.temporary(t.BOOL if operator == "!" else t.UINT)
    y.w.emit(op.Negate(node, y.w.layer.body, target, operator, value))
    return (target,)


def _arithmetic(y: _Yul, node: syntax.Node, operator: str, left: Value, right: Value) -> tuple[Value, ...]:
    target = y.w.temporary(t.BOOL if operator in ("<", ">", "==") else t.UINT)
    y.w.emit(op.Arithmetic(node, y.w.layer.body, target, operator, left, right, False))
    return (target,)


def _external(y: _Yul, node: syntax.YulCall, name: str, arguments: tuple[Value, ...]) -> tuple[Value, ...]:
    if len(arguments) < 6:
        return (Nothing("a call with too few arguments", t.BOOL),)
    position = _CALLS[name]
    value = arguments[position] if position is not None else None
    target = y.w.temporary(t.BOOL)
    y.w.emit(
        op.ExternalCall(
            node, y.w.layer.body, (target,), name, arguments[1], "", None, None, None, (), value, arguments[0]
        )
    )
    return (target,)


def _inline(
    y: _Yul, node: syntax.YulCall, function: syntax.YulFunction, arguments: tuple[Value, ...]
) -> tuple[Value, ...]:
    """A Yul function is written where it is called; recursion ends as a gap."""
    w = y.w
    if function in y.running:
        because = f"assembly function {function.name} calls itself"
        results = tuple(w.temporary(t.UINT) for _ in function.returns)
        w.gap(node, because)
        w.emit(op.Opaque(node, w.layer.body, because, arguments, results))
        return results
    if len(y.leave) >= _INLINE_DEPTH:
        raise BudgetExceeded(f"assembly functions call each other deeper than {_INLINE_DEPTH}")
    y.names.append({})
    for name, value in zip(function.parameters, arguments, strict=False):
        w.emit(op.Assign(node, w.layer.body, y.declare(name), value))
    returns = tuple(y.declare(name) for name in function.returns)
    for variable in returns:
        w.emit(op.Assign(node, w.layer.body, variable, Constant("0", t.UINT)))
    after = w.new_block()
    y.leave.append(after)
    y.running.append(function)
    _block(y, function.body)
    y.running.pop()
    y.leave.pop()
    w.go_on_in(after)
    y.names.pop()
    return returns
