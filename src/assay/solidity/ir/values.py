"""What operations read and write: constants, variables, temporaries, the environment, places."""

from __future__ import annotations

from dataclasses import dataclass, field

from assay.solidity.model.declarations import Parameter, StateVariable
from assay.solidity.model.types import Type


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal, or what the compiler makes of literals."""

    text: str
    """Decimal for numbers (units applied), `true`/`false`, or the string's text; `type(uint256).max` folded too."""
    type: Type

    @property
    def number(self) -> int | None:
        """The whole number that it is; None for anything else."""
        try:
            return int(self.text)
        except ValueError:
            return None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Variable:
    """A local, a parameter or a return variable. One per declaration and inlining."""

    declaration: Parameter
    copy: int = 0
    """Tells apart the parameters of a modifier that is applied twice."""

    @property
    def name(self) -> str:
        """As the code calls it; `_` when unnamed."""
        return self.declaration.name or "_"

    @property
    def type(self) -> Type:
        """The declared or inferred type."""
        return self.declaration.type

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Temporary:
    """An intermediate result."""

    number: int
    """Unique in its graph."""
    type: Type = field(compare=False)

    def __str__(self) -> str:
        return f"%{self.number}"


@dataclass(frozen=True, slots=True)
class Environment:
    """`msg.sender`, `msg.value`, `block.timestamp`, `tx.origin`, `this`, … (`now` is `block.timestamp`)."""

    name: str
    type: Type

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Nothing:
    """A value that is not followed; `because` says why."""

    because: str
    type: Type

    def __str__(self) -> str:
        return "?"


Value = Constant | Variable | Temporary | Environment | Nothing


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a struct, or `length`."""

    name: str

    def __str__(self) -> str:
        return f".{self.name}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping or an index of an array."""

    value: Value

    def __str__(self) -> str:
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True)
class Slot:
    """A storage slot addressed by number in assembly, or a namespaced one."""

    value: Value

    def __str__(self) -> str:
        return f"slot({self.value})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lives: `balances[msg.sender]`, `users[id].debt`, `buffer[i]`."""

    root: StateVariable | Variable | Slot | Temporary
    """A temporary or a local stands for a reference whose target is not known exactly."""
    path: tuple[Field | Key, ...] = ()
    storage: bool = True
    """False in memory or calldata."""

    @property
    def state(self) -> StateVariable | None:
        """The state variable that it is or is part of; None elsewhere."""
        return self.root if isinstance(self.root, StateVariable) else None

    def __str__(self) -> str:
        name = self.root.name if isinstance(self.root, StateVariable) else str(self.root)
        return name + "".join(map(str, self.path))
