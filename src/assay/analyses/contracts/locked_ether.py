"""Locked ether: the contract takes ether and has no way to let it out again."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts, FunctionView
from assay.solidity.flow.failures import always_reverts
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Environment, Value
from assay.solidity.model.declarations import Contract

RULE = Rule(
    id=RuleId("contracts.locked-ether"),
    title="Ether goes in and can't come out",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "cwe:772", "dasp:other"),
    meaning=(
        "A payable function, `receive` or fallback accepts ether, and nothing in the contract or its bases sends any: "
        "no call with value, no `send` or `transfer`, no delegatecall, no creation with value, no selfdestruct. What "
        "comes in stays for ever.\n\n"
        "Medium where ether is expected (a fallback takes it, or the code looks at msg.value), low where a function is "
        "only marked payable. Not flagged: functions that always revert or demand that msg.value is zero, "
        "overrides that only a base wants payable, and bases whose derived contracts are at hand."
    ),
    remedy="Add a way to withdraw, or don't make the function payable.",
    references=("https://github.com/crytic/slither/wiki/Detector-Documentation#contracts-that-lock-ether",),
    flagged=("locked_ether_no_exit.sol", "locked_ether_old.sol"),
    clean=(
        "locked_ether_clean_exit_in_base.sol",
        "locked_ether_clean_forwarded.sol",
        "locked_ether_clean_refused.sol",
        "locked_ether_clean_zero_demanded.sol",
    ),
)


@answers(RULE)
def locked_ether(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for each contract, at the first function that takes ether."""
    for contract in contracts:
        if contract.deployable and not contracts.flow.dispatch.derived(contract):
            yield from _in(contract, contracts.functions(contract))


def _in(contract: Contract, functions: tuple[FunctionView, ...]) -> Iterator[Outcome]:
    ways_in = [f for f in functions if f.function.is_entry and _takes(f)]
    if not ways_in or any(_lets_out(f) for f in functions):
        return
    missing = [f"base {name} was not read" for name in contract.incomplete]
    missing += [gap for f in functions for gap in f.graph.gaps]
    if missing:
        yield RULE.unknown(contract.part, because=f"ether may leave where it was not looked: {missing[0]}")
        return
    expected = [f for f in ways_in if f.function.kind != "function" or _looks_at_value(f)]
    first = (expected or ways_in)[0]
    yield RULE.found(
        contract.part,
        f"{first.name} takes ether, and nothing in {contract.name} or its bases can send any",
        at=first.head(),
        severity=Severity.MEDIUM if expected else Severity.LOW,
        confidence=Confidence.HIGH,
        exposure=Exposure.ANYONE,
    )


def _takes(function: FunctionView) -> bool:
    # what a base wants payable has to be payable here, whether ether is expected or not
    if function.function.node.overrides and function.function.kind == "function" and not _looks_at_value(function):
        return False
    if function.function.mutability != "payable" or always_reverts(
        function.flow, function.context, function.graph.entry
    ):
        return False
    return not any(_demands_none(function, check) for _, check in function.graph.branches)


def _demands_none(function: FunctionView, check: Branch) -> bool:
    """`require(msg.value == 0)`, and `if (msg.value > 0) revert()`."""
    compared = function.definition(check.condition)
    if not isinstance(compared, op.Arithmetic) or not _is_value(compared.left) or not _is_zero(compared.right):
        return False
    refused = {"==": check.no, "!=": check.yes, ">": check.yes}.get(compared.operator)
    return refused is not None and always_reverts(function.flow, function.context, refused)


def _looks_at_value(function: FunctionView) -> bool:
    return any(_is_value(value) for _, _, operation in function.graph.operations for value in operation.inputs)


def _is_value(value: Value) -> bool:
    return isinstance(value, Environment) and value.name == "msg.value"


def _is_zero(value: Value | None) -> bool:
    return value is None or (isinstance(value, Constant) and value.text == "0")


def _lets_out(function: FunctionView) -> bool:
    for site in function.effects.calls:
        match site.operation:
            case op.ExternalCall(kind="delegatecall" | "callcode" | "library"):
                return True
            case op.ExternalCall(value=value) | op.Create(value=value) if not _is_zero(value):
                return True
    return any(True for _ in function.each(op.SelfDestruct))
