"""Where an expression lives: the variable, or the place in storage or memory, that it names."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.values import Constant, Field, Key, Nothing, Place, Temporary, Variable
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter, StateVariable
from assay.solidity.model.targets import BuiltinCall, Internal
from assay.solidity.syntax import nodes as syntax


def place_of(w: Writer, node: syntax.Expression) -> Place | Variable | None:
    """A `Variable` for a local itself, a `Place` for what lies in storage or behind a reference, else None.

    Keys and bases with effects are evaluated on the way, once.
    """
    match node:
        case syntax.Identifier(name=name):
            return _named(w, name)
        case syntax.Index(base=base, index=index) if index is not None:
            inner = _behind(w, base)
            return inner and Place(inner.root, (*inner.path, Key(w.value(index))), inner.storage)
        case syntax.Member(base=base, name=name):
            return _member(w, base, name)
        case syntax.Call():
            return _returned_reference(w, node)
        case _:
            return None


def _named(w: Writer, name: str) -> Place | Variable | None:
    local = w.layer.typer.locals.find(name)
    if local is not None:
        return w.variable(local)
    declared = scope.resolve(w.layer.typer.file, w.layer.typer.contract, name)
    return Place(declared) if isinstance(declared, StateVariable) else None


def _member(w: Writer, base: syntax.Expression, name: str) -> Place | None:
    kind = w.layer.typer.type_of(base)
    match kind:
        case t.StructType(struct) if name in struct.fields:
            inner = _behind(w, base)
            return inner and Place(inner.root, (*inner.path, Field(name)), inner.storage)
        case t.Array() | t.Elementary("bytes" | "string") if name == "length":
            inner = _behind(w, base)
            return inner and Place(inner.root, (*inner.path, Field("length")), inner.storage)
        case t.Meta(t.ContractType(owner)) if name in owner.variables:
            return Place(owner.variables[name])
        case t.Module(file) if name in file.constants:
            return Place(file.constants[name])
    return None


def _behind(w: Writer, node: syntax.Expression) -> Place | None:
    """The place that `node`, a struct, array or mapping, refers to."""
    found = place_of(w, node)
    if isinstance(found, Variable):
        return follow(w, found)
    if found is None:
        value = w.value(node)
        return Place(value, (), False) if isinstance(value, Variable | Temporary) else None
    return found


def follow(w: Writer, variable: Variable) -> Place:
    """What a reference points at: the place it was bound to when that is known, else the variable itself as root."""
    bound = w.references.get(variable)
    return bound if bound is not None else Place(variable, (), lives_in_storage(w, variable.declaration))


def lives_in_storage(w: Writer, declaration: Parameter) -> bool:
    """Whether a local is a reference into storage."""
    if isinstance(declaration.type, t.Mapping):
        return True
    if declaration.location:
        return declaration.location == "storage"
    # NOTE: before 0.5 a local reference without a location pointed to storage
    old = w.layer.body.file.version < (0, 5, 0)
    aggregate = t.is_reference(declaration.type) and declaration.type not in (t.BYTES, t.STRING)
    return old and declaration.role == "local" and aggregate


def _returned_reference(w: Writer, call: syntax.Call) -> Place | None:
    target = w.layer.typer.target(call)
    if isinstance(target, Internal) and target.function.returns and target.function.returns[0].location == "storage":
        value = w.value(call)
        return Place(value) if isinstance(value, Temporary) else None
    if isinstance(target, BuiltinCall) and target.name == "array.push" and target.receiver is not None:
        inner = _behind(w, target.receiver)
        if inner is not None:
            w.emit(op.Store(call, w.layer.body, array_end(inner), Constant("0", t.UINT), "push"))
        return inner and Place(inner.root, (*inner.path, Field("push")), inner.storage)
    return None


def array_end(array: Place) -> Place:
    """Where `push` writes and `pop` deletes."""
    return Place(array.root, (*array.path, Key(Nothing("the array's end", t.UINT))), array.storage)
