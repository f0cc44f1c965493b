"""Name resolution: which declaration a name means in a file, in a contract, in a block."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assay.solidity.model import literals
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, File, Function, Parameter, StateVariable
from assay.solidity.syntax import nodes as syntax

GLOBALS = frozenset(
    {"msg", "tx", "block", "abi", "now", "this", "super", "require", "assert", "revert", "keccak256", "sha3", "sha256"}
    | {"ripemd160", "ecrecover", "addmod", "mulmod", "selfdestruct", "suicide", "blockhash", "blobhash", "gasleft"}
    | {"type", "bytes", "string", "address", "payable"}
)
"""Names that the language defines."""

Declared = Parameter | StateVariable | t.Type | syntax.EventDefinition | syntax.ErrorDefinition
"""What a name can stand for: a variable, a type or function(s) or module, an event, an error."""


class Locals:
    """Variables of one function body, block by block; innermost wins."""

    def __init__(self, *, hoisted: bool = False) -> None:
        self._blocks: list[dict[str, Parameter]] = [{}]
        self._hoisted: dict[str, Parameter] | None = {} if hoisted else None
        """Before 0.5 a local lives to the end of its function, whatever block declares it."""

    def enter(self) -> None:
        """Opens a block."""
        self._blocks.append({})

    def leave(self) -> None:
        """Closes the innermost block; what it declared is no longer found first."""
        self._blocks.pop()

    def declare(self, variable: Parameter) -> None:
        """Adds a variable to the innermost block; nothing for one without a name."""
        if variable.name:
            self._blocks[-1][variable.name] = variable
            if self._hoisted is not None:
                self._hoisted[variable.name] = variable

    def find(self, name: str) -> Parameter | None:
        """The variable that a name means here, if any."""
        for block in reversed(self._blocks):
            if name in block:
                return block[name]
        return self._hoisted.get(name) if self._hoisted is not None else None


def in_file(file: File, name: str) -> Declared | None:
    """A file-level declaration or an imported one; None when nothing has that name."""
    found = _declared_in(file, name)
    return found if found is not None else _imported(file, name, {file.path})


def _declared_in(file: File, name: str) -> Declared | None:
    if name in file.contracts:
        return t.Meta(t.ContractType(file.contracts[name]))
    if name in file.structs:
        return t.Meta(t.StructType(file.structs[name]))
    if name in file.enums:
        return t.Meta(t.EnumType(file.enums[name]))
    if name in file.value_types:
        return t.Meta(t.ValueTypeType(file.value_types[name]))
    if name in file.constants:
        return file.constants[name]
    functions = tuple(f for f in file.functions if f.name == name)
    if functions:
        return t.Functions(functions)
    return file.errors.get(name) or file.events.get(name)


def _imported(file: File, name: str, seen: set[str]) -> Declared | None:
    """Looks through imports depth first, in source order; `seen` ends cycles."""
    pending: list[tuple[File, str]] = [(file, name)]
    while pending:
        here, wanted = pending.pop()
        onward: list[tuple[File, str]] = []
        for directive, target in here.imports:
            if target is None:
                continue
            if directive.alias:
                if directive.alias == wanted:
                    return t.Module(target)
                continue
            inside = wanted
            if directive.symbols:
                named = [original for original, alias in directive.symbols if alias == wanted]
                if not named:
                    continue
                inside = named[0]
            found = _declared_in(target, inside)
            if found is not None:
                return found
            if target.path not in seen:
                seen.add(target.path)
                onward.append((target, inside))
        pending.extend(reversed(onward))
    return None


def in_contract(contract: Contract, name: str) -> Declared | None:
    """A member of the contract or its bases, then of its file."""
    variable = contract.variables.get(name)
    if variable is not None:
        return variable
    functions = contract.members.get(name)
    if functions:
        return t.Functions(tuple(f for f in functions if f.name == name) or tuple(functions))
    nested = type_in_contract(contract, name)
    if nested is not None:
        return nested
    return signal_in(contract, name) or in_file(contract.file, name)


def signal_in(contract: Contract, name: str) -> syntax.EventDefinition | syntax.ErrorDefinition | None:
    """An event or error that the contract or a base declares."""
    for base in contract.linearized:
        if name in base.events:
            return base.events[name]
        if name in base.errors:
            return base.errors[name]
    return None


def type_in_contract(contract: Contract, name: str) -> t.Type | None:
    """A struct, enum or value type that the contract or a base declares."""
    for base in contract.linearized:
        if name in base.structs:
            return t.Meta(t.StructType(base.structs[name]))
        if name in base.enums:
            return t.Meta(t.EnumType(base.enums[name]))
        if name in base.value_types:
            return t.Meta(t.ValueTypeType(base.value_types[name]))
    return None


def resolve(file: File, contract: Contract | None, name: str) -> Declared | None:
    """What a name means inside a contract, or at file level where there is none."""
    return in_contract(contract, name) if contract is not None else in_file(file, name)


def _container(file: File, contract: Contract | None, name: str) -> Declared | None:
    """What can stand in a type's path. Functions are not asked: their parameters may be what is being resolved."""
    found = type_in_contract(contract, name) if contract is not None else None
    return found if found is not None else in_file(file, name)


def type_named(file: File, contract: Contract | None, path: tuple[str, ...]) -> t.Type:
    """The type that a path such as `Lib.Data` names; `Unresolved` when it can't be found."""
    current: Declared | None = _container(file, contract, path[0])
    for name in path[1:]:
        match current:
            case t.Module(target):
                current = in_file(target, name)
            case t.Meta(t.ContractType(inner)):
                current = type_in_contract(inner, name)
            case _:
                current = None
    match current:
        case t.Meta(kind):
            return kind
        case _:
            return t.Unresolved(f"type {'.'.join(path)} is not declared in the files read")


def type_of(node: syntax.TypeName, file: File, contract: Contract | None) -> t.Type:
    """The type that a type name denotes."""
    match node:
        case syntax.ElementaryType(name=name):
            return t.UINT if name == "uint" else t.Elementary(name)
        case syntax.UserType(path=path):
            return type_named(file, contract, path)
        case syntax.MappingType(key=key, value=value):
            return t.Mapping(type_of(key, file, contract), type_of(value, file, contract))
        case syntax.ArrayType(base=base, length=length):
            size = None if length is None else _constant_length(length, file, contract)
            return t.Array(type_of(base, file, contract), size)
        case syntax.FunctionType():
            return t.FunctionPointer(
                tuple(type_of(p.type, file, contract) for p in node.parameters),
                tuple(type_of(p.type, file, contract) for p in node.returns),
                node.visibility == "external",
            )


def _constant_length(node: syntax.Expression, file: File, contract: Contract | None, depth: int = 8) -> int:
    """An array's length where it is made of literals and constants; -1 otherwise."""

    def named(name: str) -> Fraction | None:
        own = contract.variables.get(name) if contract is not None else None
        found = own if own is not None else in_file(file, name)
        if not depth or not isinstance(found, StateVariable) or not found.node.constant or found.node.value is None:
            return None
        length = _constant_length(found.node.value, found.file, found.contract, depth - 1)
        return Fraction(length) if length >= 0 else None

    found = literals.value(node, named)
    return int(found) if found is not None and found.denominator == 1 and found >= 0 else -1


def extensions(file: File, contract: Contract | None, name: str, base: t.Type) -> Iterator[Function]:
    """Functions called `name` that a `using … for` in force attaches, nearest directive first.

    Directives for other types than `base` are not left out: the choice among overloads tells them apart.
    """
    places: list[tuple[File, Contract | None, tuple[syntax.UsingFor, ...]]] = []
    if contract is not None:
        # NOTE: since 0.7 `using` is no longer inherited; older code relies on it, newer code then repeats it
        places += [(base.file, base, base.node.using) for base in contract.linearized]
    places.append((file, None, file.unit.using))
    home = _declared_at(base)
    if home is not None:
        # `using … global` stands beside its type and holds wherever the type is used, imported by name or not
        places.append((home, None, tuple(u for u in home.unit.using if u.is_global)))
    for where, owner, directives in places:
        for directive in directives:
            yield from _attached(directive, name, where, owner)


def _declared_at(kind: t.Type) -> File | None:
    match kind:
        case t.StructType(declared) | t.EnumType(declared) | t.ValueTypeType(declared) | t.ContractType(declared):
            return declared.file
        case _:
            return None


def _attached(directive: syntax.UsingFor, name: str, file: File, contract: Contract | None) -> Iterator[Function]:
    if directive.library:
        found = type_named(file, contract, directive.library)
        if isinstance(found, t.ContractType):
            yield from (f for f in found.contract.functions if f.name == name and f.kind == "function")
        return
    for path, operator in directive.functions:
        if operator or path[-1] != name:
            continue
        if len(path) == 1:
            target = resolve(file, contract, name)
            if isinstance(target, t.Functions):
                yield from target.candidates
        else:
            owner = type_named(file, contract, path[:-1])
            if isinstance(owner, t.ContractType):
                yield from (f for f in owner.contract.functions if f.name == name)
