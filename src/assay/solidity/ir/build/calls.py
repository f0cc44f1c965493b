"""Calls to operations, by what the model says they mean."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.ir.build import numbers
from assay.solidity.ir.build.conditions import branch_on
from assay.solidity.ir.build.places import array_end, follow, place_of
from assay.solidity.ir.build.wrappers import wrapped
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.values import Constant, Environment, Field, Nothing, Place, Temporary, Value, Variable
from assay.solidity.model import published, targets
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter
from assay.solidity.syntax import nodes as syntax


def lower(w: Writer, node: syntax.Call, tried: bool = False) -> tuple[Value, ...]:
    """The call's results, none for one that returns nothing. `tried`: it is the call of a `try`."""
    target = w.layer.typer.target(node)
    match target:
        case targets.Internal():
            return _internal(w, node, target)
        case targets.External():
            return _external(w, node, target, tried)
        case targets.LowLevel():
            return _low_level(w, node, target)
        case targets.BuiltinCall():
            return _builtin(w, node, target)
        case targets.Cast(kind):
            return _cast(w, node, kind)
        case targets.StructLiteral(struct):
            return (_compute(w, node, f"struct.{struct.name}", _plain(w, node), t.StructType(struct)),)
        case targets.Creation(kind):
            return _creation(w, node, kind)
        case targets.Signal(name, is_event):
            arguments = _plain(w, node)
            if is_event:  # before 0.5 also without `emit`
                w.emit(op.Emit(node, w.layer.body, name, arguments))
            return ()
        case targets.Pointer(because, external):
            if external:
                return _through_pointer(w, node)
            if published.is_caller(node):
                return (Environment("msg.sender", t.PAYABLE),)
            results = wrapped(w, node)
            results = _checked(w, node) if results is None else results
            return _pointer(w, node, because) if results is None else results


def _plain(w: Writer, node: syntax.Call) -> tuple[Value, ...]:
    return tuple(w.value(a) for a in node.arguments)


def _ordered(node: syntax.Call, parameters: tuple[Parameter, ...]) -> tuple[syntax.Expression, ...]:
    """Arguments in the order of the parameters, also when they are named."""
    if not node.names:
        return node.arguments
    given = dict(zip(node.names, node.arguments, strict=True))
    return tuple(given[p.name] for p in parameters if p.name in given)


def _results(w: Writer, kinds: tuple[t.Type, ...]) -> tuple[Temporary, ...]:
    return tuple(w.temporary(k) for k in kinds)


def _internal(w: Writer, node: syntax.Call, target: targets.Internal) -> tuple[Value, ...]:
    function = target.function
    bound = 0 if target.receiver is None else 1
    written = _ordered(node, function.parameters[bound:])
    if target.receiver is not None:
        written = (target.receiver, *written)
    arguments: list[Value | Place] = []
    for position, argument in enumerate(written):
        declared = function.parameters[position] if position < len(function.parameters) else None
        arguments.append(_argument(w, argument, declared))
    results = _results(w, tuple(p.type for p in function.returns))
    w.emit(op.InternalCall(node, w.layer.body, results, function, tuple(arguments), target.virtual, target.is_super))
    return results


def _argument(w: Writer, node: syntax.Expression, declared: Parameter | None) -> Value | Place:
    """A storage reference is passed as the place it is, everything else by value."""
    by_reference = declared is not None and (declared.location == "storage" or isinstance(declared.type, t.Mapping))
    if by_reference:
        place = place_of(w, node)
        if isinstance(place, Variable):
            return follow(w, place)
        if place is not None:
            return place
    return w.value(node)


def _options(w: Writer, node: syntax.Call) -> dict[str, Value]:
    return {name: w.value(value) for name, value in node.options}


def _external(w: Writer, node: syntax.Call, target: targets.External, tried: bool) -> tuple[Value, ...]:
    receiver = w.value(target.receiver)
    function = target.function
    options = _options(w, node)
    arguments = tuple(
        w.value(a) for a in _ordered(node, function.parameters if function is not None else ()) or node.arguments
    )
    kinds = _returned(w, node, target)
    results = _results(w, kinds)
    w.emit(
        op.ExternalCall(
            node,
            w.layer.body,
            results,
            "library" if target.library else "high",
            receiver,
            target.name,
            target.contract,
            function,
            target.getter,
            arguments,
            options.get("value"),
            options.get("gas"),
            tried,
        )
    )
    return results


def _returned(w: Writer, node: syntax.Call, target: targets.External) -> tuple[t.Type, ...]:
    if target.function is not None:
        return tuple(p.type for p in target.function.returns)
    kind = w.layer.typer.type_of(node)
    return kind.items if isinstance(kind, t.Tuple) else (kind,)


def _low_level(w: Writer, node: syntax.Call, target: targets.LowLevel) -> tuple[Value, ...]:
    receiver = w.value(target.receiver)
    options = _options(w, node)
    arguments = _plain(w, node)
    value = options.get("value")
    if target.kind in ("send", "transfer"):
        value, arguments = (arguments[0] if arguments else None), ()
    kind = w.layer.typer.type_of(node)
    results = _results(w, kind.items if isinstance(kind, t.Tuple) else (kind,))
    w.emit(
        op.ExternalCall(
            node,
            w.layer.body,
            results,
            target.kind,
            receiver,
            "",
            None,
            None,
            None,
            arguments,
            value,
            options.get("gas"),
        )
    )
    return results


def _builtin(w: Writer, node: syntax.Call, target: targets.BuiltinCall) -> tuple[Value, ...]:
    name = target.name
    if name in ("require", "assert"):
        return _check(w, node, name)
    if name == "revert":
        _plain(w, node)
        w.revert(node, _message(node.arguments))
        return ()
    if name in ("selfdestruct", "suicide"):
        arguments = _plain(w, node)
        unknown = Nothing("no beneficiary", t.ADDRESS)
        w.emit(op.SelfDestruct(node, w.layer.body, arguments[0] if arguments else unknown))
        w.stop(node)
        return ()
    if name in ("array.push", "array.pop") and target.receiver is not None:
        return _array(w, node, target.receiver, name.removeprefix("array."))
    kind = w.layer.typer.type_of(node)
    if name == "type" or isinstance(kind, t.Meta):
        return (Constant(str(kind), kind),)
    if name == "abi.decode":
        arguments = tuple(w.value(a) for a in node.arguments[:1])
    elif name == "abi.encodeCall":
        arguments = tuple(v for a in node.arguments[1:] for v in w.values(a))
    else:
        arguments = _plain(w, node)
    results = _results(w, kind.items if isinstance(kind, t.Tuple) else (kind,))
    w.emit(op.Compute(node, w.layer.body, results, name, arguments))
    return results


def _check(w: Writer, node: syntax.Call, name: str) -> tuple[Value, ...]:
    """`require(c, …)` is a branch whose other side reverts."""
    if not node.arguments:
        return ()
    good, bad = w.new_block(), w.new_block()
    branch_on(w, node.arguments[0], good, bad, name)
    w.block = bad
    for argument in node.arguments[1:]:
        w.values(argument)
    w.revert(node, _message(node.arguments[1:]))
    w.block = good
    return ()


def _message(arguments: tuple[syntax.Expression, ...]) -> str:
    match arguments:
        case (syntax.Literal(kind="string" | "unicode", text=text), *_):
            return text[:200]
        case (syntax.Call(function=syntax.Identifier(name=name)), *_):
            return name
        case _:
            return ""


def _array(w: Writer, node: syntax.Call, receiver: syntax.Expression, what: str) -> tuple[Value, ...]:
    place = place_of(w, receiver)
    if isinstance(place, Variable):
        place = follow(w, place)
    value = w.value(node.arguments[0]) if node.arguments else Constant("0", t.UINT)
    if place is None:
        w.emit(op.Opaque(node, w.layer.body, f"{what} on something that is not followed", (value,)))
        return ()
    w.emit(op.Store(node, w.layer.body, array_end(place), value, what))
    if what == "push" and w.layer.typer.type_of(node) == t.UINT and node.arguments:
        length = w.temporary(t.UINT)  # before 0.6 push returns the new length
        w.emit(op.Load(node, w.layer.body, length, Place(place.root, (*place.path, Field("length")), place.storage)))
        return (length,)
    return ()


def _cast(w: Writer, node: syntax.Call, kind: t.Type) -> tuple[Value, ...]:
    if not node.arguments:
        return (Constant("", kind),)
    value = w.value(node.arguments[0])
    if isinstance(value, Constant) and value.number is not None and (t.is_address(kind) or t.integer(kind)):
        return (Constant(str(numbers.fitted(value.number, kind)), kind),)
    target = w.temporary(kind)
    w.emit(op.Convert(node, w.layer.body, target, value))
    return (target,)


def _compute(w: Writer, node: syntax.Node, name: str, arguments: tuple[Value, ...], kind: t.Type) -> Temporary:
    target = w.temporary(kind)
    w.emit(op.Compute(node, w.layer.body, (target,), name, arguments))
    return target


def _creation(w: Writer, node: syntax.Call, kind: t.Type) -> tuple[Value, ...]:
    if not isinstance(kind, t.ContractType | t.Unresolved):
        return (_compute(w, node, "new", _plain(w, node), kind),)
    options = _options(w, node)
    arguments = _plain(w, node)
    target = w.temporary(kind)
    contract = kind.contract if isinstance(kind, t.ContractType) else None
    w.emit(op.Create(node, w.layer.body, target, contract, arguments, options.get("value")))
    return (target,)


def _through_pointer(w: Writer, node: syntax.Call) -> tuple[Value, ...]:
    """A value of external function type holds the contract that is called, too."""
    receiver = w.value(node.function)
    options = _options(w, node)
    arguments = _plain(w, node)
    kind = w.layer.typer.type_of(node)
    results = _results(w, kind.items if isinstance(kind, t.Tuple) else (kind,))
    name = node.function.name if isinstance(node.function, syntax.Identifier | syntax.Member) else ""
    sent, gas = options.get("value"), options.get("gas")
    w.emit(op.ExternalCall(node, w.layer.body, results, "high", receiver, name, None, None, None, arguments, sent, gas))
    return results


def _checked(w: Writer, node: syntax.Call) -> tuple[Value, ...] | None:
    """`a.add(b)` of a SafeMath that was not read; None for anything else."""
    if not isinstance(node.function, syntax.Member) or not node.arguments:
        return None
    kind = w.layer.typer.type_of(node.function.base)
    operator = published.checked_operator(node.function.name, kind, len(node.arguments))
    if operator is None:
        return None
    left, right = w.value(node.function.base), w.value(node.arguments[0])
    target = w.temporary(kind)
    w.emit(op.Arithmetic(node, w.layer.body, target, operator, left, right, checked=True))
    return (target,)


def _pointer(w: Writer, node: syntax.Call, because: str) -> tuple[Value, ...]:
    arguments = _plain(w, node)
    kind = w.layer.typer.type_of(node)
    results = _results(w, kind.items if isinstance(kind, t.Tuple) else (kind,))
    w.gap(node, f"a call is not followed: {because}")
    w.emit(op.Opaque(node, w.layer.body, because, arguments, results))
    return results
