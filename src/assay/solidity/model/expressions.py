"""Types of expressions and targets of calls, inside one function."""

from __future__ import annotations

from assay.solidity.model import literals, published, scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, File, Function
from assay.solidity.model.members import declared_type, getter, member
from assay.solidity.model.overloads import Argument, choose, is_extension
from assay.solidity.model.targets import (
    BuiltinCall,
    Cast,
    Creation,
    External,
    Internal,
    LowLevel,
    Pointer,
    Signal,
    StructLiteral,
    Target,
)
from assay.solidity.syntax import nodes as syntax

_COMPARISONS = frozenset({"==", "!=", "<", ">", "<=", ">=", "&&", "||"})
_RESULTS: dict[str, t.Type] = {
    "keccak256": t.BYTES32,
    "sha3": t.BYTES32,
    "sha256": t.BYTES32,
    "ripemd160": t.Elementary("bytes20"),
    "ecrecover": t.ADDRESS,
    "addmod": t.UINT,
    "mulmod": t.UINT,
    "blockhash": t.BYTES32,
    "blobhash": t.BYTES32,
    "gasleft": t.UINT,
    "abi.encode": t.BYTES,
    "abi.encodePacked": t.BYTES,
    "abi.encodeWithSelector": t.BYTES,
    "abi.encodeWithSignature": t.BYTES,
    "abi.encodeCall": t.BYTES,
    "bytes.concat": t.BYTES,
    "string.concat": t.STRING,
}


class Typer:
    """Answers for the expressions of one function; `locals` follows the statement that is being read."""

    def __init__(self, file: File, contract: Contract | None, names: scope.Locals) -> None:
        self.file = file
        self.contract = contract
        self.locals = names
        self._types: dict[syntax.Node, t.Type] = {}
        self._targets: dict[syntax.Call, Target] = {}

    def type_of(self, node: syntax.Expression) -> t.Type:
        """The type of an expression; `Unresolved` says why when it can't be told. Never raises on odd code."""
        found = self._types.get(node)
        if found is None:
            found = self._types[node] = self._compute(node)
        return found

    def _compute(self, node: syntax.Expression) -> t.Type:
        match node:
            case syntax.Identifier(name=name):
                return self._name(name)
            case syntax.Literal():
                return _literal(node)
            case syntax.Member(base=base, name=name):
                return member(self.type_of(base), name, self.file, self.contract)
            case syntax.Index(base=base):
                return _element(self.type_of(base))
            case syntax.Slice(base=base):
                return self.type_of(base)
            case syntax.Call():
                return self._result(node)
            case syntax.New(type=kind) | syntax.TypeExpression(type=kind):
                return t.Meta(scope.type_of(kind, self.file, self.contract))
            case syntax.Unary(operator=operator, operand=operand):
                return t.BOOL if operator == "!" else self.type_of(operand)
            case syntax.Binary(operator=operator, left=left, right=right):
                return t.BOOL if operator in _COMPARISONS else self._arithmetic(operator, left, right)
            case syntax.Assignment(left=left):
                return self.type_of(left)
            case syntax.Conditional(yes=yes, no=no):
                return self._common(yes, no)
            case syntax.TupleExpression(items=items):
                return t.Tuple(tuple(self.type_of(i) if i is not None else t.Unresolved("left out") for i in items))
            case syntax.ArrayLiteral(items=items):
                return t.Array(self.type_of(items[0]) if items else t.Unresolved("empty"), len(items))
            case syntax.UnparsedExpression(because=because):
                return t.Unresolved(because)

    def _name(self, name: str) -> t.Type:
        local = self.locals.find(name)
        if local is not None:
            return local.type
        if name == "this" and self.contract is not None:
            return t.ContractType(self.contract)
        if name == "super" and self.contract is not None:
            return t.Builtin("super")
        declared = declared_type(scope.resolve(self.file, self.contract, name))
        if declared is not None:
            return declared
        if name == "now":
            return t.UINT
        if name in scope.GLOBALS:
            return t.Builtin(name)
        return t.Unresolved(f"{name} is not declared in the files read")

    def _arithmetic(self, operator: str, left: syntax.Expression, right: syntax.Expression) -> t.Type:
        first, second = self.type_of(left), self.type_of(right)
        if operator in ("<<", ">>", "**") and first is not t.NUMBER:
            return first
        if first is t.NUMBER and second is t.NUMBER:
            return t.NUMBER
        if operator in ("<<", ">>", "**") and self.file.version >= (0, 7, 0):
            return t.UINT if (literals.value(left) or 0) >= 0 else t.INT
        if operator in ("<<", ">>", "**"):
            return second
        return self._common(left, right)

    def _common(self, left: syntax.Expression, right: syntax.Expression) -> t.Type:
        """The type that both sides take in `a + b` or `c ? a : b`."""
        first, second = self.type_of(left), self.type_of(right)
        if isinstance(left, syntax.TupleExpression) and isinstance(right, syntax.TupleExpression):
            pairs = zip(left.items, right.items, strict=False)
            return t.Tuple(tuple(self._common(a, b) if a and b else t.Unresolved("left out") for a, b in pairs))
        if isinstance(first, t.Tuple) and isinstance(second, t.Tuple):
            return t.Tuple(tuple(b if a is t.NUMBER else a for a, b in zip(first.items, second.items, strict=False)))
        return t.wider(self._beside(left, second), self._beside(right, first))

    def _beside(self, node: syntax.Expression, other: t.Type) -> t.Type:
        """A literal takes the type of the value beside it where it fits, else its own smallest one."""
        kind = self.type_of(node)
        if kind is not t.NUMBER:
            return kind
        found, sized = literals.value(node), t.integer(other)
        if other is t.NUMBER or (sized is not None and found is not None and not t.fits(found, sized)):
            return literals.smallest(found)
        return other

    def settled(self, node: syntax.Expression) -> t.Type:
        """As `type_of`, but a literal has the type that `var x = 1` (before 0.5) takes from it."""
        kind = self.type_of(node)
        return literals.smallest(literals.value(node)) if kind is t.NUMBER else kind

    def _result(self, call: syntax.Call) -> t.Type:
        match self.target(call):
            case Internal(function=function):
                return _returned(function)
            case External(function=Function() as function):
                return _returned(function)
            case External(getter=variable) if variable is not None:
                return _unwrap(getter(variable).returns)
            case LowLevel(kind=kind):
                if kind in ("send", "callcode") or (kind != "transfer" and self.file.version < (0, 5, 0)):
                    return t.BOOL
                return t.VOID if kind == "transfer" else t.Tuple((t.BOOL, t.BYTES))
            case BuiltinCall(name=name, receiver=receiver):
                return self._builtin_result(name, receiver, call)
            case Cast(type=kind) | Creation(type=kind):
                return kind
            case StructLiteral(struct=struct):
                return t.StructType(struct)
            case Signal():
                return t.VOID
            case External() | Pointer():
                kind = self.type_of(call.function)
                if isinstance(kind, t.FunctionPointer):
                    return _unwrap(kind.returns)
                known: t.Type | None = t.PAYABLE if published.is_caller(call) else None
                if isinstance(call.function, syntax.Member):
                    known = published.result(call, self.type_of(call.function.base))
                return known or t.Unresolved("what the call returns is not known")

    def _builtin_result(self, name: str, receiver: syntax.Expression | None, call: syntax.Call) -> t.Type:
        if name == "type" and call.arguments:
            return t.Meta(self.type_of(call.arguments[0]))
        if name == "abi.decode" and len(call.arguments) == 2:
            kinds = call.arguments[1]
            items = kinds.items if isinstance(kinds, syntax.TupleExpression) else (kinds,)
            found = [self.type_of(i) for i in items if i is not None]
            return _unwrap(tuple(k.type if isinstance(k, t.Meta) else k for k in found))
        if name in ("array.push", "array.pop") and receiver is not None:
            if name == "array.push" and self.file.version < (0, 6, 0):
                return t.UINT  # the new length
            return _element(self.type_of(receiver)) if name == "array.push" and not call.arguments else t.VOID
        if name in ("type.wrap", "type.unwrap") and isinstance(call.function, syntax.Member):
            owner = self.type_of(call.function.base)
            if isinstance(owner, t.Meta) and isinstance(owner.type, t.ValueTypeType):
                return owner.type if name == "type.wrap" else owner.type.definition.underlying
        return _RESULTS.get(name, t.VOID)

    def target(self, call: syntax.Call) -> Target:
        """What the call means."""
        found = self._targets.get(call)
        if found is None:
            found = self._targets[call] = self._resolve(call)
        return found

    def _resolve(self, call: syntax.Call) -> Target:
        callee = call.function
        if isinstance(callee, syntax.New):
            return Creation(scope.type_of(callee.type, self.file, self.contract))
        if self.contract is not None and isinstance(callee, syntax.Member) and self._is_super(callee.base):
            return self._super(self.contract, callee, call)
        kind = self.type_of(callee)
        match kind:
            case t.Meta(t.StructType(struct)):
                return StructLiteral(struct)
            case t.Meta(inner):
                return Cast(inner)
            case t.Functions():
                return self._function(kind, callee, call)
            case t.Builtin("event" | "error" as signal):
                name = callee.name if isinstance(callee, syntax.Identifier | syntax.Member) else ""
                return Signal(name, signal == "event")
            case t.Builtin("payable" | "address" | "bytes" | "string" as name):
                return Cast(t.PAYABLE if name == "payable" else t.Elementary(name))
            case t.Builtin(name):
                receiver = callee.base if isinstance(callee, syntax.Member) else None
                if name.startswith("address.") and receiver is not None:
                    return LowLevel(name.removeprefix("address."), receiver)
                return BuiltinCall(name, receiver)
            case t.FunctionPointer() if isinstance(callee, syntax.Member):
                owner = self.type_of(callee.base)
                if isinstance(owner, t.ContractType):
                    return External(
                        callee.base, callee.name, owner.contract, getter=owner.contract.variables.get(callee.name)
                    )
                return Pointer("called through a function-typed value", kind.external)
            case t.FunctionPointer():
                return Pointer("called through a function-typed value", kind.external)
        return self._unknown(callee, kind)

    def _unknown(self, callee: syntax.Expression, kind: t.Type) -> Target:
        because = str(getattr(kind, "because", "not callable"))
        if isinstance(callee, syntax.Member):
            owner = self.type_of(callee.base)
            named = isinstance(callee.base, syntax.Identifier) and _is_capital(callee.base)
            if isinstance(owner, t.Unresolved) and named:
                return Pointer(owner.because)  # by the convention of names a library or a base
            if isinstance(owner, t.ContractType | t.Unresolved):
                return External(callee.base, callee.name, owner.contract if isinstance(owner, t.ContractType) else None)
        if isinstance(callee, syntax.Identifier) and _is_capital(callee):
            # `IERC20(x)` with a missing import: by the convention of names it is a cast (or an event, when emitted)
            return Cast(t.Unresolved(because))
        return Pointer(because)

    def _is_super(self, node: syntax.Expression) -> bool:
        return self.type_of(node) == t.Builtin("super")

    def _super(self, contract: Contract, callee: syntax.Member, call: syntax.Call) -> Target:
        named = [
            f
            for base in contract.linearized[1:]
            for f in base.functions
            if f.name == callee.name and f.kind == "function" and f.implemented and f.visibility != "private"
        ]
        if named:
            return Internal(choose(named, self._arguments(call)), is_super=True)
        return Pointer(f"no base that was read has {callee.name}")

    def _function(self, kind: t.Functions, callee: syntax.Expression, call: syntax.Call) -> Target:
        receiver = callee.base if isinstance(callee, syntax.Member) else None
        owner = self.type_of(receiver) if receiver is not None else None
        function = choose(kind.candidates, self._arguments(call), owner if kind.bound else None)
        in_library = function.contract is not None and function.contract.kind == "library"
        attached = kind.bound and is_extension(function)
        if attached or in_library or function.contract is None:
            if in_library and function.visibility in ("public", "external") and receiver is not None:
                return External(receiver, function.name, function.contract, function, library=True)
            return Internal(function, virtual=False, receiver=receiver if attached else None)
        if receiver is not None and isinstance(owner, t.ContractType):
            return External(receiver, function.name, owner.contract, function)
        explicit = isinstance(owner, t.Meta)
        return Internal(function, virtual=not explicit and function.visibility != "private")

    def _arguments(self, call: syntax.Call) -> tuple[Argument, ...]:
        names = call.names or ("",) * len(call.arguments)
        return tuple(
            Argument(
                self.type_of(node),
                name,
                literals.value(node),
                isinstance(node, syntax.Literal) and node.kind in ("string", "hex", "unicode"),
            )
            for node, name in zip(call.arguments, names, strict=True)
        )


def _is_capital(name: syntax.Identifier) -> bool:
    return name.name[:1].isupper() and not name.name.isupper()


def _literal(node: syntax.Literal) -> t.Type:
    match node.kind:
        case "bool":
            return t.BOOL
        case "number":
            return t.ADDRESS if len(node.text) == 42 and node.text[:2] in ("0x", "0X") else t.NUMBER
        case "hex":
            return t.BYTES
        case _:
            return t.STRING


def _element(kind: t.Type) -> t.Type:
    match kind:
        case t.Mapping(_, value):
            return value
        case t.Array(base):
            return base
        case t.Meta(inner):
            return t.Meta(t.Array(inner, None))
        case t.Elementary(name) if name.startswith("bytes"):
            return t.Elementary("bytes1")
    return t.Unresolved(f"{kind} has no elements")


def _returned(function: Function) -> t.Type:
    return _unwrap(tuple(p.type for p in function.returns))


def _unwrap(kinds: tuple[t.Type, ...]) -> t.Type:
    return kinds[0] if len(kinds) == 1 else t.Tuple(kinds)
