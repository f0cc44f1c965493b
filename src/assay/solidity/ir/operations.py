"""Operations, a closed set. Each knows the syntax it came from and the body (function or modifier) that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from assay.solidity.ir.values import Place, Temporary, Value, Variable
from assay.solidity.model.declarations import Contract, Function, StateVariable
from assay.solidity.syntax import nodes as syntax

Target = Variable | Temporary

STANDARD_VIEWS = frozenset(
    {"balanceOf", "allowance", "totalSupply", "decimals", "symbol", "name", "ownerOf", "getApproved"}
    | {"isApprovedForAll", "supportsInterface", "asset", "totalAssets", "convertToShares", "convertToAssets"}
    | {"previewDeposit", "previewMint", "previewWithdraw", "previewRedeem", "nonces", "DOMAIN_SEPARATOR"}
    | {"isValidSignature", "latestRoundData"}
    | {"getReserves", "token0", "token1", "price0CumulativeLast", "price1CumulativeLast", "getPair", "slot0", "observe"}
)
"""View functions by the names that ERC-20, 165, 721, 1155, 1271, 2612, 4626, Chainlink feeds and Uniswap pools fix."""


@dataclass(slots=True, eq=False)
class Operation:
    """What all operations have."""

    node: syntax.Node
    body: Function
    """Whose source holds `node`: the function itself, or a modifier (or Yul function's owner) inlined into it."""

    @property
    def inputs(self) -> tuple[Value, ...]:
        """Values read, in order."""
        return ()

    @property
    def outputs(self) -> tuple[Target, ...]:
        """Locals and temporaries written."""
        return ()


@dataclass(slots=True, eq=False)
class Assign(Operation):
    """`target = value`, both local."""

    target: Target
    value: Value

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (self.value,)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class Convert(Operation):
    """An explicit cast; `target.type` is the type converted to."""

    target: Target
    value: Value

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (self.value,)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class Arithmetic(Operation):
    """`target = left operator right`; comparisons, boolean and bit operators too."""

    target: Target
    operator: str
    left: Value
    right: Value
    checked: bool
    """The compiler reverts on overflow: from 0.8 on, outside `unchecked` and assembly."""

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (self.left, self.right)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class Negate(Operation):
    """`!x`, `-x`, `~x`."""

    target: Target
    operator: str
    value: Value

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (self.value,)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class Load(Operation):
    """`target = place`; the length of an array or mapping value too."""

    target: Target
    place: Place

    @property
    def inputs(self) -> tuple[Value, ...]:
        return _keys(self.place)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class Store(Operation):
    """`place = value`. For `x += v` the sum is computed before, `operator` keeps how it was written."""

    place: Place
    value: Value
    operator: str = "="
    """`=`, `+=`, …, `++`, `--`, `delete`, `push`, `pop`."""

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (*_keys(self.place), self.value)


@dataclass(slots=True, eq=False)
class Refer(Operation):
    """A storage (or memory) reference now points at `place`: `User storage u = users[id]`."""

    target: Target
    place: Place

    @property
    def inputs(self) -> tuple[Value, ...]:
        return _keys(self.place)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class InternalCall(Operation):
    """Runs `function` (or what overrides it) in the same frame; see `flow.calls` for the dispatch."""

    results: tuple[Target, ...]
    function: Function
    arguments: tuple[Value | Place, ...]
    """A `Place` where a storage reference is passed."""
    virtual: bool
    is_super: bool = False

    @property
    def inputs(self) -> tuple[Value, ...]:
        return tuple(v for a in self.arguments for v in (_keys(a) if isinstance(a, Place) else (a,)))

    @property
    def outputs(self) -> tuple[Target, ...]:
        return self.results


@dataclass(slots=True, eq=False)
class ExternalCall(Operation):
    """Leaves this contract: everything can happen before it returns, unless `kind` forbids it."""

    results: tuple[Target, ...]
    kind: str
    """`high` (by an interface), `call`, `delegatecall`, `staticcall`, `callcode`, `send`, `transfer`, `library`."""
    receiver: Value
    name: str
    """The function called; empty for low-level calls."""
    contract: Contract | None
    """The receiver's static type, where it is one."""
    function: Function | None
    getter: StateVariable | None
    arguments: tuple[Value, ...]
    value: Value | None = None
    gas: Value | None = None
    tried: bool = False
    """Inside `try`: a revert of the callee does not propagate."""
    discarded: bool = False
    """Nothing is done with what it returns."""

    @property
    def inputs(self) -> tuple[Value, ...]:
        extra = tuple(v for v in (self.value, self.gas) if v is not None)
        return (self.receiver, *self.arguments, *extra)

    @property
    def outputs(self) -> tuple[Target, ...]:
        return self.results

    @property
    def is_static(self) -> bool:
        """The callee can't change state, so it can't re-enter to any effect."""
        if self.getter is not None or self.kind == "staticcall":
            return True
        # NOTE: STATICCALL for view functions is enforced only from 0.5 on; in a view function nothing else compiles
        enforced = self.kind == "high" and self.body.file.version >= (0, 5, 0)
        if enforced and self.body.mutability in ("view", "pure"):
            return True
        if self.kind == "high" and self.function is None and self.contract is None:
            return self.name in STANDARD_VIEWS  # its interface was not read
        return enforced and self.function is not None and self.function.mutability in ("view", "pure")

    @property
    def low_level(self) -> bool:
        """Returns a success flag instead of reverting."""
        return self.kind in ("call", "delegatecall", "staticcall", "callcode", "send")


@dataclass(slots=True, eq=False)
class Create(Operation):
    """`new C(…)`, CREATE and CREATE2 in assembly."""

    target: Target
    contract: Contract | None
    arguments: tuple[Value, ...]
    value: Value | None = None

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (*self.arguments, *((self.value,) if self.value is not None else ()))

    @property
    def outputs(self) -> tuple[Target, ...]:
        return (self.target,)


@dataclass(slots=True, eq=False)
class Compute(Operation):
    """A function of the language or the machine: `keccak256`, `abi.encode`, `ecrecover`, literals, Yul builtins."""

    results: tuple[Target, ...]
    name: str
    arguments: tuple[Value, ...]

    @property
    def inputs(self) -> tuple[Value, ...]:
        return self.arguments

    @property
    def outputs(self) -> tuple[Target, ...]:
        return self.results


@dataclass(slots=True, eq=False)
class Emit(Operation):
    """Logs an event."""

    event: str
    arguments: tuple[Value, ...]

    @property
    def inputs(self) -> tuple[Value, ...]:
        return self.arguments


@dataclass(slots=True, eq=False)
class SelfDestruct(Operation):
    """`selfdestruct(beneficiary)`."""

    beneficiary: Value

    @property
    def inputs(self) -> tuple[Value, ...]:
        return (self.beneficiary,)


@dataclass(slots=True, eq=False)
class Opaque(Operation):
    """Something that is not followed (an unparsed statement, a call through a pointer)."""

    because: str
    arguments: tuple[Value, ...] = ()
    results: tuple[Target, ...] = ()

    @property
    def inputs(self) -> tuple[Value, ...]:
        return self.arguments

    @property
    def outputs(self) -> tuple[Target, ...]:
        return self.results


AnyOperation = (
    Assign
    | Convert
    | Arithmetic
    | Negate
    | Load
    | Store
    | Refer
    | InternalCall
    | ExternalCall
    | Create
    | Compute
    | Emit
    | SelfDestruct
    | Opaque
)


def _keys(place: Place) -> tuple[Value, ...]:
    root = (place.root,) if isinstance(place.root, Variable | Temporary) else ()
    return (*root, *(step.value for step in place.path if hasattr(step, "value")))
