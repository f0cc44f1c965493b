"""What `base.name` is, by the type of its base."""

from __future__ import annotations

from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, File, Parameter, StateVariable
from assay.solidity.syntax import nodes as syntax

ADDRESS_CALLS = frozenset({"call", "delegatecall", "staticcall", "callcode", "send", "transfer"})
_ADDRESS_VALUES: dict[str, t.Type] = {"balance": t.UINT, "code": t.BYTES, "codehash": t.BYTES32}
_MAGIC: dict[tuple[str, str], t.Type] = {
    ("msg", "sender"): t.PAYABLE,
    ("msg", "data"): t.BYTES,
    ("msg", "sig"): t.Elementary("bytes4"),
    ("tx", "origin"): t.PAYABLE,
    ("block", "coinbase"): t.PAYABLE,
    ("block", "blockhash"): t.Builtin("blockhash"),
}
_TYPE_INFO: dict[str, t.Type] = {
    "name": t.STRING,
    "creationCode": t.BYTES,
    "runtimeCode": t.BYTES,
    "interfaceId": t.Elementary("bytes4"),
}


def member(base: t.Type, name: str, file: File, contract: Contract | None) -> t.Type:
    """The type of `.name` on something of type `base`, seen from `contract` in `file`."""
    found = _own_member(base, name)
    overloaded = isinstance(found, t.Functions) and found.bound
    if found is not None and not overloaded:
        return found
    attached = tuple(dict.fromkeys(scope.extensions(file, contract, name, base)))
    if isinstance(found, t.Functions):
        return t.Functions((*found.candidates, *attached), bound=True) if attached else found
    if attached:
        return t.Functions(attached, bound=True)
    return t.Unresolved(f"no member {name} on {base}")


def _own_member(base: t.Type, name: str) -> t.Type | None:
    match base:
        case t.Builtin(owner):
            return _of_builtin(owner, name)
        case t.Meta(inner):
            return _of_type(inner, name)
        case t.ContractType(callee):
            return _of_instance(callee, name)
        case t.StructType(struct):
            return struct.fields.get(name)
        case t.Array() | t.Elementary("bytes" | "string") if name == "length":
            return t.UINT
        case t.Array() | t.Elementary("bytes") if name in ("push", "pop"):
            return t.Builtin(f"array.{name}")
        case t.Elementary("address" | "address payable"):
            return t.Builtin(f"address.{name}") if name in ADDRESS_CALLS else _ADDRESS_VALUES.get(name)
        case t.Elementary() if name == "length" and base.name.startswith("bytes"):
            return t.UINT
        case t.Module(file):
            return declared_type(scope.in_file(file, name))
        case t.Functions() | t.FunctionPointer() if name in ("selector", "address"):
            return t.ADDRESS if name == "address" else t.Elementary("bytes4")
        case t.Functions(candidates) if name in ("value", "gas") and candidates:
            return base
        case t.Unresolved():
            return _guess(name)
    return None


def _guess(name: str) -> t.Type | None:
    """On something unknown, names that only addresses have still say what they are."""
    if name in ("call", "delegatecall", "staticcall", "callcode", "send"):
        return t.Builtin(f"address.{name}")
    return t.UINT if name in ("length", "balance") else None


def _of_builtin(owner: str, name: str) -> t.Type | None:
    if owner in ("msg", "tx", "block"):
        return _MAGIC.get((owner, name), t.UINT)
    if owner == "abi":
        return t.Builtin(f"abi.{name}")
    if owner.startswith("address.") and name in ("value", "gas"):
        return t.Builtin("call.options")  # `a.call.value(1)` without the second pair of brackets calls nothing
    if name == "selector" and owner in ("event", "error"):
        return t.BYTES32 if owner == "event" else t.Elementary("bytes4")
    return None


def _of_type(inner: t.Type, name: str) -> t.Type | None:
    match inner:
        case t.Meta(described):  # type(X).max
            return described if name in ("min", "max") else _TYPE_INFO.get(name)
        case t.EnumType() | t.Elementary("bytes" | "string") | t.ValueTypeType():
            if name in ("concat", "wrap", "unwrap"):
                return t.Builtin(f"{inner if name == 'concat' else 'type'}.{name}")
            return inner if isinstance(inner, t.EnumType) else None
        case t.ContractType(owner):
            functions = tuple(f for f in owner.members.get(name, ()) if f.kind == "function")
            if functions:
                return t.Functions(functions)
            if name in owner.variables:
                return owner.variables[name].type
            return scope.type_in_contract(owner, name) or declared_type(scope.signal_in(owner, name))
    return None


def _of_instance(callee: Contract, name: str) -> t.Type | None:
    functions = tuple(f for f in callee.members.get(name, ()) if f.kind == "function")
    if functions:
        return t.Functions(functions, bound=True)
    variable = callee.variables.get(name)
    if variable is not None and variable.visibility == "public":
        return getter(variable)
    if callee.missing_bases or callee.incomplete:
        return None
    if name in ADDRESS_CALLS:  # before 0.5 contracts were addresses too
        return t.Builtin(f"address.{name}")
    return _ADDRESS_VALUES.get(name)


def getter(variable: StateVariable) -> t.FunctionPointer:
    """The external function that a public state variable stands for."""
    parameters: list[t.Type] = []
    kind = variable.type
    while True:
        match kind:
            case t.Mapping(key, value):
                parameters.append(key)
                kind = value
            case t.Array(base):
                parameters.append(t.UINT)
                kind = base
            case t.StructType(struct):
                values = tuple(f for f in struct.fields.values() if not isinstance(f, t.Mapping | t.Array))
                return t.FunctionPointer(tuple(parameters), values, True)
            case _:
                return t.FunctionPointer(tuple(parameters), (kind,), True)


def declared_type(found: scope.Declared | None) -> t.Type | None:
    """The type of a name as an expression."""
    match found:
        case None:
            return None
        case StateVariable() | Parameter():
            return found.type
        case syntax.EventDefinition():
            return t.Builtin("event")
        case syntax.ErrorDefinition():
            return t.Builtin("error")
        case _:
            return found
