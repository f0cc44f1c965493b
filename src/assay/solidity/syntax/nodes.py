"""The typed syntax tree: small, immutable, free of the parser that made it.

Every node knows its place (`start`, `end`: byte offsets in its file, half open) and nothing else about its
surroundings. Nodes compare and hash by identity, so that they can key dictionaries. A `SourceUnit` goes
through `msgspec.msgpack` unchanged, which is how a parsing child hands it to its parent.

What the grammar gets wrong is already repaired here (see `repairs.py`): operators associate as solc has it,
`f.value(v).gas(g)(x)` and `f{value: v, gas: g}(x)` are the same `Call`, `_` is a `Placeholder`.
"""

import msgspec


class Node(msgspec.Struct, frozen=True, eq=False, gc=False, array_like=True, tag=True, tag_field="node"):
    start: int
    end: int


# ── type names ──────────────────────────────────────────────────────────────────────────────────────────────


class ElementaryType(Node, frozen=True, tag="et"):
    name: str
    """Canonical: `uint256` for `uint`, `address payable`, `bytes1` for `byte`, `var` before 0.5."""


class UserType(Node, frozen=True, tag="ut"):
    path: tuple[str, ...]
    """`("IERC20",)`, `("Lib", "Data")`."""


class MappingType(Node, frozen=True, tag="mt"):
    key: "TypeName"
    value: "TypeName"


class ArrayType(Node, frozen=True, tag="at"):
    base: "TypeName"
    length: "Expression | None"


class FunctionType(Node, frozen=True, tag="ft"):
    parameters: tuple["Variable", ...]
    returns: tuple["Variable", ...]
    visibility: str
    mutability: str


TypeName = ElementaryType | UserType | MappingType | ArrayType | FunctionType


# ── expressions ─────────────────────────────────────────────────────────────────────────────────────────────


class Identifier(Node, frozen=True, tag="id"):
    name: str


class Literal(Node, frozen=True, tag="li"):
    kind: str
    """`number`, `string`, `hex`, `unicode`, `bool`."""
    text: str
    """As written, without unit, quotes and underscores; adjacent strings joined."""
    unit: str = ""
    """`ether`, `days`, …"""


class Member(Node, frozen=True, tag="me"):
    base: "Expression"
    name: str


class Index(Node, frozen=True, tag="ix"):
    base: "Expression"
    index: "Expression | None"


class Slice(Node, frozen=True, tag="sl"):
    base: "Expression"
    low: "Expression | None"
    high: "Expression | None"


class Call(Node, frozen=True, tag="ca"):
    """A call, a cast, an event or a struct literal: which one, only the model can tell."""

    function: "Expression"
    arguments: tuple["Expression", ...]
    names: tuple[str, ...] = ()
    """As long as `arguments` for `f({a: 1, b: 2})`, else empty."""
    options: tuple[tuple[str, "Expression"], ...] = ()
    """`value`, `gas`, `salt` in source order, however they were written."""


class New(Node, frozen=True, tag="nw"):
    type: "TypeName"


class TypeExpression(Node, frozen=True, tag="te"):
    """A type used as a value: `uint256(x)`, `payable(x)`, `abi.decode(d, (uint256))`.

    `type(C)` is a `Call` of `Identifier("type")`.
    """

    type: "TypeName"


class Unary(Node, frozen=True, tag="un"):
    operator: str
    """`!`, `-`, `+`, `~`, `++`, `--`, `delete`."""
    operand: "Expression"
    prefix: bool


class Binary(Node, frozen=True, tag="bi"):
    operator: str
    left: "Expression"
    right: "Expression"


class Assignment(Node, frozen=True, tag="as"):
    operator: str
    """`=`, `+=`, …"""
    left: "Expression"
    right: "Expression"


class Conditional(Node, frozen=True, tag="co"):
    condition: "Expression"
    yes: "Expression"
    no: "Expression"


class TupleExpression(Node, frozen=True, tag="tu"):
    """`(a, , b)`; a parenthesised single expression is lowered to the expression itself."""

    items: tuple["Expression | None", ...]


class ArrayLiteral(Node, frozen=True, tag="al"):
    items: tuple["Expression", ...]


class UnparsedExpression(Node, frozen=True, tag="ue"):
    because: str


Expression = (
    Identifier
    | Literal
    | Member
    | Index
    | Slice
    | Call
    | New
    | TypeExpression
    | Unary
    | Binary
    | Assignment
    | Conditional
    | TupleExpression
    | ArrayLiteral
    | UnparsedExpression
)


# ── declarations shared by statements and contracts ─────────────────────────────────────────────────────────


class Variable(Node, frozen=True, tag="va"):
    """A local, a parameter, a return value, a struct field or an event or error parameter."""

    name: str
    """Empty when unnamed."""
    type: TypeName
    location: str = ""
    """`storage`, `memory`, `calldata` or nothing."""
    indexed: bool = False


# ── inline assembly ─────────────────────────────────────────────────────────────────────────────────────────


class YulName(Node, frozen=True, tag="yn"):
    name: str
    """With its suffix: `x.slot`, `x_slot`, `data.offset`."""


class YulLiteral(Node, frozen=True, tag="yl"):
    text: str


class YulCall(Node, frozen=True, tag="yc"):
    function: str
    arguments: tuple["YulExpression", ...]


YulExpression = YulName | YulLiteral | YulCall


class YulLet(Node, frozen=True, tag="yv"):
    names: tuple[str, ...]
    value: YulExpression | None


class YulAssign(Node, frozen=True, tag="ya"):
    names: tuple[str, ...]
    value: YulExpression


class YulEvaluate(Node, frozen=True, tag="yx"):
    call: YulExpression


class YulBlock(Node, frozen=True, tag="yb"):
    statements: tuple["YulStatement", ...]


class YulIf(Node, frozen=True, tag="yi"):
    condition: YulExpression
    body: YulBlock


class YulSwitch(Node, frozen=True, tag="ys"):
    value: YulExpression
    cases: tuple[tuple[YulLiteral | None, YulBlock], ...]
    """None for `default`."""


class YulFor(Node, frozen=True, tag="yf"):
    init: YulBlock
    condition: YulExpression
    update: YulBlock
    body: YulBlock


class YulFunction(Node, frozen=True, tag="yd"):
    name: str
    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    body: YulBlock


class YulJump(Node, frozen=True, tag="yj"):
    kind: str
    """`break`, `continue`, `leave`."""


class YulUnparsed(Node, frozen=True, tag="yu"):
    because: str


YulStatement = (
    YulLet | YulAssign | YulEvaluate | YulBlock | YulIf | YulSwitch | YulFor | YulFunction | YulJump | YulUnparsed
)


# ── statements ──────────────────────────────────────────────────────────────────────────────────────────────


class Block(Node, frozen=True, tag="bl"):
    statements: tuple["Statement", ...]
    unchecked: bool = False


class Declaration(Node, frozen=True, tag="de"):
    """`uint x = 1;`, `(uint a, , bool b) = f();`, `var x = 1;`."""

    variables: tuple[Variable | None, ...]
    value: Expression | None


class Evaluate(Node, frozen=True, tag="ev"):
    expression: Expression


class If(Node, frozen=True, tag="if"):
    condition: Expression
    yes: "Statement"
    no: "Statement | None"


class While(Node, frozen=True, tag="wh"):
    condition: Expression
    body: "Statement"
    do: bool = False


class For(Node, frozen=True, tag="fo"):
    init: "Statement | None"
    condition: Expression | None
    update: Expression | None
    body: "Statement"


class Return(Node, frozen=True, tag="re"):
    value: Expression | None


class Emit(Node, frozen=True, tag="em"):
    call: Expression


class Revert(Node, frozen=True, tag="rv"):
    """`revert E(…);`, `revert("…")`, `revert()` and `throw`."""

    call: Expression | None


class Catch(Node, frozen=True, tag="ct"):
    kind: str
    """`Error`, `Panic`, or empty for a bare or low-level clause."""
    parameters: tuple[Variable, ...]
    body: Block


class Try(Node, frozen=True, tag="ty"):
    call: Expression
    returns: tuple[Variable, ...]
    body: Block
    catches: tuple[Catch, ...]


class Jump(Node, frozen=True, tag="ju"):
    kind: str
    """`break` or `continue`."""


class Placeholder(Node, frozen=True, tag="pl"):
    """`_` in a modifier's body."""


class Assembly(Node, frozen=True, tag="ay"):
    body: YulBlock
    flags: tuple[str, ...] = ()
    """`memory-safe`."""


class Unparsed(Node, frozen=True, tag="up"):
    """A statement or a declaration that could not be read; its function is a gap."""

    because: str


Statement = (
    Block
    | Declaration
    | Evaluate
    | If
    | While
    | For
    | Return
    | Emit
    | Revert
    | Try
    | Jump
    | Placeholder
    | Assembly
    | Unparsed
)


# ── definitions ─────────────────────────────────────────────────────────────────────────────────────────────


class Invocation(Node, frozen=True, tag="in"):
    """A modifier or a base constructor in a function's head, or a base in a contract's."""

    path: tuple[str, ...]
    arguments: tuple[Expression, ...]
    has_arguments: bool = False
    """`Base()` against `Base`."""


class FunctionDefinition(Node, frozen=True, tag="fd"):
    kind: str
    """`function`, `constructor`, `fallback`, `receive`, `modifier`.

    A function named as its contract stays `function`: the model decides by pragma.
    """
    name: str
    """Empty for constructor, fallback and receive."""
    head_end: int
    """Offset where the head ends: the body's `{` or the `;`."""
    parameters: tuple[Variable, ...]
    returns: tuple[Variable, ...]
    visibility: str
    """As written; empty when it is not (public before 0.5)."""
    mutability: str
    """`pure`, `view`, `payable`, or empty; `constant` is lowered to `view`."""
    virtual: bool
    overrides: bool
    invocations: tuple[Invocation, ...]
    body: Block | None
    problem: str = ""
    """Why the function could not be read whole; empty when it was."""


class StateVariable(Node, frozen=True, tag="sv"):
    name: str
    type: TypeName
    visibility: str
    """As written; empty means internal."""
    constant: bool
    immutable: bool
    transient: bool
    overrides: bool
    value: Expression | None


class StructDefinition(Node, frozen=True, tag="sd"):
    name: str
    fields: tuple[Variable, ...]


class EnumDefinition(Node, frozen=True, tag="ed"):
    name: str
    members: tuple[str, ...]


class EventDefinition(Node, frozen=True, tag="vd"):
    name: str
    parameters: tuple[Variable, ...]
    anonymous: bool


class ErrorDefinition(Node, frozen=True, tag="rd"):
    name: str
    parameters: tuple[Variable, ...]


class UserValueType(Node, frozen=True, tag="uv"):
    name: str
    type: TypeName


class UsingFor(Node, frozen=True, tag="uf"):
    library: tuple[str, ...]
    """`using SafeMath for uint`; empty when functions are listed."""
    functions: tuple[tuple[tuple[str, ...], str], ...]
    """`using {f, L.g as +} for T`: path and operator (or empty)."""
    type: TypeName | None
    """None for `*`."""
    is_global: bool


class ContractDefinition(Node, frozen=True, tag="cd"):
    kind: str
    """`contract`, `abstract`, `interface`, `library`."""
    name: str
    bases: tuple[Invocation, ...]
    state: tuple[StateVariable, ...]
    functions: tuple[FunctionDefinition, ...]
    """Modifiers included, in source order."""
    structs: tuple[StructDefinition, ...]
    enums: tuple[EnumDefinition, ...]
    events: tuple[EventDefinition, ...]
    errors: tuple[ErrorDefinition, ...]
    value_types: tuple[UserValueType, ...]
    using: tuple[UsingFor, ...]
    layout: Expression | None = None
    """`layout at …`."""


class Import(Node, frozen=True, tag="im"):
    path: str
    """As written."""
    symbols: tuple[tuple[str, str], ...]
    """`{A as B, C}` gives `(("A", "B"), ("C", "C"))`."""
    alias: str
    """`* as X`, `"…" as X`."""


class Pragma(Node, frozen=True, tag="pr"):
    name: str
    value: str
    """`solidity`, `^0.8.0`; `experimental`, `ABIEncoderV2`; `abicoder`, `v2`."""


class Comment(Node, frozen=True, tag="cm"):
    text: str


class SourceUnit(Node, frozen=True, tag="su"):
    """One file."""

    path: str
    digest: str
    pragmas: tuple[Pragma, ...]
    imports: tuple[Import, ...]
    contracts: tuple[ContractDefinition, ...]
    functions: tuple[FunctionDefinition, ...]
    """Free functions."""
    constants: tuple[StateVariable, ...]
    structs: tuple[StructDefinition, ...]
    enums: tuple[EnumDefinition, ...]
    events: tuple[EventDefinition, ...]
    errors: tuple[ErrorDefinition, ...]
    value_types: tuple[UserValueType, ...]
    using: tuple[UsingFor, ...]
    comments: tuple[Comment, ...]
    """Only those that speak to tools: they contain `assay` or `@custom`."""
    problems: tuple[Unparsed, ...]
    """What could not be read outside functions, and each unreadable statement inside one."""


Definition = (
    FunctionDefinition
    | StateVariable
    | StructDefinition
    | EnumDefinition
    | EventDefinition
    | ErrorDefinition
    | UserValueType
)
