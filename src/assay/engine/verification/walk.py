"""Follows steps through control flow and calls: whether one execution can pass them in the order given.

An execution is a stack of frames, each a function and the place in its graph that was passed last. From one step to
the next it may go on in the same function, enter a function through a call, come back to a caller, or enter any
function after an external call, since whoever was called may call back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.core.evidence import Step
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.dominance import reachable
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Jump
from assay.solidity.model.declarations import Contract, Function
from assay.solidity.syntax import nodes as syntax

STATES = 500
"""Stacks that are kept side by side; more is a budget exceeded."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in a function's graph."""

    function: Function
    block: Block
    first: int
    last: int
    """Of the statement's operations in the block; the number of all operations stands for what ends it."""


Stack = tuple[At, ...]
"""Innermost last."""


class Walk:
    """Judges paths over one project. What a path needs of graphs is kept for the next path."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._entered: dict[Function, frozenset[Function]] = {}
        self._holders: dict[str, list[Function]] = {}
        self._reached: dict[Block, frozenset[Block]] = {}
        self._incomplete: set[Function] = set()
        for function in flow.project.functions:
            for body in self._bodies(function):
                self._holders.setdefault(body, []).append(function)

    def problem(self, steps: Sequence[Step]) -> str | None:
        """The first step that can't follow those before it, in words; None when all can.

        Raises `BudgetExceeded` when the code is not understood well enough to say so.
        """
        states: list[Stack] = []
        for number, step in enumerate(steps, 1):
            places = self._places(step)
            if not places:
                return self._unsure(f"step {number} is no statement of {step.function}", steps)
            following: list[Stack] = [(at,) for at in places] if number == 1 else self._following(states, places)
            if not following:
                return self._unsure(f"step {number} can't follow step {number - 1}", steps)
            if len(following) > STATES:
                raise BudgetExceeded(f"more than {STATES} ways lead to step {number}")
            states = following
        return None

    def _unsure(self, problem: str, steps: Sequence[Step]) -> str:
        """The problem, unless code that the steps run through could not be followed."""
        through = {function for step in steps for function in self._holders.get(step.function, ())}
        through |= {below for function in through for below in self._below(function)}
        missing = sorted(function.part for function in through if function in self._incomplete)
        if missing:
            raise BudgetExceeded(f"{problem}, but not all of {missing[0]} could be followed")
        return problem

    def _bodies(self, function: Function) -> set[str]:
        """The parts whose statements the function's graph holds: its own, and those of inlined modifiers."""
        try:
            graph = self._flow.graph(function)
        except BudgetExceeded:
            self._incomplete.add(function)
            return {function.part}
        if graph.gaps:
            self._incomplete.add(function)
        return {function.part, *(modifier.part for modifier in graph.modifiers)}

    def _places(self, step: Step) -> list[At]:
        """Where the step stands: what lies within its span, else what it lies in most closely."""
        inside: list[At] = []
        around: dict[int, list[At]] = {}
        for at, node in self._nodes(step):
            if step.span.start <= node.start and node.end <= step.span.end:
                inside.append(at)
            elif node.start <= step.span.start and step.span.end <= node.end:
                around.setdefault(node.end - node.start, []).append(at)
        joined: dict[tuple[Function, Block], At] = {}
        for at in inside or (around[min(around)] if around else []):
            before = joined.get((at.function, at.block), at)
            joined[at.function, at.block] = At(at.function, at.block, before.first, at.last)
        return list(joined.values())

    def _nodes(self, step: Step) -> Iterator[tuple[At, syntax.Node]]:
        """Everything that the bodies of the step's function do, with its syntax; a body as a whole is no statement."""
        for function in self._holders.get(step.function, ()):
            for block in self._flow.graph(function).blocks:
                ends = [] if block.end is None or isinstance(block.end, Jump) else [block.end]
                for index, done in enumerate([*block.operations, *ends]):
                    here = done.body.part == step.function and done.body.file.path == step.span.path
                    if here and done.node is not done.body.node:
                        yield At(function, block, index, index), done.node

    def _following(self, states: Sequence[Stack], places: Sequence[At]) -> list[Stack]:
        found = {
            next_: None for stack in states for at in places for next_ in self._moves(stack, at)
        }  # a dict, to keep the order and drop doubles
        return list(found)

    def _moves(self, stack: Stack, to: At) -> Iterator[Stack]:
        top = stack[-1]
        if self._after(top, to):
            yield (*stack[:-1], to)
        if self._enters(top, to.function):
            yield (*stack, to)
        for depth in range(len(stack) - 1):
            if stack[depth] == to:  # the same call is shown again on the way to another statement below it
                yield stack
            if self._after(stack[depth], to):
                yield (*stack[:depth], to)
        if len(stack) == 1 and any(self._after(call, to) for call in self._calls_to(to.function, top.function)):
            yield (to,)

    def _enters(self, at: At, wanted: Function) -> bool:
        """Whether a call at or after `at` in the same function leads to `wanted`."""
        graph = self._flow.graph(at.function)
        for block, index, operation in graph.operations:
            if not self._after(at, At(at.function, block, index, index)):
                continue
            if isinstance(operation, op.ExternalCall | op.Create) and wanted.is_entry:
                return True
            if isinstance(operation, op.InternalCall):
                targets = self._targets(at.function, operation)
                if wanted in targets or any(wanted in self._below(target) for target in targets):
                    return True
        return False

    def _calls_to(self, caller: Function, callee: Function) -> Iterator[At]:
        graph = self._flow.graph(caller)
        for block, index, operation in graph.operations:
            if isinstance(operation, op.InternalCall):
                targets = self._targets(caller, operation)
                if callee in targets or any(callee in self._below(target) for target in targets):
                    yield At(caller, block, index, index)

    def _below(self, function: Function) -> frozenset[Function]:
        """All functions that it calls, directly or not, in any contract."""
        if function not in self._entered:
            seen: set[Function] = set()
            pending = [function]
            while pending:
                caller = pending.pop()
                for target in self._callees(caller):
                    if target not in seen:
                        seen.add(target)
                        pending.append(target)
            self._entered[function] = frozenset(seen)
        return self._entered[function]

    def _callees(self, caller: Function) -> Iterator[Function]:
        try:
            operations = self._flow.graph(caller).operations
        except BudgetExceeded:
            return
        for _, _, operation in operations:
            if isinstance(operation, op.InternalCall):
                yield from self._targets(caller, operation)

    def _targets(self, caller: Function, call: op.InternalCall) -> set[Function]:
        """What the call may run, in the caller's contract or any that derives from it."""
        contexts: list[Contract | None] = [caller.contract]
        if caller.contract is not None:
            contexts += self._flow.dispatch.derived(caller.contract)
        return {found for context in contexts if (found := self._flow.dispatch.target(call, context)) is not None}

    def _after(self, first: At, second: At) -> bool:
        """Whether control that has passed `first` can come to `second` in the same function, or is still there."""
        if first.function is not second.function:
            return False
        if first.block is second.block and second.last >= first.first:
            return True
        if first.block not in self._reached:
            self._reached[first.block] = reachable(first.block)
        return second.block in self._reached[first.block]
