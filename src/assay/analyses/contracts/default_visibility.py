"""Default visibility: nothing says who may call the function, so everybody may, and it matters."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import authorities
from assay.solidity.flow.effects import cell_of
from assay.solidity.flow.origins import VALUE, is_given
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant

RULE = Rule(
    id=RuleId("contracts.default-visibility"),
    title="A function without a visibility is open to everyone",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC01:2025", "swc:100", "cwe:710", "dasp:access_control"),
    meaning=(
        "Before Solidity 0.5 a function without a visibility was public. A helper that was meant for the contract's "
        "own use can then be called by anyone. It counts when the function moves value or changes rights, and nothing "
        "in it checks the caller, and other functions of the contract call it, as a helper (medium), or its name "
        "starts with an underscore as helpers' names do.\n\n"
        "Not flagged: functions that say `public`, those that check the caller, that only read, or that do nothing "
        "more than every entry of a contract does. State variables are internal by default, which is harmless."
    ),
    remedy="Write the visibility of every function; make helpers internal or private.",
    references=("https://swcregistry.io/docs/SWC-100",),
    flagged=("default_visibility_helper.sol", "default_visibility_owner.sol"),
    clean=("default_visibility_clean_all_said.sol", "default_visibility_clean_state_variables.sol"),
)


@answers(RULE)
def default_visibility(functions: Functions) -> Iterator[Outcome]:
    """One finding for each helper that was left open by saying nothing."""
    for function in functions:
        declared = function.function
        if declared.node.visibility or declared.kind != "function" or not function.is_write_entry:
            continue
        if function.file.version >= (0, 5, 0) or not _is_helper(function):
            continue
        power = _power(function)
        if power:
            yield RULE.found(
                function.part,
                f"{function.name} says no visibility and so is public: anyone can have it {power}",
                at=function.head(),
                severity=Severity.MEDIUM,
                confidence=Confidence.HIGH if function.flow.callers.get(declared) else Confidence.MEDIUM,
            )


def _is_helper(function: FunctionView) -> bool:
    """The contract itself uses it, or the name says that it should."""
    return function.name.startswith("_") or bool(function.flow.callers.get(function.function))


def _power(function: FunctionView) -> str:
    """What a stranger can do with it, in words; empty when that is nothing special."""
    known = authorities(function.flow)
    for site in function.sites(op.Store):
        store = site.operation
        if not isinstance(store, op.Store) or cell_of(store.place) not in known:
            continue
        if is_given(function.of_site(site, store.value)) and function.is_open_at(site):
            return f"set {store.place}"
    for site in function.sites(op.ExternalCall):
        call = site.operation
        if not isinstance(call, op.ExternalCall) or call.value is None or _looks_at_payment(function):
            continue
        if isinstance(call.value, Constant) and call.value.number == 0:
            continue
        if function.is_open_at(site) and not any(r.distinguishes for r in function.requirements(site)):
            return "pay ether out"
    for site in function.sites(op.SelfDestruct):
        if function.is_open_at(site):
            return "destroy the contract"
    return ""


def _looks_at_payment(function: FunctionView) -> bool:
    return any(VALUE in function.of(value) for _, _, o in function.graph.operations for value in o.inputs)
