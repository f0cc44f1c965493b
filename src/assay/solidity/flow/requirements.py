"""What must hold before control gets somewhere: branches whose other side never leads there, callees included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.conditions import Reader
from assay.solidity.flow.ingredients import Ingredient, ingredients
from assay.solidity.flow.origins import SENDER, THIS, TX_ORIGIN, VALUE, Origins
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Return
from assay.solidity.ir.values import Constant
from assay.solidity.model.declarations import Contract, Function

_CALLS_DEEP = 4
_HASHES = frozenset({"keccak256", "sha3", "sha256", "ripemd160", "yul.keccak256"})

DISTINGUISHING = frozenset({"entry", "hash", "signature", "external", "paid", "answer", "unknown"})
"""Concerns by which one caller passes and another does not; the rest is the same for everyone or his own choice."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition on the way, and how it has to come out."""

    branch: Branch
    holds: bool
    reader: Reader
    """Of the function that holds the branch, with its parameters as they were passed."""

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        """Every operation that the condition depends on."""
        return ingredients(self.reader, self.branch.condition)

    @property
    def concerns(self) -> frozenset[str]:
        """What the condition looks at.

        `entry` (storage kept for the caller or for what he names), `state` (storage that is the same for all),
        `hash`, `signature`, `external` (what another contract says), `balance` (momentary, of this contract),
        `paid` (ether sent along), `time`, `answer` (something that the caller has to know), `caller`, `unknown`.
        """
        found = {_CONCERNS[o.kind] for o in self.reader.of(self.branch.condition) if o.kind in _CONCERNS}
        for ingredient in self.ingredients:
            found |= _concern(ingredient)
        return frozenset(found | ({"answer"} if self._asks() else set()))

    @property
    def always(self) -> bool:
        """Holds whatever the values are: an unsigned number that must be zero or more."""
        for test in self.reader.graph.definitions.get(self.branch.condition, ()):
            if isinstance(test, op.Arithmetic) and test.operator in ("<", "<=", ">", ">="):
                more_left = (test.operator in (">", ">=")) == self.holds
                equal = (test.operator in (">=", "<=")) == self.holds
                less = test.right if more_left else test.left
                return equal and isinstance(less, Constant) and less.number == 0
        return False

    @property
    def only_delegated_to(self) -> bool:
        """`address(this) != SELF`: what follows runs only for a contract that delegates to this code."""
        return THIS in self.reader.of(self.branch.condition) and any(
            isinstance(operation, op.Arithmetic)
            and any(_kinds(self.reader.of(side)) == {"fixed"} for side in (operation.left, operation.right))
            for operation in self.reader.graph.definitions.get(self.branch.condition, ())
        )

    def _asks(self) -> bool:
        """Whether something that the caller passes must equal something stored."""
        for operation in self.reader.graph.definitions.get(self.branch.condition, ()):
            if isinstance(operation, op.Arithmetic) and operation.operator in ("==", "!="):
                left, right = self.reader.of(operation.left), self.reader.of(operation.right)
                given = [_kinds(o) & {"parameter", "calldata"} for o in (left, right)]
                kept = [_kinds(o) & {"storage", "fixed"} for o in (left, right)]
                equal = (operation.operator == "==") == self.holds
                return equal and bool((given[0] and kept[1]) or (given[1] and kept[0]))
        return False

    @property
    def distinguishes(self) -> bool:
        """Whether it keeps some callers out by what they are, own, pay, know or were allowed."""
        return bool(self.concerns & DISTINGUISHING)


_CONCERNS = {"sender": "caller", "tx.origin": "caller", "msg.value": "paid", "block": "time", "signer": "signature"}


def _kinds(origins: Origins) -> set[str]:
    return {o.kind for o in origins}


def _concern(ingredient: Ingredient) -> set[str]:
    match ingredient.operation:
        case op.Load(place=place) if place.storage:
            return {"entry" if _named_by_caller(ingredient.keys()) else "state"}
        case op.Compute(name="ecrecover"):
            return {"signature"}
        case op.Compute(name="member.balance" | "yul.balance" | "yul.selfbalance"):
            return {"balance"}
        case op.Compute(name=name) if name in _HASHES:
            return {"hash"}
        case op.ExternalCall(name=name, arguments=arguments):
            asked = any(_named_by_caller(ingredient.reader.of(a)) for a in arguments)
            return {"balance" if name == "balanceOf" and not asked else "external"}
        case op.Opaque():
            return {"unknown"}
        case _:
            return set()


def _named_by_caller(origins: Origins) -> bool:
    return bool(origins & {SENDER, TX_ORIGIN, VALUE} or _kinds(origins) & {"parameter", "calldata"})


def requirements(
    flow: Flow, function: Function, way: Sequence[op.AnyOperation], context: Contract | None
) -> tuple[Requirement, ...]:
    """Along `way` (internal calls, outermost first, and the operation they lead to).

    A branch counts that some way to the operation passes and whose other side can't come there: with `a || b` the
    last part only, inside `if (c) require(d)` the `d` too. Conditions in callees that return before are included.
    """
    found: list[Requirement] = []
    walk = _Walk(flow, context)
    reader = flow.reader(function, context)
    for operation in way:
        block, index = reader.graph.block_of[operation]
        found += walk.before(reader, [block], (block, index), 0)
        inner = reader.inside(operation) if isinstance(operation, op.InternalCall) else None
        if inner is None:
            break
        reader = inner
    return tuple(found)


def requirements_to_return(flow: Flow, function: Function, context: Contract | None) -> tuple[Requirement, ...]:
    """What must hold for a call of the function to come back without reverting; those after an operation too."""
    reader = flow.reader(function, context)
    ends = [b for b in reader.graph.blocks if isinstance(b.end, Return)]
    return tuple(_Walk(flow, context).before(reader, ends, None, 0))


@dataclass(slots=True)
class _Walk:
    flow: Flow
    context: Contract | None
    seen: set[tuple[object, ...]] = field(default_factory=set)
    """Functions already entered, with what was passed."""

    def before(
        self, reader: Reader, goals: list[Block], upto: tuple[Block, int] | None, deep: int
    ) -> Iterator[Requirement]:
        leading = self._leading_to(goals)
        for block in reader.graph.blocks:
            if block not in leading:
                continue
            last = upto is not None and upto[0] is block
            for operation in block.operations[: upto[1]] if upto is not None and last else block.operations:
                if isinstance(operation, op.InternalCall) and deep < _CALLS_DEEP:
                    yield from self._returning(reader, operation, deep)
            end = block.end
            if isinstance(end, Branch) and not last and (end.yes in leading) != (end.no in leading):
                yield Requirement(end, end.yes in leading, reader)

    def _returning(self, reader: Reader, call: op.InternalCall, deep: int) -> Iterator[Requirement]:
        """What must hold for a call to return; each function once for the same arguments."""
        inner = reader.inside(call)
        if inner is None:
            return
        passed = (inner.graph.function, *(inner.bound or {}).values())
        if passed not in self.seen:
            self.seen.add(passed)
            ends = [b for b in inner.graph.blocks if isinstance(b.end, Return)]
            yield from self.before(inner, ends, None, deep + 1)

    def _leading_to(self, goals: list[Block]) -> set[Block]:
        """Blocks from which control can come to a goal; not through a call that never returns."""
        seen, pending = set(goals), list(goals)
        while pending:
            for block in pending.pop().predecessors:
                if block not in seen and not self.flow.ends_in_callee(block, self.context):
                    seen.add(block)
                    pending.append(block)
        return seen
