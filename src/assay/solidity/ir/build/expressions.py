"""Expressions to operations: left to right, as solc's IR code generator has it; in assignments the right side first."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.ir.build import calls, conditions, numbers
from assay.solidity.ir.build.places import follow, lives_in_storage, place_of
from assay.solidity.ir.build.several import as_many
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.values import Constant, Environment, Nothing, Place, Value, Variable
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax

_ENVIRONMENT = frozenset({"msg", "tx", "block"})
_DIFFICULTY = {"prevrandao": "difficulty"}
"""Same opcode, two names."""


def values_of(w: Writer, node: syntax.Expression) -> tuple[Value, ...]:
    """All values of a tuple or of a call with several results."""
    if isinstance(node, syntax.TupleExpression):
        nothing = Nothing("left out", t.Unresolved("left out"))
        return tuple(nothing if i is None else value_of(w, i) for i in node.items)
    if isinstance(node, syntax.Call):
        return calls.lower(w, node)
    kind = w.layer.typer.type_of(node)
    if isinstance(node, syntax.Conditional) and isinstance(kind, t.Tuple):
        return _choice(w, node, kind.items)
    return (value_of(w, node),)


def value_of(w: Writer, node: syntax.Expression) -> Value:
    """The value of an expression; calls with no or several results give their first or a `Nothing`."""
    kind = w.layer.typer.type_of(node)
    match node:
        case syntax.Literal():
            return numbers.literal(node, kind)
        case syntax.Identifier():
            return _identifier(w, node, kind)
        case syntax.Member():
            return _member(w, node, kind)
        case syntax.Index() | syntax.Slice():
            return _element(w, node, kind)
        case syntax.Call():
            results = calls.lower(w, node)
            return results[0] if results else Nothing("the call returns nothing", t.VOID)
        case syntax.Assignment():
            return _assignment(w, node, kind)
        case syntax.Unary():
            return _unary(w, node, kind)
        case syntax.Binary():
            return _binary(w, node, kind)
        case syntax.Conditional():
            return _conditional(w, node, kind)
        case syntax.TupleExpression(items=items) | syntax.ArrayLiteral(items=items):
            parts = tuple(value_of(w, i) for i in items if i is not None)
            return _compute(w, node, "literal", parts, kind)
        case syntax.TypeExpression() | syntax.New():
            return Constant(str(kind), kind)
        case syntax.UnparsedExpression(because=because):
            w.gap(node, because)
            return Nothing(because, kind)


def _read(w: Writer, node: syntax.Expression, place: Place | Variable | None, kind: t.Type) -> Value:
    """The value of `node`, which lives at `place`."""
    if isinstance(place, Variable):
        bound = w.references.get(place)
        return _load(w, node, bound, kind) if bound is not None else place
    return _load(w, node, place, kind) if place is not None else value_of(w, node)


def _identifier(w: Writer, node: syntax.Identifier, kind: t.Type) -> Value:
    place = place_of(w, node)
    if place is not None:
        return _read(w, node, place, kind)
    if node.name == "this":
        return Environment("this", kind)
    if node.name == "now":
        return Environment("block.timestamp", t.UINT)
    if isinstance(kind, t.Unresolved):
        return Nothing(kind.because, kind)
    return Constant(node.name, kind)


def _member(w: Writer, node: syntax.Member, kind: t.Type) -> Value:
    owner = w.layer.typer.type_of(node.base)
    match owner:
        case t.Builtin(name) if name in _ENVIRONMENT and kind != t.Builtin("blockhash"):
            return Environment(f"{name}.{_DIFFICULTY.get(node.name, node.name)}", kind)
        case t.Meta(t.Meta(described)):
            return numbers.bound(described, node.name) or Constant(w.layer.body.file.text(node)[:200], kind)
        case t.Meta(t.EnumType()):
            return Constant(f"{owner.type}.{node.name}", kind)
    if isinstance(kind, t.Functions | t.Builtin):
        if isinstance(kind, t.Functions) and kind.bound:
            value_of(w, node.base)
        return Constant(node.name, kind)
    place = place_of(w, node)
    if isinstance(place, Place):
        return _load(w, node, place, kind)
    return _compute(w, node, f"member.{node.name}", (value_of(w, node.base),), kind)


def _element(w: Writer, node: syntax.Index | syntax.Slice, kind: t.Type) -> Value:
    if isinstance(node, syntax.Index):
        if isinstance(kind, t.Meta) or node.index is None:
            return Constant(str(kind), kind)
        place = place_of(w, node)
        if isinstance(place, Place):
            return _load(w, node, place, kind)
        return _compute(w, node, "index", (value_of(w, node.base), value_of(w, node.index)), kind)
    bounds = tuple(value_of(w, b) for b in (node.base, node.low, node.high) if b is not None)
    return _compute(w, node, "slice", bounds, kind)


def _load(w: Writer, node: syntax.Expression, place: Place, kind: t.Type) -> Value:
    state = place.state
    if state is not None and state.node.constant and not place.path and isinstance(state.node.value, syntax.Literal):
        return numbers.literal(state.node.value, kind)
    target = w.temporary(kind)
    w.emit(op.Load(node, w.layer.body, target, place))
    return target


def _compute(w: Writer, node: syntax.Node, name: str, arguments: tuple[Value, ...], kind: t.Type) -> Value:
    target = w.temporary(kind)
    w.emit(op.Compute(node, w.layer.body, (target,), name, arguments))
    return target


def _assignment(w: Writer, node: syntax.Assignment, kind: t.Type) -> Value:
    if isinstance(node.left, syntax.TupleExpression):
        return _tuple_assignment(w, node, node.left)
    if node.operator == "=" and _rebinds(w, node):
        return value_of(w, node.left)
    value = value_of(w, node.right)
    place = place_of(w, node.left)
    if node.operator != "=":
        before = _read(w, node.left, place, kind)
        value = _arithmetic(w, node, node.operator[:-1], before, value, kind)
    write(w, node, place, value, node.operator)
    return value


def _tuple_assignment(w: Writer, node: syntax.Assignment, left: syntax.TupleExpression) -> Value:
    typed = w.layer.typer.type_of
    kinds = [t.Unresolved("left out") if i is None else typed(i) for i in left.items]
    right = as_many(w, values_of(w, node.right), kinds)
    named = {i.name for i in left.items if isinstance(i, syntax.Identifier)}
    # `(a, b) = (b, a)`: what is written on the way must not be read after it
    kept = (_copy(w, node, v) if isinstance(v, Variable) and v.name in named else v for v in right)
    padded = (*kept, *(Nothing("not returned", t.Unresolved("")) for _ in left.items))
    for target, value in zip(left.items, padded, strict=False):
        if target is not None:
            assign(w, node, target, value, "=")
    return right[0] if right else Nothing("empty tuple", t.VOID)


def _copy(w: Writer, node: syntax.Node, value: Variable) -> Value:
    kept = w.temporary(value.type)
    w.emit(op.Assign(node, w.layer.body, kept, value))
    return kept


def _rebinds(w: Writer, node: syntax.Assignment) -> bool:
    """`u = users[id]` on a storage reference moves the reference and writes no storage."""
    target = place_of(w, node.left) if isinstance(node.left, syntax.Identifier) else None
    if not isinstance(target, Variable) or not lives_in_storage(w, target.declaration):
        return False
    source = place_of(w, node.right)
    if isinstance(source, Variable):
        source = follow(w, source)
    if source is None:
        return False
    w.references.pop(target, None)
    w.emit(op.Refer(node, w.layer.body, target, source))
    return True


def assign(w: Writer, node: syntax.Node, target: syntax.Expression, value: Value, operator: str) -> None:
    """Writes `value` to the local or place that `target` names."""
    write(w, node, place_of(w, target), value, operator)


def write(w: Writer, node: syntax.Node, place: Place | Variable | None, value: Value, operator: str) -> None:
    """Writes `value` where `place_of` found that a target lives."""
    match place:
        case Variable():
            if place in w.references:
                w.emit(op.Store(node, w.layer.body, w.references[place], value, operator))
            else:
                w.emit(op.Assign(node, w.layer.body, place, value))
        case Place():
            w.emit(op.Store(node, w.layer.body, place, value, operator))
        case None:
            w.emit(op.Opaque(node, w.layer.body, "assigns to something that is not followed", (value,)))


def _unary(w: Writer, node: syntax.Unary, kind: t.Type) -> Value:
    if node.operator == "delete":
        place = place_of(w, node.operand)
        nothing = Constant("0", kind)
        write(w, node, place, nothing, "delete")
        return nothing
    if node.operator in ("++", "--"):
        return _step(w, node, kind)
    value = value_of(w, node.operand)
    if node.operator == "-" and isinstance(value, Constant) and value.number is not None:
        return Constant(str(-value.number), kind)
    if node.operator == "+":
        return value
    target = w.temporary(kind)
    w.emit(op.Negate(node, w.layer.body, target, node.operator, value))
    return target


def _step(w: Writer, node: syntax.Unary, kind: t.Type) -> Value:
    place = place_of(w, node.operand)
    before = _read(w, node.operand, place, kind)
    after = _arithmetic(w, node, node.operator[0], before, Constant("1", kind), kind)
    if not node.prefix and isinstance(before, Variable):
        before = _copy(w, node, before)
    write(w, node, place, after, node.operator)
    return after if node.prefix else before


def _arithmetic(w: Writer, node: syntax.Node, operator: str, left: Value, right: Value, kind: t.Type) -> Value:
    if isinstance(left, Constant) and isinstance(right, Constant):
        folded = numbers.fold(operator, left, right)
        if folded is not None:
            return Constant(str(folded), kind)
    target = w.temporary(kind)
    w.emit(op.Arithmetic(node, w.layer.body, target, operator, left, right, w.layer.checked))
    return target


def _binary(w: Writer, node: syntax.Binary, kind: t.Type) -> Value:
    if node.operator not in ("&&", "||"):
        left = value_of(w, node.left)
        return _arithmetic(w, node, node.operator, left, value_of(w, node.right), kind)
    result = w.temporary(t.BOOL)
    right, short, after = w.new_block(), w.new_block(), w.new_block()
    decided = Constant("true" if node.operator == "||" else "false", t.BOOL)
    yes, no = (short, right) if node.operator == "||" else (right, short)
    w.branch(value_of(w, node.left), node.left, yes, no, "short")
    w.block = right
    w.emit(op.Assign(node, w.layer.body, result, value_of(w, node.right)))
    w.jump(after)
    w.block = short
    w.emit(op.Assign(node, w.layer.body, result, decided))
    w.go_on_in(after)
    return result


def _conditional(w: Writer, node: syntax.Conditional, kind: t.Type) -> Value:
    return _choice(w, node, (kind,))[0]


def _choice(w: Writer, node: syntax.Conditional, kinds: tuple[t.Type, ...]) -> tuple[Value, ...]:
    results = tuple(w.temporary(k) for k in kinds)
    yes, no, after = w.new_block(), w.new_block(), w.new_block()
    conditions.branch_on(w, node.condition, yes, no)
    for block, side in ((yes, node.yes), (no, node.no)):
        w.block = block
        values = (value_of(w, side),) if len(results) == 1 else values_of(w, side)
        for result, value in zip(results, values, strict=False):
            w.emit(op.Assign(side, w.layer.body, result, value))
        w.go_on_in(after) if side is node.no else w.jump(after)
    return results
