"""Shadowed state: a contract declares a variable that a base already has, and each works on its own."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts
from assay.solidity.ir import operations as op
from assay.solidity.model.declarations import Contract, StateVariable

RULE = Rule(
    id=RuleId("contracts.shadowed-state"),
    title="A state variable hides one of a base",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "swc:119", "cwe:710", "dasp:other"),
    meaning=(
        "Before Solidity 0.6 a contract can declare a state variable with the name of one it inherits. Both exist: the "
        "base's functions and modifiers go on reading theirs, which the derived contract never sets, so an owner check "
        "compares with nobody and a limit is not the one that was configured.\n\n"
        "Not flagged: a base's private variables, which nobody else can mean, constants that both only read, and equal "
        "names in contracts that do not inherit from each other."
    ),
    remedy="Remove the second declaration and set the inherited variable, or rename one of them.",
    references=("https://swcregistry.io/docs/SWC-119",),
    flagged=("shadowed_state_limit.sol", "shadowed_state_owner.sol"),
    clean=(
        "shadowed_state_clean_inherited.sol",
        "shadowed_state_clean_private.sol",
        "shadowed_state_clean_unrelated_contracts.sol",
    ),
)


@answers(RULE)
def shadowed_state(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for each variable that hides another."""
    for contract in contracts:
        if contract.file.version >= (0, 6, 0):
            continue
        for variable in contract.state.values():
            hidden = next((b.state[variable.name] for b in contract.linearized[1:] if variable.name in b.state), None)
            if hidden is not None and hidden.visibility != "private" and (variable.mutable or hidden.mutable):
                yield _found(contracts, contract, variable, hidden)


def _found(contracts: Contracts, contract: Contract, variable: StateVariable, hidden: StateVariable) -> Found:
    owner = hidden.contract.name if hidden.contract is not None else "a base"
    relied_on = _is_read(contracts, hidden) and (variable.mutable and hidden.mutable)
    return RULE.found(
        contract.part,
        f"{variable.name} hides the {variable.name} of {owner}: what {owner}'s functions read is not what is set here",
        at=contract.file.span(variable.node),
        severity=Severity.MEDIUM if relied_on else Severity.LOW,
        confidence=Confidence.HIGH,
        exposure=Exposure.ANYONE if relied_on else Exposure.NOBODY,
        evidence=[hidden.file.span(hidden.node)],
    )


def _is_read(contracts: Contracts, variable: StateVariable) -> bool:
    """Whether a function of the base itself works on it."""
    if variable.contract is None:
        return False
    for function in variable.contract.functions:
        if not function.implemented:
            continue
        operations = contracts.flow.graph(function).operations
        if any(isinstance(o, op.Load) and o.place.root is variable for _, _, o in operations):
            return True
    return False
