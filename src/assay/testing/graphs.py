"""A function's graph as text, compact enough to stand whole in a test."""

from collections.abc import Iterable

from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch, Graph, Jump, Return, Revert, Stop, Terminator
from assay.solidity.ir.values import Constant, Place, Temporary, Value, Variable
from assay.solidity.model import types as t


def printed(graph: Graph) -> str:
    """A line for each operation and each block's end; blocks by number, the entry first.

    `=` defines a temporary or local, `<-` writes to a place in storage or memory, `->` moves a reference; a trailing
    `wraps` marks arithmetic that is not checked.
    """
    lines = []
    for block in graph.blocks:
        lines.append(f"{block.number}:")
        lines += [f"  {_operation(operation)}" for operation in block.operations]
        lines.append(f"  {_end(block.end)}")
    lines += [f"gap: {gap}" for gap in graph.gaps]
    return "\n".join(lines)


def _operation(operation: op.AnyOperation) -> str:
    match operation:
        case op.Assign(target=target, value=value):
            return f"{target} = {value}"
        case op.Convert(target=target, value=value):
            return f"{target} = {target.type}({value})"
        case op.Arithmetic(target=target, operator=operator, left=left, right=right, checked=checked):
            wraps = "" if checked or operator not in ("+", "-", "*", "**") else " wraps"
            return f"{target} = {left} {operator} {right}{wraps}"
        case op.Negate(target=target, operator=operator, value=value):
            return f"{target} = {operator}{value}"
        case op.Load(target=target, place=place):
            return f"{target} = load {_place(place)}"
        case op.Store(place=place, operator=operator, value=value):
            return f"{_place(place)} <- {value}{'' if operator == '=' else f' ({operator})'}"
        case op.Refer(target=target, place=place):
            return f"{target} -> {_place(place)}"
        case op.Emit(event=event, arguments=arguments):
            return f"emit {event}({_list(arguments)})"
        case op.SelfDestruct(beneficiary=beneficiary):
            return f"selfdestruct({beneficiary})"
        case _:
            return _results(operation.outputs) + _call(operation)


def _call(
    operation: op.InternalCall | op.ExternalCall | op.Create | op.Compute | op.Opaque,
) -> str:
    match operation:
        case op.InternalCall(function=function, arguments=arguments, virtual=virtual, is_super=is_super):
            how = "super " if is_super else "" if virtual else "exactly "
            return f"call {how}{function.qualified}({_list(arguments)})"
        case op.ExternalCall(kind=kind, receiver=receiver, name=name, arguments=arguments):
            options = [
                f" {word} {v}" for word, v in (("value", operation.value), ("gas", operation.gas)) if v is not None
            ]
            flags = [f" {word}" for word in ("tried", "discarded") if getattr(operation, word)]
            called = f"{receiver}.{name}" if name else str(receiver)
            return f"{kind} {called}({_list(arguments)}){''.join((*options, *flags))}"
        case op.Create(contract=contract, arguments=arguments, value=value):
            sent = f" value {value}" if value is not None else ""
            return f"create {contract.name if contract else '?'}({_list(arguments)}){sent}"
        case op.Compute(name=name, arguments=arguments):
            return f"{name}({_list(arguments)})"
        case op.Opaque(because=because, arguments=arguments):
            return f"opaque ({because}) of ({_list(arguments)})"


def _end(end: Terminator | None) -> str:
    match end:
        case Jump(to):
            return f"goto {to.number}"
        case Branch(condition=condition, yes=yes, no=no, kind=kind):
            return f"{kind} {condition} ? {yes.number} : {no.number}"
        case Return(values=values):
            return f"return {_list(values)}".rstrip()
        case Revert(error=error):
            return f"revert {error}".rstrip()
        case Stop():
            return "stop"
        case None:
            return "no end"


def _place(place: Place) -> str:
    return str(place) if place.storage else f"memory {place}"


def _results(targets: Iterable[Variable | Temporary]) -> str:
    written = _list(targets)
    return f"{written} = " if written else ""


def _list(values: Iterable[Value | Place]) -> str:
    return ", ".join(map(_value, values))


def _value(value: Value | Place) -> str:
    if isinstance(value, Place):
        return f"&{value}"
    text = isinstance(value, Constant) and value.type in (t.STRING, t.BYTES)
    return f'"{value}"' if text else str(value)
