"""Uninitialised state: an address or contract that the code relies on, and nothing ever sets."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts, FunctionView
from assay.solidity.flow.origins import Origin
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Slot
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, StateVariable

RULE = Rule(
    id=RuleId("contracts.uninitialised-state"),
    title="An address that nothing sets is relied on",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "cwe:457", "dasp:other"),
    meaning=(
        "A state variable without a value that no function writes is the zero address for ever. Ether and calls that "
        "go there are lost, and a check against it lets nobody pass.\n\n"
        "Not flagged: variables that a constructor, a base, a derived contract or assembly sets, constants, and "
        "contracts whose bases were not all read."
    ),
    remedy="Set it in the constructor (and make it immutable), or remove it.",
    references=("https://cwe.mitre.org/data/definitions/457.html",),
    flagged=("uninitialised_state_old.sol", "uninitialised_state_receiver.sol"),
    clean=("uninitialised_state_clean_in_assembly.sol", "uninitialised_state_clean_in_base.sol"),
)


@answers(RULE)
def uninitialised_state(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for each variable, in the contract that is deployed with it."""
    for contract in contracts:
        if not contract.deployable or contract.incomplete:
            continue
        unset = [v for v in contract.variables.values() if _is_never_set(contracts, v)]
        functions = contracts.functions(contract) if unset else ()
        if any(_writes_slots(f) for f in functions):
            continue
        for variable in unset:
            yield from _relied_on(contract, variable, functions)


def _is_never_set(contracts: Contracts, variable: StateVariable) -> bool:
    holds_address = t.is_address(variable.type) or isinstance(variable.type, t.ContractType)
    return (
        holds_address and variable.mutable and variable.node.value is None and not contracts.flow.writers.get(variable)
    )


def _writes_slots(function: FunctionView) -> bool:
    """Assembly that stores to slots it computes, or code run by delegatecall, may set anything."""
    stores = any(isinstance(s.place.root, Slot) for s in function.each(op.Store))
    foreign = any(c.kind in ("delegatecall", "callcode", "library") for c in function.each(op.ExternalCall))
    return stores or foreign or bool(function.graph.gaps)


def _relied_on(contract: Contract, variable: StateVariable, functions: tuple[FunctionView, ...]) -> Iterator[Found]:
    wanted = frozenset({Origin("storage", variable)})
    compared: tuple[FunctionView, Branch] | None = None
    for function in functions:
        for call in function.each(op.ExternalCall):
            if function.of(call.receiver) == wanted and not _is_zero_checked(function, call, variable):
                yield _found(contract, variable, function, call, "the call or ether goes to the zero address")
                return
        for _, branch in function.graph.branches:
            made = function.definition(branch.condition)
            if isinstance(made, op.Arithmetic) and made.operator in ("==", "!=") and compared is None:
                sides = [function.of(v) for v in (made.left, made.right)]
                if wanted in sides and any(o.kind == "sender" for side in sides for o in side):
                    compared = function, branch
    if compared is not None:
        yield _found(contract, variable, *compared, "nobody is the zero address, so nobody passes")


def _is_zero_checked(function: FunctionView, call: op.ExternalCall, variable: StateVariable) -> bool:
    """`if (hook != address(0)) hook.run()`: an option that this version leaves off."""
    origin = Origin("storage", variable)
    return any(origin in function.of(check.condition) for check in function.checks_before(call))


def _found(
    contract: Contract, variable: StateVariable, function: FunctionView, at: op.AnyOperation | Branch, effect: str
) -> Found:
    exposure = Exposure.ANYONE if isinstance(at, Branch) else function.exposure(at)
    return RULE.found(
        contract.part,
        f"{variable.name} is used here and set nowhere: {effect}",
        at=variable.file.span(variable.node),
        severity=Severity.LOW if isinstance(at, Branch) else Severity.MEDIUM,
        confidence=Confidence.HIGH,
        exposure=exposure,
        path=[function.step(at, effect)],
    )
