"""A function's graph: its body inside its modifiers, each inlined where its placeholder stands."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.ir.build import expressions, statements
from assay.solidity.ir.build.writer import Layer, Lowering, Writer
from assay.solidity.ir.graph import Block, Branch, Graph, Jump, Return
from assay.solidity.ir.values import Variable
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, Function, Parameter
from assay.solidity.model.expressions import Typer
from assay.solidity.syntax import nodes as syntax

CHECKED_SINCE = (0, 8, 0)
"""Arithmetic reverts on overflow from this compiler on."""

_LOWERING = Lowering(expressions.value_of, expressions.values_of, statements.lower)


def build(function: Function) -> Graph:
    """The graph of a function that has a body. Raises `BudgetExceeded` when it grows without measure."""
    body = function.node.body
    assert body is not None, f"{function.qualified} has no body"
    names = scope.Locals(hoisted=function.file.version < (0, 5, 0))
    for parameter in (*function.parameters, *function.returns):
        names.declare(parameter)
    entry, leave = Block(0), Block(1)
    returns = tuple(Variable(p) for p in function.returns)
    typer = Typer(function.file, function.contract, names)
    checked = function.file.version >= CHECKED_SINCE
    layer = Layer(function, typer, 0, checked, leave)
    w = Writer(_LOWERING, function, layer, entry, [entry, leave], returns)
    if function.node.problem:
        w.gaps.append(function.node.problem)
    applied: list[Function] = []
    _apply(w, function.node.invocations, body, layer, applied)
    w.go_on_in(leave)
    leave.end = Return(returns, function.node, function)
    return Graph(
        function,
        _in_reverse_post_order(entry),
        tuple(Variable(p) for p in function.parameters),
        returns,
        tuple(w.gaps),
        tuple(applied),
    )


def _apply(
    w: Writer, invocations: tuple[syntax.Invocation, ...], body: syntax.Block, own: Layer, applied: list[Function]
) -> None:
    """Lowers the outermost modifier around the rest, or the body itself when none is left."""
    if not invocations:
        after = w.new_block()
        own.after = after
        w.layer = own
        w.statement(body)
        w.go_on_in(after)
        return
    head, rest = invocations[0], invocations[1:]
    w.layer = own
    modifier = _modifier(own.typer, head)
    if modifier is None or modifier.node.body is None:
        _other_invocation(w, head, modifier)
        _apply(w, rest, body, own, applied)
        return
    applied.append(modifier)
    w.copies += 1
    names = scope.Locals(hoisted=modifier.file.version < (0, 5, 0))
    inner = Layer(
        modifier,
        Typer(modifier.file, modifier.contract, names),
        w.copies,
        modifier.file.version >= (0, 8, 0),
        w.new_block(),
    )
    for declared, argument in zip(modifier.parameters, head.arguments, strict=False):
        local = Parameter(declared.name, declared.node, declared.type, declared.location, "modifier")
        value = w.value(argument)
        names.declare(local)
        w.emit(op.Assign(head, own.body, Variable(local, inner.copy), value))

    def placeholder() -> None:
        loops, w.loops = w.loops, []
        _apply(w, rest, body, own, applied)
        w.loops = loops
        w.layer = inner

    inner.placeholder = placeholder
    w.layer = inner
    w.statement(modifier.node.body)
    w.go_on_in(inner.after)
    w.layer = own


def _modifier(typer: Typer, invocation: syntax.Invocation) -> Function | None:
    contract = typer.contract
    if contract is None:
        return None
    name = invocation.path[-1]
    owner: Contract = contract
    if len(invocation.path) > 1:
        named = scope.type_named(typer.file, contract, invocation.path[:-1])
        owner = named.contract if isinstance(named, t.ContractType) else contract
    return next((f for f in owner.members.get(name, ()) if f.kind == "modifier"), None)


def _other_invocation(w: Writer, head: syntax.Invocation, modifier: Function | None) -> None:
    """A base constructor, or a modifier whose body was not read: a gap, since what it checks is unknown."""
    typer = w.layer.typer
    arguments = tuple(w.value(a) for a in head.arguments)
    base = scope.type_named(typer.file, typer.contract, head.path)
    name = ".".join(head.path)
    if isinstance(base, t.ContractType):
        constructor = base.contract.constructor
        if constructor is not None and constructor.implemented:
            w.emit(op.InternalCall(head, w.layer.body, (), constructor, arguments, False))
        return
    if w.function.kind == "constructor" and modifier is None:
        w.gap(head, f"base constructor {name} was not read")
        return
    w.gap(head, f"modifier {name} was not read")
    w.emit(op.Opaque(head, w.layer.body, f"modifier {name} was not read", arguments))


def _in_reverse_post_order(entry: Block) -> tuple[Block, ...]:
    """Reachable blocks, numbered anew; empty blocks that only jump on are skipped."""
    order: list[Block] = []
    seen: set[int] = set()
    pending: list[tuple[Block, bool]] = [(entry, False)]
    while pending:
        block, done = pending.pop()
        if done:
            order.append(block)
        elif id(block) not in seen:
            seen.add(id(block))
            _skip_empty(block)
            pending.append((block, True))
            pending.extend((s, False) for s in reversed(block.successors) if id(s) not in seen)
    order.reverse()
    for number, block in enumerate(order):
        block.number = number
    for block in order:
        for successor in block.successors:
            successor.predecessors.append(block)
    return tuple(order)


def _skip_empty(block: Block) -> None:
    match block.end:
        case Jump(to):
            block.end.to = _onward(to)
        case Branch(yes=yes, no=no):
            block.end.yes, block.end.no = _onward(yes), _onward(no)


def _onward(block: Block) -> Block:
    """Follows empty jumps, at most 1,000 (an empty loop jumps to itself)."""
    for _ in range(1000):
        if block.operations or not isinstance(block.end, Jump):
            return block
        block = block.end.to
    return block
