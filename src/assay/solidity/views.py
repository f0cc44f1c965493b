"""What a rule sees: the functions, contracts and files of the unit it is asked about, each with its facts at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from assay.core.evidence import Guard, SourceSpan, Step
from assay.core.outcome import Exposure
from assay.core.subject import PartId
from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.conditions import Reader
from assay.solidity.flow.dominance import Dominators, Loop
from assay.solidity.flow.effects import Effects, Site
from assay.solidity.flow.locks import Lock, holds, is_unread_lock
from assay.solidity.flow.origins import NONE, UNKNOWN, OriginMap, Origins, bind, substitute
from assay.solidity.flow.principals import Principals, is_restricted, narrow
from assay.solidity.flow.requirements import Requirement, requirements, requirements_to_return
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch, Graph
from assay.solidity.ir.values import Key, Place, Slot, Value
from assay.solidity.model.declarations import Contract, File, Function, Parameter
from assay.solidity.syntax import nodes as syntax

Kind = TypeVar("Kind", bound=op.Operation)


@dataclass(frozen=True, slots=False, eq=False)
class FunctionView:
    """One function in the contract it would be deployed in; modifiers are part of it."""

    function: Function
    flow: Flow

    @property
    def part(self) -> PartId:
        """The function as a part of its subject."""
        return self.function.part

    @property
    def name(self) -> str:
        """As written; the kind for constructors, fallback and receive functions."""
        return self.function.name or self.function.kind

    @property
    def file(self) -> File:
        """That declares it."""
        return self.function.file

    @property
    def contract(self) -> Contract | None:
        """That declares it."""
        return self.function.contract

    @cached_property
    def context(self) -> Contract | None:
        """That it is read in: its own contract, or one derived from it when that can't be deployed by itself."""
        return self.flow.dispatch.home(self.function.contract)

    @property
    def graph(self) -> Graph:
        """Basic blocks, modifiers inlined."""
        return self.flow.graph(self.function)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What may check the caller and was not read, in words; a lock, which asks for nobody, is left out."""
        return tuple(gap for gap in self.graph.gaps if not is_unread_lock(gap))

    @property
    def dominators(self) -> Dominators:
        """Which block is on every path to which."""
        return self.flow.dominators(self.function)

    @property
    def loops(self) -> tuple[Loop, ...]:
        """Natural loops."""
        return self.flow.loops(self.function)

    @property
    def effects(self) -> Effects:
        """What it does and in which order, internal calls included."""
        return self.flow.effects(self.function)

    @property
    def origins(self) -> OriginMap:
        """Where its values come from."""
        return self.flow.origins(self.function)

    def of(self, value: Value | Place) -> Origins:
        """Where a value of this function comes from."""
        return self.origins.of_argument(value)

    def each(self, kind: type[Kind]) -> Iterator[Kind]:
        """Operations of one kind in the function's own graph (inlined modifiers included), in order."""
        return (o for _, _, o in self.graph.operations if isinstance(o, kind))

    def of_site(self, site: Site, value: Value | Place) -> Origins:
        """Where a value of the site's own function comes from, in the terms of this one (through the calls between)."""
        bound: dict[Parameter, Origins] = {}
        here = self.origins
        for call in site.through:
            passed = bind(call, here)
            bound = {p: substitute(o, bound) for p, o in passed.items()} if bound else passed
            target = self.flow.dispatch.target(call, self.context)
            if target is None:
                return frozenset({UNKNOWN})
            here = self.flow.origins(target, self.context)
        found = here.of_argument(value)
        return substitute(found, bound) if site.through else found

    def definition(self, value: Value) -> op.AnyOperation | None:
        """The one operation that defines a temporary or a local; None when there is none or several."""
        found = self.graph.definitions.get(value, [])
        return found[0] if len(found) == 1 else None

    def who_may(self, operation: op.AnyOperation | None = None) -> Principals:
        """Who can make `operation` run, from outside, checks in callers and callees counted; empty: nobody."""
        return self.flow.who_may(self.function, operation)

    def who_at(self, site: Site) -> Principals:
        """Who can get to a site from this function, checks on the way there counted; see `who_may`."""
        who = self.flow.who_at(self.function, (*site.through, site.operation), self.context)
        return who if is_restricted(who) else narrow(who, self.who_may(self.first(site)))

    def is_open_at(self, site: Site) -> bool:
        """Whether someone gets there whom no check of the caller names: nobody's owner, signer or token holder."""
        who = self.who_at(site)
        return bool(who) and not is_restricted(who)

    def exposure_at(self, site: Site) -> Exposure:
        """`who_at` in the words of a finding."""
        return _exposure(self.who_at(site))

    def exposure(self, operation: op.AnyOperation | None = None) -> Exposure:
        """`who_may` in the words of a finding."""
        return _exposure(self.who_may(operation))

    def lock(self, operation: op.AnyOperation) -> Lock | None:
        """The reentrancy lock that is held when `operation` runs."""
        return holds(self.flow, self.function, self.context, operation)

    def lock_at(self, site: Site) -> Lock | None:
        """The lock that is held at a site, taken here or in a function on the way to it."""
        function = self.function
        for call in site.through:
            found = holds(self.flow, function, self.context, call)
            target = self.flow.dispatch.target(call, self.context)
            if found is not None or target is None:
                return found
            function = target
        return holds(self.flow, function, self.context, site.operation)

    def always_before(self, earlier: Site, later: Site) -> bool:
        """Whether `earlier` has run on every path to `later`; in a loop, in the same round."""
        function = self.function
        for one, other in zip((*earlier.through, earlier.operation), (*later.through, later.operation), strict=False):
            if one is not other:
                graph, found = self.flow.graph(function), self.flow.dominators(function)
                (block, index), (below, position) = graph.block_of[one], graph.block_of[other]
                return index < position if block is below else found.dominates(block, below)
            target = self.flow.dispatch.target(one, self.context) if isinstance(one, op.InternalCall) else None
            if target is None:
                return False
            function = target
        return False

    @property
    def is_write_entry(self) -> bool:
        """A deployed contract's function that can be called from outside and may change state."""
        owner = self.function.contract
        return (
            self.function.is_entry
            and self.function.writes_allowed
            and owner is not None
            and owner.kind in ("contract", "abstract")
        )

    def sites(self, kind: type[Kind]) -> Iterator[Site]:
        """Operations of one kind in the function and in all it calls internally, each callee once, in order."""
        yield from self._sites(kind, self.function, (), {self.function})

    def _sites(
        self, kind: type[Kind], function: Function, through: tuple[op.InternalCall, ...], seen: set[Function]
    ) -> Iterator[Site]:
        for _, _, operation in self.flow.graph(function).operations:
            if isinstance(operation, kind):
                yield Site(operation, through)
            target = self.target(operation) if isinstance(operation, op.InternalCall) else None
            if target is not None and target not in seen and isinstance(operation, op.InternalCall):
                seen.add(target)
                yield from self._sites(kind, target, (*through, operation), seen)

    def reader_at(self, site: Site) -> Reader:
        """Reads the function that holds the site, its parameters as they are passed on the way there."""
        reader = self.flow.reader(self.function, self.context)
        for call in site.through:
            reader = reader.inside(call) or reader
        return reader

    def requirements(self, site: Site) -> tuple[Requirement, ...]:
        """Conditions that must hold on the way to a site, callees included."""
        return requirements(self.flow, self.function, (*site.through, site.operation), self.context)

    def requirements_after(self, site: Site) -> tuple[Requirement, ...]:
        """Conditions that must hold for the call to succeed and that are not checked on the way to the site."""
        before = {r.branch for r in self.requirements(site)}
        return tuple(r for r in self.requirements_to_return() if r.branch not in before)

    def requirements_to_return(self) -> tuple[Requirement, ...]:
        """Conditions that must hold for a call of this function to succeed."""
        return requirements_to_return(self.flow, self.function, self.context)

    def entry_keys(self, site: Site) -> tuple[Origins, ...]:
        """Of a store: where each key on the way to its place comes from, outermost first, in this function's terms."""
        if not isinstance(site.operation, op.Store):
            return ()
        place = site.operation.place
        found = tuple(self.of_site(site, step.value) for step in place.path if isinstance(step, Key))
        slot = self.of_site(site, place.root.value) if isinstance(place.root, Slot) else NONE
        # a slot that is worked out from something stands for one entry of many, as a key does
        return found if all(o.kind == "fixed" for o in slot) else (slot, *found)

    def first(self, site: Site) -> op.AnyOperation:
        """The operation of this function through which the site is reached."""
        return site.through[0] if site.through else site.operation

    def target(self, call: op.InternalCall) -> Function | None:
        """The function that an internal call runs here."""
        return self.flow.dispatch.target(call, self.context)

    def checks_before(self, operation: op.AnyOperation) -> tuple[Branch, ...]:
        """Branches that every path to `operation` passes, nearest last."""
        block, _ = self.graph.block_of[operation]
        numbers = set(self.dominators.chain(block)) - {block.number}
        return tuple(b.end for b in self.graph.blocks if b.number in numbers and isinstance(b.end, Branch))

    def span(self, node: syntax.Node, body: Function | None = None) -> SourceSpan:
        """The place of a node that stands in this function, or in `body` (an inlined modifier)."""
        return (body or self.function).file.span(node)

    def at(self, operation: op.AnyOperation | Branch) -> SourceSpan:
        """The place of an operation or a check, in whichever body it stands."""
        return operation.body.file.span(operation.node)

    def head(self) -> SourceSpan:
        """From `function` to where the body starts: where a finding about the whole function points."""
        node = self.function.node
        return self.file.stretch(node.start, node.head_end)

    def step(self, operation: op.AnyOperation | Branch, note: str) -> Step:
        """One statement of the path that makes a finding true."""
        return Step(span=self.at(operation), note=note, function=operation.body.part)

    def steps(self, site: Site, note: str, through: str = "which is reached through this call") -> tuple[Step, ...]:
        """The way to a site: each internal call that leads there, then the operation itself."""
        return (*(self.step(call, through) for call in site.through), self.step(site.operation, note))

    def guard(self, branch: Branch, why_not: str) -> Guard:
        """A check that is there and does not help."""
        return Guard(span=self.at(branch), name=branch.body.file.text(branch.node)[:120], why_not=why_not)

    def entered(self, operation: op.AnyOperation) -> SourceSpan:
        """Where this function comes to an operation: the statement, or the modifier in its head that holds it."""
        if operation.body is self.function:
            return self.at(operation)
        for invocation in self.function.node.invocations:
            if invocation.path[-1] == operation.body.name:
                return self.span(invocation)
        return self.at(operation)

    def text(self, node: syntax.Node) -> str:
        """The source of a node of this function."""
        return self.file.text(node)


def _exposure(who: Principals) -> Exposure:
    """Whoever holds a token or a deposit is anyone: a stranger buys one."""
    if not who:
        return Exposure.NOBODY
    stranger = any(p.kind == "holder" for p in who) or not is_restricted(who)
    return Exposure.ANYONE if stranger else Exposure.PRIVILEGED


@dataclass(frozen=True, slots=True)
class Functions:
    """The unit's functions that have a body, in source order, and those that can't be answered for."""

    views: tuple[FunctionView, ...]
    unanswered: Mapping[PartId, str] = field(default_factory=dict)
    """Functions whose flow could not be computed within its budget, with the reason."""

    def __iter__(self) -> Iterator[FunctionView]:
        return iter(self.views)


@dataclass(frozen=True, slots=True)
class Contracts:
    """The unit's contract (one, or none for a file's unit), with the flow of the whole project at hand."""

    all: tuple[Contract, ...]
    flow: Flow

    def __iter__(self) -> Iterator[Contract]:
        return iter(self.all)

    def functions(self, contract: Contract) -> tuple[FunctionView, ...]:
        """Everything that the contract can run once deployed, inherited functions included, most derived first."""
        return tuple(
            FunctionView(f, self.flow)
            for group in contract.members.values()
            for f in group
            if f.implemented and f.kind != "modifier"
        )


@dataclass(frozen=True, slots=True)
class Files:
    """The unit's file (one, or none for a contract's unit)."""

    all: tuple[File, ...]
    flow: Flow

    def __iter__(self) -> Iterator[File]:
        return iter(self.all)
