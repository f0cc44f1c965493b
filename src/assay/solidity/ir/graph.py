"""The control-flow graph of one function, modifiers inlined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from assay.solidity.ir.operations import AnyOperation
from assay.solidity.ir.values import Value, Variable
from assay.solidity.model.declarations import Function
from assay.solidity.syntax import nodes as syntax


@dataclass(slots=True, eq=False)
class Jump:
    """Goes on in one block."""

    to: Block


@dataclass(slots=True, eq=False)
class Branch:
    """`if`, a loop's condition, `require` and `assert` (whose `no` side reverts), `&&`, `||`, `?:`."""

    condition: Value
    node: syntax.Node
    body: Function
    yes: Block
    no: Block
    kind: str = "if"
    """`if`, `loop`, `require`, `assert`, `short` (a short circuit), `try`, `switch`."""


@dataclass(slots=True, eq=False)
class Return:
    """Back to the caller, with these values."""

    values: tuple[Value, ...]
    node: syntax.Node
    body: Function


@dataclass(slots=True, eq=False)
class Revert:
    """Undoes the call."""

    node: syntax.Node
    body: Function
    error: str = ""
    """The custom error's name or the literal message, where there is one."""


@dataclass(slots=True, eq=False)
class Stop:
    """Ends the whole call with success (assembly `stop`/`return`, selfdestruct)."""

    node: syntax.Node
    body: Function


Terminator = Jump | Branch | Return | Revert | Stop


@dataclass(slots=True, eq=False)
class Block:
    """Operations without a branch between them."""

    number: int
    operations: list[AnyOperation] = field(default_factory=list)
    end: Terminator | None = None
    """None only while the graph is being built."""
    predecessors: list[Block] = field(default_factory=list)

    @property
    def successors(self) -> tuple[Block, ...]:
        """Where control can go next, `yes` before `no`."""
        match self.end:
            case Jump(to):
                return (to,)
            case Branch(yes=yes, no=no):
                return (yes, no) if yes is not no else (yes,)
            case _:
                return ()

    def __repr__(self) -> str:
        return f"<block {self.number}>"


@dataclass(eq=False)
class Graph:
    """Blocks in reverse post-order from the entry; those that nothing reaches are left out."""

    function: Function
    blocks: tuple[Block, ...]
    parameters: tuple[Variable, ...]
    returns: tuple[Variable, ...]
    gaps: tuple[str, ...] = ()
    """What in the body is not followed, in words; empty when all is."""
    modifiers: tuple[Function, ...] = ()
    """Inlined, in order of application; those that could not be found are named in `gaps`."""

    @property
    def entry(self) -> Block:
        """The block that runs first."""
        return self.blocks[0]

    @cached_property
    def operations(self) -> tuple[tuple[Block, int, AnyOperation], ...]:
        """Every operation with its block and its index there."""
        return tuple((b, i, o) for b in self.blocks for i, o in enumerate(b.operations))

    @property
    def branches(self) -> Iterator[tuple[Block, Branch]]:
        """Each block that ends in a branch, with it."""
        return ((b, b.end) for b in self.blocks if isinstance(b.end, Branch))

    @cached_property
    def block_of(self) -> dict[AnyOperation, tuple[Block, int]]:
        """Where each operation stands: its block and its index there."""
        return {o: (b, i) for b, i, o in self.operations}

    @cached_property
    def definitions(self) -> dict[Value, list[AnyOperation]]:
        """Which operations write each local and temporary."""
        found: dict[Value, list[AnyOperation]] = {}
        for _, _, operation in self.operations:
            for target in operation.outputs:
                found.setdefault(target, []).append(operation)
        return found

    @cached_property
    def uses(self) -> dict[Value, list[AnyOperation | Branch | Return]]:
        """Which operations and block ends read each local and temporary."""
        found: dict[Value, list[AnyOperation | Branch | Return]] = {}
        for block in self.blocks:
            for operation in block.operations:
                for value in operation.inputs:
                    found.setdefault(value, []).append(operation)
            match block.end:
                case Branch(condition=condition):
                    found.setdefault(condition, []).append(block.end)
                case Return(values=values):
                    for value in values:
                        found.setdefault(value, []).append(block.end)
                case _:
                    pass
        return found
