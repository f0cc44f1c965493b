"""The project: every file that was read, with declarations, inheritance and types resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assay.core.subject import PartId
from assay.solidity.model import scope
from assay.solidity.model.declarations import (
    Contract,
    Enum,
    File,
    Function,
    Parameter,
    StateVariable,
    Struct,
    ValueType,
)
from assay.solidity.model.linearization import Contradiction, merge
from assay.solidity.model.types import ContractType, Unresolved
from assay.solidity.parts import PartNames
from assay.solidity.syntax import nodes as syntax


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What the model is built from: one parsed file and where each of its imports leads (None: missing)."""

    unit: syntax.SourceUnit
    source: bytes
    reported: bool
    imports: tuple[str | None, ...]


@dataclass(eq=False)
class Project:
    """All files, by path below the root."""

    files: dict[str, File]

    @classmethod
    def build(cls, read: Mapping[str, ReadFile]) -> Project:
        """Declares, links imports, orders bases, resolves types; in that order, each over all files."""
        files = {path: _declare(path, read[path]) for path in sorted(read)}
        for path, file in files.items():
            targets = read[path].imports
            file.imports = tuple(
                (directive, files.get(target) if target is not None else None)
                for directive, target in zip(file.unit.imports, targets, strict=True)
            )
        contracts = [c for f in files.values() for c in f.contracts.values()]
        for contract in contracts:
            _find_bases(contract)
        for contract in contracts:
            _linearize(contract, [])
        for file in files.values():
            _resolve_types(file)
        return cls(files)

    @property
    def contracts(self) -> Iterator[Contract]:
        """Every contract, interface and library, by file and place."""
        return (c for f in self.files.values() for c in f.contracts.values())

    @property
    def functions(self) -> Iterator[Function]:
        """Every function with a body, modifiers left out."""
        for file in self.files.values():
            yield from (f for f in file.functions if f.implemented)
            for contract in file.contracts.values():
                yield from contract.methods()

    def contract(self, name: str) -> Contract:
        """The first contract of that name, for notebooks and tests. Raises KeyError."""
        for contract in self.contracts:
            if contract.name == name:
                return contract
        raise KeyError(name)


def _declare(path: str, read: ReadFile) -> File:
    unit = read.unit
    file = File(path, unit, read.source, read.reported)
    names = PartNames(path)
    file.structs = {n.name: Struct(n.name, n, file, None) for n in unit.structs}
    file.enums = {n.name: Enum(n.name, n, file, None) for n in unit.enums}
    file.errors = {n.name: n for n in unit.errors}
    file.events = {n.name: n for n in unit.events}
    unknown = Unresolved("not resolved yet")
    file.value_types = {n.name: ValueType(n.name, n, file, None, unknown) for n in unit.value_types}
    file.constants = {n.name: StateVariable(n.name, n, file, None, unknown) for n in unit.constants}
    for definition in unit.contracts:
        part = names.contract(definition)
        # a second contract of the same name can't be referred to, but is still analysed
        key = definition.name if definition.name not in file.contracts else part
        file.contracts[key] = _declare_contract(definition, file, part, names)
    file.functions = [Function(f.name, f.kind, f, file, None, names.function(None, f)) for f in unit.functions]
    return file


def _declare_contract(node: syntax.ContractDefinition, file: File, part: PartId, names: PartNames) -> Contract:
    contract = Contract(node.name, node.kind, node, file, part)
    unknown = Unresolved("not resolved yet")
    contract.structs = {n.name: Struct(n.name, n, file, contract) for n in node.structs}
    contract.enums = {n.name: Enum(n.name, n, file, contract) for n in node.enums}
    contract.value_types = {n.name: ValueType(n.name, n, file, contract, unknown) for n in node.value_types}
    contract.events = {n.name: n for n in node.events}
    contract.errors = {n.name: n for n in node.errors}
    contract.state = {n.name: StateVariable(n.name, n, file, contract, unknown) for n in node.state}
    for definition in node.functions:
        kind = definition.kind
        if kind == "function" and definition.name == node.name and file.version < (0, 5, 0):
            kind = "constructor"
        if kind == "function" and not definition.name:
            kind = "fallback"
        contract.functions.append(
            Function(definition.name, kind, definition, file, contract, names.function(node, definition))
        )
    return contract


def _find_bases(contract: Contract) -> None:
    bases, missing = [], []
    for invocation in contract.node.bases:
        found = scope.in_file(contract.file, invocation.path[0])
        if len(invocation.path) > 1:
            kind = scope.type_named(contract.file, None, invocation.path)
        else:
            kind = getattr(found, "type", None) or Unresolved("")
        if isinstance(kind, ContractType):
            bases.append(kind.contract)
        else:
            missing.append(".".join(invocation.path))
    contract.bases, contract.missing_bases = tuple(bases), tuple(missing)


def _linearize(contract: Contract, below: list[Contract]) -> None:
    if contract.linearized:
        return
    if contract in below or len(below) > 200:
        contract.problem = "its bases form a cycle" if contract in below else "its bases nest deeper than 200"
        contract.linearized = (contract,)
        return
    for base in contract.bases:
        _linearize(base, [*below, contract])
    if contract.linearized:  # a cycle came back to it
        return
    try:
        contract.linearized = merge(contract, contract.bases, [b.linearized for b in contract.bases])
    except Contradiction:
        contract.problem = "its bases can't be ordered (linearisation contradicts itself)"
        seen = dict.fromkeys([contract, *(c for b in reversed(contract.bases) for c in b.linearized)])
        contract.linearized = tuple(seen)


def _resolve_types(file: File) -> None:
    owners: list[File | Contract] = [file, *file.contracts.values()]
    for owner in owners:
        contract = owner if isinstance(owner, Contract) else None
        for value_type in owner.value_types.values():
            value_type.underlying = scope.type_of(value_type.node.type, file, contract)
        for struct in owner.structs.values():
            struct.fields = {f.name: scope.type_of(f.type, file, contract) for f in struct.node.fields}
        variables = owner.state.values() if isinstance(owner, Contract) else owner.constants.values()
        for variable in variables:
            variable.type = scope.type_of(variable.node.type, file, contract)
        for function in owner.functions:
            function.parameters = _parameters(function.node.parameters, "parameter", file, contract)
            function.returns = _parameters(function.node.returns, "return", file, contract)


def _parameters(
    nodes: tuple[syntax.Variable, ...], role: str, file: File, contract: Contract | None
) -> tuple[Parameter, ...]:
    return tuple(Parameter(n.name, n, scope.type_of(n.type, file, contract), n.location, role) for n in nodes)
