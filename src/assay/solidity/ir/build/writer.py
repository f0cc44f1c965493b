"""The writer: the block being filled, the names in scope, and where `break`, `continue` and `return` lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assay.core.errors import BudgetExceeded
from assay.solidity.ir.graph import Block, Branch, Jump, Revert, Stop, Terminator
from assay.solidity.ir.operations import AnyOperation
from assay.solidity.ir.values import Place, Temporary, Value, Variable
from assay.solidity.model.declarations import Function, Parameter
from assay.solidity.model.expressions import Typer
from assay.solidity.model.types import Type
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

OPERATIONS_MOST = 20_000
"""Operations in one function, modifiers inlined; more is a budget exceeded, not a hang."""

BLOCKS_MOST = 60_000
"""Blocks begun for one function: what is inlined over and over need not hold any operation."""


@dataclass(slots=True, eq=False)
class Layer:
    """One body that is being lowered: the function's own, or that of a modifier around it."""

    body: Function
    typer: Typer
    copy: int
    checked: bool
    after: Block
    """Where `return` leads: behind the body, still inside the modifiers around it."""
    placeholder: Callable[[], None] | None = None
    """Lowers what `_` stands for; None outside modifiers."""
    reassigned: frozenset[str] | None = None
    """Names assigned to somewhere in the body; computed when first asked."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """The mutually recursive parts of the lowering, so that their files need not know each other."""

    value: Callable[[Writer, syntax.Expression], Value]
    values: Callable[[Writer, syntax.Expression], tuple[Value, ...]]
    """As many as a tuple or a call with several results has."""
    statement: Callable[[Writer, syntax.Statement], None]


@dataclass(slots=True, eq=False)
class Writer:
    """Writes the graph of one function."""

    lowering: Lowering
    function: Function
    layer: Layer
    block: Block
    blocks: list[Block]
    returns: tuple[Variable, ...]
    loops: list[tuple[Block, Block]] = field(default_factory=list)
    """(where `break` leads, where `continue` leads), innermost last."""
    references: dict[Variable, Place] = field(default_factory=dict)
    """Storage references that are bound once, with what they point at."""
    gaps: list[str] = field(default_factory=list)
    temporaries: int = 0
    operations: int = 0
    copies: int = 0

    def value(self, node: syntax.Expression) -> Value:
        """Lowers an expression to the one value it has."""
        return self.lowering.value(self, node)

    def values(self, node: syntax.Expression) -> tuple[Value, ...]:
        """Lowers an expression that may have several values."""
        return self.lowering.values(self, node)

    def statement(self, node: syntax.Statement) -> None:
        """Lowers a statement where the writer stands."""
        self.lowering.statement(self, node)

    def new_block(self) -> Block:
        """An empty block that nothing leads to yet. Raises `BudgetExceeded` past `BLOCKS_MOST`."""
        if len(self.blocks) >= BLOCKS_MOST:
            raise BudgetExceeded(f"{self.function.qualified} has more than {BLOCKS_MOST} blocks")
        block = Block(len(self.blocks))
        self.blocks.append(block)
        return block

    def emit(self, operation: AnyOperation) -> None:
        """Appends an operation. Raises `BudgetExceeded` past `OPERATIONS_MOST`."""
        self.operations += 1
        if self.operations > OPERATIONS_MOST:
            raise BudgetExceeded(f"{self.function.qualified} has more than {OPERATIONS_MOST} operations")
        self.block.operations.append(operation)

    def temporary(self, kind: Type) -> Temporary:
        """A new temporary of that type."""
        self.temporaries += 1
        return Temporary(self.temporaries, kind)

    def variable(self, declaration: Parameter) -> Variable:
        """The variable of a declaration in the body that is being written."""
        return Variable(declaration, self.layer.copy if declaration.role in ("modifier", "yul", "local") else 0)

    def end(self, terminator: Terminator) -> None:
        """Closes the current block and opens one that only a later jump can reach."""
        if self.block.end is None:
            self.block.end = terminator
        self.block = self.new_block()

    def jump(self, to: Block) -> None:
        """Closes the current block with a jump."""
        self.end(Jump(to))

    def go_on_in(self, block: Block) -> None:
        """Falls through into `block` and writes there from now on."""
        if self.block.end is None:
            self.block.end = Jump(block)
        self.block = block

    def branch(self, condition: Value, node: syntax.Node, yes: Block, no: Block, kind: str = "if") -> None:
        """Closes the current block with a branch."""
        self.end(Branch(condition, node, self.layer.body, yes, no, kind))

    def revert(self, node: syntax.Node, error: str = "") -> None:
        """Closes the current block: here the call is undone."""
        self.end(Revert(node, self.layer.body, error))

    def stop(self, node: syntax.Node) -> None:
        """Closes the current block: here the whole call ends well."""
        self.end(Stop(node, self.layer.body))

    def gap(self, node: syntax.Node, because: str) -> None:
        """Notes what is not followed, with its line."""
        line = self.layer.body.file.lines.line(node.start)
        self.gaps.append(f"{because} (line {line})")

    def is_reassigned(self, name: str) -> bool:
        """Whether the body assigns to the plain name `name` anywhere after its declaration."""
        if self.layer.reassigned is None:
            body = self.layer.body.node.body
            names: set[str] = set()
            for node in walk(body) if body is not None else ():
                if isinstance(node, syntax.Assignment):
                    items = node.left.items if isinstance(node.left, syntax.TupleExpression) else (node.left,)
                    names.update(i.name for i in items if isinstance(i, syntax.Identifier))
            self.layer.reassigned = frozenset(names)
        return name in self.layer.reassigned
