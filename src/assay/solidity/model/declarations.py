"""What source files declare, tied to where it is declared. Objects compare by identity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from assay.core.evidence import SourceSpan
from assay.core.subject import PartId
from assay.solidity.model.types import Type
from assay.solidity.model.versions import Version, lowest_allowed
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.lines import LineIndex, span


@dataclass(eq=False)
class File:
    """One source file, its declarations and the names its imports bring in."""

    path: str
    unit: syntax.SourceUnit
    source: bytes
    reported: bool
    imports: tuple[tuple[syntax.Import, File | None], ...] = ()
    """Each import with its file, or None where that is missing."""
    contracts: dict[str, Contract] = field(default_factory=dict)
    functions: list[Function] = field(default_factory=list)
    """Free functions."""
    structs: dict[str, Struct] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    value_types: dict[str, ValueType] = field(default_factory=dict)
    constants: dict[str, StateVariable] = field(default_factory=dict)
    errors: dict[str, syntax.ErrorDefinition] = field(default_factory=dict)
    events: dict[str, syntax.EventDefinition] = field(default_factory=dict)

    @cached_property
    def lines(self) -> LineIndex:
        """From byte offsets to lines."""
        return LineIndex(self.source)

    @cached_property
    def version(self) -> Version:
        """The lowest compiler that the file's pragmas admit; (0, 8, 0) when none is said."""
        return lowest_allowed([p.value for p in self.unit.pragmas if p.name == "solidity"])

    def span(self, node: syntax.Node) -> SourceSpan:
        """The evidence for a node of this file."""
        return self.stretch(node.start, node.end)

    def stretch(self, start: int, end: int) -> SourceSpan:
        """The evidence for the bytes `start:end`."""
        return span(self.path, self.source, start, end, self.lines)

    def text(self, node: syntax.Node) -> str:
        """The source of a node of this file."""
        return self.source[node.start : node.end].decode("utf-8", "replace")

    @property
    def part(self) -> PartId:
        """The file as a part of its subject."""
        return PartId(self.path)


@dataclass(eq=False)
class Struct:
    """A struct and the types of its fields."""

    name: str
    node: syntax.StructDefinition
    file: File
    contract: Contract | None
    fields: dict[str, Type] = field(default_factory=dict)


@dataclass(eq=False)
class Enum:
    """An enum."""

    name: str
    node: syntax.EnumDefinition
    file: File
    contract: Contract | None


@dataclass(eq=False)
class ValueType:
    """`type Price is uint128`."""

    name: str
    node: syntax.UserValueType
    file: File
    contract: Contract | None
    underlying: Type


@dataclass(eq=False)
class StateVariable:
    """A variable of a contract, or a constant of a file."""

    name: str
    node: syntax.StateVariable
    file: File
    contract: Contract | None
    """None for a constant at file level."""
    type: Type

    @property
    def visibility(self) -> str:
        """As the compiler takes it."""
        return self.node.visibility or "internal"

    @property
    def mutable(self) -> bool:
        """Neither constant nor immutable: lives in storage (or transient storage)."""
        return not (self.node.constant or self.node.immutable)


@dataclass(eq=False)
class Parameter:
    """A parameter, a return value or a local variable."""

    name: str
    node: syntax.Variable | None
    type: Type
    location: str = ""
    """`storage`, `memory`, `calldata` or nothing."""
    role: str = "local"
    """`parameter`, `return`, `local`, `modifier` (a modifier's parameter), `yul`."""


@dataclass(eq=False)
class Function:
    """A function, constructor, fallback, receive function or modifier, and where it is declared."""

    name: str
    kind: str
    """`function`, `constructor` (also an old one named as its contract), `fallback`, `receive`, `modifier`."""
    node: syntax.FunctionDefinition
    file: File
    contract: Contract | None
    part: PartId
    parameters: tuple[Parameter, ...] = ()
    returns: tuple[Parameter, ...] = ()

    @cached_property
    def visibility(self) -> str:
        """As the compiler takes it: what is not written is public, in interfaces external."""
        if self.node.visibility:
            return self.node.visibility
        if self.contract is None:
            return "internal"
        return "external" if self.contract.kind == "interface" or self.kind in ("fallback", "receive") else "public"

    @property
    def mutability(self) -> str:
        """`pure`, `view`, `payable`, or empty."""
        return self.node.mutability

    @property
    def implemented(self) -> bool:
        """Has a body."""
        return self.node.body is not None

    @property
    def is_entry(self) -> bool:
        """Can be called from outside once deployed."""
        return (
            self.kind in ("function", "fallback", "receive")
            and self.visibility in ("public", "external")
            and self.contract is not None
        )

    @property
    def writes_allowed(self) -> bool:
        """Neither view nor pure."""
        return self.mutability not in ("view", "pure")

    @cached_property
    def signature(self) -> str:
        """`withdraw(uint256)`; contracts appear as their names, so this is no selector's preimage."""
        return f"{self.name or self.kind}({','.join(str(p.type) for p in self.parameters)})"

    @property
    def qualified(self) -> str:
        """`Vault.withdraw`, for people."""
        return f"{self.contract.name}.{self.name or self.kind}" if self.contract else self.name

    def __repr__(self) -> str:
        return f"<{self.qualified}>"


@dataclass(eq=False)
class Contract:
    """A contract, interface or library with its bases in order."""

    name: str
    kind: str
    """`contract`, `abstract`, `interface`, `library`."""
    node: syntax.ContractDefinition
    file: File
    part: PartId
    bases: tuple[Contract, ...] = ()
    """Direct bases that could be found, in source order."""
    missing_bases: tuple[str, ...] = ()
    """Names of direct bases that could not be found."""
    linearized: tuple[Contract, ...] = ()
    """C3 order, most derived (itself) first; only itself and what could be ordered when the bases contradict."""
    problem: str = ""
    """Why the bases could not be ordered (a cycle, a contradiction); empty when they could."""
    functions: list[Function] = field(default_factory=list)
    """Declared here, modifiers included, in source order."""
    state: dict[str, StateVariable] = field(default_factory=dict)
    structs: dict[str, Struct] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    value_types: dict[str, ValueType] = field(default_factory=dict)
    events: dict[str, syntax.EventDefinition] = field(default_factory=dict)
    errors: dict[str, syntax.ErrorDefinition] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @cached_property
    def incomplete(self) -> tuple[str, ...]:
        """Names of bases, direct or not, that are missing: what they declare is unknown."""
        return tuple(sorted({name for base in self.linearized for name in base.missing_bases}))

    @cached_property
    def deployable(self) -> bool:
        """A contract that can stand on chain by itself: neither abstract, interface nor library."""
        return self.kind == "contract"

    @cached_property
    def members(self) -> dict[str, list[Function]]:
        """Functions and modifiers by name over all bases, most derived first, overridden ones left out."""
        found: dict[str, list[Function]] = {}
        seen: set[tuple[str, ...]] = set()
        for implemented in (True, False):
            for base in self.linearized:
                for function in base.functions:
                    key = (function.kind, function.name, *(str(p.type) for p in function.parameters))
                    if function.implemented is implemented and function.kind != "constructor" and key not in seen:
                        seen.add(key)
                        found.setdefault(function.name or function.kind, []).append(function)
        return found

    @cached_property
    def variables(self) -> dict[str, StateVariable]:
        """State variables by name over all bases, the most derived one first."""
        found: dict[str, StateVariable] = {}
        for base in self.linearized:
            for name, variable in base.state.items():
                found.setdefault(name, variable)
        return found

    @cached_property
    def entries(self) -> tuple[Function, ...]:
        """Functions that can be called from outside once this contract is deployed, inherited ones included."""
        return tuple(f for group in self.members.values() for f in group if f.is_entry and f.implemented)

    @property
    def constructor(self) -> Function | None:
        """The one declared here, not a base's."""
        return next((f for f in self.functions if f.kind == "constructor"), None)

    def methods(self) -> Iterator[Function]:
        """Declared functions that have a body, modifiers left out."""
        return (f for f in self.functions if f.kind != "modifier" and f.implemented)
