"""Statements to blocks."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.ir.build import calls, yul
from assay.solidity.ir.build.conditions import branch_on
from assay.solidity.ir.build.places import follow, lives_in_storage, place_of
from assay.solidity.ir.build.several import as_many
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.graph import Block
from assay.solidity.ir.values import Constant, Nothing, Value, Variable
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter
from assay.solidity.model.expressions import Typer
from assay.solidity.syntax import nodes as syntax


def lower(w: Writer, node: syntax.Statement) -> None:
    """Writes one statement; what can't be followed becomes a gap and an `Opaque`."""
    match node:
        case syntax.Block():
            _block(w, node)
        case syntax.Declaration():
            _declaration(w, node)
        case syntax.Evaluate(expression=expression):
            _evaluate(w, expression)
        case syntax.If():
            _if(w, node)
        case syntax.While():
            _while(w, node)
        case syntax.For():
            _for(w, node)
        case syntax.Return():
            _return(w, node)
        case syntax.Emit(call=call):
            arguments = tuple(w.value(a) for a in call.arguments) if isinstance(call, syntax.Call) else ()
            w.emit(op.Emit(node, w.layer.body, _callee(call), arguments))
        case syntax.Revert(call=call):
            _revert(w, node, call)
        case syntax.Try():
            _try(w, node)
        case syntax.Jump(kind=kind):
            if w.loops:
                w.jump(w.loops[-1][0 if kind == "break" else 1])
        case syntax.Placeholder():
            if w.layer.placeholder is not None:
                w.layer.placeholder()
        case syntax.Assembly(body=body):
            yul.lower(w, body)
        case syntax.Unparsed(because=because):
            w.gap(node, because)
            w.emit(op.Opaque(node, w.layer.body, because))


def _block(w: Writer, node: syntax.Block) -> None:
    checked = w.layer.checked
    if node.unchecked:
        w.layer.checked = False
    w.layer.typer.locals.enter()
    for statement in node.statements:
        lower(w, statement)
    w.layer.typer.locals.leave()
    w.layer.checked = checked


def _local(w: Writer, node: syntax.Variable, inferred: t.Type | None) -> Parameter:
    typer = w.layer.typer
    kind = scope.type_of(node.type, typer.file, typer.contract)
    if kind == t.Elementary("var"):
        kind = inferred if inferred is not None else t.Unresolved("var")
    return Parameter(node.name, node, kind, node.location)


def _kinds(typer: Typer, value: syntax.Expression) -> tuple[t.Type, ...]:
    if isinstance(value, syntax.TupleExpression):
        return tuple(t.Unresolved("left out") if i is None else typer.settled(i) for i in value.items)
    kind = typer.settled(value)
    return kind.items if isinstance(kind, t.Tuple) else (kind,)


def _declaration(w: Writer, node: syntax.Declaration) -> None:
    typer = w.layer.typer
    kinds: tuple[t.Type, ...] = ()
    if node.value is not None:
        kinds = _kinds(typer, node.value)
    locals_ = [
        None if v is None else _local(w, v, kinds[i] if i < len(kinds) else None) for i, v in enumerate(node.variables)
    ]
    first = locals_[0] if len(locals_) == 1 else None
    if node.value is not None and first is not None and lives_in_storage(w, first):
        _bind(w, node, first, node.value)
        return
    values: tuple[Value, ...] = ()
    if node.value is not None:
        values = (w.value(node.value),) if len(locals_) == 1 else w.values(node.value)
        values = as_many(w, values, [t.Unresolved("left out") if v is None else v.type for v in locals_])
    for position, local in enumerate(locals_):
        if local is None:
            continue
        typer.locals.declare(local)
        if node.value is None:
            value: Value = Constant("0", local.type)
        elif position < len(values):
            value = values[position]
        else:
            value = Nothing("not returned", local.type)
        if node.value is not None or not lives_in_storage(w, local):
            w.emit(op.Assign(node, w.layer.body, w.variable(local), value))


def _bind(w: Writer, node: syntax.Declaration, local: Parameter, value: syntax.Expression) -> None:
    """`User storage u = users[id]`: from here on `u.debt` is `users[id].debt`, unless `u` is moved later."""
    source = place_of(w, value)
    if isinstance(source, Variable):
        source = follow(w, source)
    w.layer.typer.locals.declare(local)
    variable = w.variable(local)
    if source is None:
        w.emit(op.Assign(node, w.layer.body, variable, w.value(value)))
        return
    w.emit(op.Refer(node, w.layer.body, variable, source))
    if not w.is_reassigned(local.name):
        w.references[variable] = source


def _evaluate(w: Writer, expression: syntax.Expression) -> None:
    w.values(expression)
    for operation in reversed(w.block.operations):
        if operation.node is expression and isinstance(operation, op.ExternalCall):
            operation.discarded = True
            break


def _if(w: Writer, node: syntax.If) -> None:
    yes, no, after = w.new_block(), w.new_block(), w.new_block()
    branch_on(w, node.condition, yes, no)
    w.block = yes
    lower(w, node.yes)
    w.jump(after)
    w.block = no
    if node.no is not None:
        lower(w, node.no)
    w.go_on_in(after)


def _while(w: Writer, node: syntax.While) -> None:
    test, body, after = w.new_block(), w.new_block(), w.new_block()
    w.go_on_in(body if node.do else test)
    w.block = test
    branch_on(w, node.condition, body, after, "loop")
    w.block = body
    _loop_body(w, node.body, after, test)
    w.jump(test)
    w.block = after


def _loop_body(w: Writer, body: syntax.Statement, after: Block, again: Block) -> None:
    w.loops.append((after, again))
    w.layer.typer.locals.enter()
    lower(w, body)
    w.layer.typer.locals.leave()
    w.loops.pop()


def _for(w: Writer, node: syntax.For) -> None:
    w.layer.typer.locals.enter()
    if node.init is not None:
        lower(w, node.init)
    test, body, update, after = (w.new_block() for _ in range(4))
    w.go_on_in(test)
    if node.condition is not None:
        branch_on(w, node.condition, body, after, "loop")
    else:
        w.jump(body)
    w.block = body
    _loop_body(w, node.body, after, update)
    w.go_on_in(update)
    if node.update is not None:
        w.values(node.update)
    w.jump(test)
    w.block = after
    w.layer.typer.locals.leave()


def _return(w: Writer, node: syntax.Return) -> None:
    if node.value is not None and w.layer.body.kind != "modifier":
        values = (w.value(node.value),) if len(w.returns) == 1 else w.values(node.value)
        for variable, value in zip(w.returns, values, strict=False):
            w.emit(op.Assign(node, w.layer.body, variable, value))
    w.jump(w.layer.after)


def _callee(call: syntax.Expression | None) -> str:
    match call:
        case syntax.Call(function=syntax.Identifier(name=name)) | syntax.Call(function=syntax.Member(name=name)):
            return name
        case _:
            return ""


def _revert(w: Writer, node: syntax.Revert, call: syntax.Expression | None) -> None:
    error = _callee(call)
    if isinstance(call, syntax.Call):
        for argument in call.arguments:
            w.value(argument)
        if error == "revert":  # the language's own, with a message or without
            said = call.arguments[0] if call.arguments else None
            error = said.text[:200] if isinstance(said, syntax.Literal) else ""
    w.revert(node, error)


def _try(w: Writer, node: syntax.Try) -> None:
    results: tuple[Value, ...] = ()
    if isinstance(node.call, syntax.Call):
        results = calls.lower(w, node.call, tried=True)
    else:
        w.value(node.call)
    good, bad, after = w.new_block(), w.new_block(), w.new_block()
    w.branch(Nothing("whether the call succeeded", t.BOOL), node.call, good, bad, "try")
    w.block = good
    w.layer.typer.locals.enter()
    for position, returned in enumerate(node.returns):
        local = _local(w, returned, None)
        w.layer.typer.locals.declare(local)
        value = results[position] if position < len(results) else Nothing("not returned", local.type)
        w.emit(op.Assign(returned, w.layer.body, w.variable(local), value))
    lower(w, node.body)
    w.layer.typer.locals.leave()
    w.jump(after)
    w.block = bad
    named = [c for c in node.catches if c.kind]
    for clause in named:
        here, next_clause = w.new_block(), w.new_block()
        w.branch(Nothing("which kind of failure", t.BOOL), clause, here, next_clause, "try")
        w.block = here
        _catch(w, clause, after)
        w.block = next_clause
    # without a clause for all other failures these undo the caller, too
    others = next((c for c in node.catches if not c.kind), None)
    if others is not None:
        _catch(w, others, after)
    else:
        w.revert(node.call)
    w.block = after


def _catch(w: Writer, clause: syntax.Catch, after: Block) -> None:
    w.layer.typer.locals.enter()
    for parameter in clause.parameters:
        local = _local(w, parameter, None)
        w.layer.typer.locals.declare(local)
        w.emit(op.Assign(parameter, w.layer.body, w.variable(local), Nothing("the failure's data", local.type)))
    lower(w, clause.body)
    w.layer.typer.locals.leave()
    w.jump(after)
