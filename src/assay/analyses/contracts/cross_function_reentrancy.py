"""Cross-function reentrancy: a function is locked while state is open, another function on that state is not."""

from collections.abc import Iterator

from assay.analyses.contracts._open_state import OpenCall, cell_name, open_calls
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site
from assay.solidity.flow.principals import is_restricted
from assay.solidity.flow.trust import Trust
from assay.solidity.ir import operations as op

RULE = Rule(
    id=RuleId("contracts.cross-function-reentrancy"),
    title="A lock that another function on the same state does not check",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC05:2025", "swc:107", "cwe:841", "dasp:reentrancy"),
    meaning=(
        "The function holds a lock, reads a variable, calls out and overwrites the variable afterwards. It can't be "
        "entered again, but another function that anyone may call writes the same variable without checking the lock: "
        "called in between, it moves what the outer function is about to pay out and overwrite.\n\n"
        "Not flagged: contracts in which every function on that state takes the lock, and writes after the call that "
        "subtract with a check, since those fail when the value has moved."
    ),
    remedy="Take the lock in every function that writes this state, or settle the state before the call.",
    references=("https://swcregistry.io/docs/SWC-107",),
    flagged=("reentrancy_cross_function.sol", "cross_function_reentrancy_redeem.sol"),
    clean=("cross_function_reentrancy_clean_all_locked.sol", "cross_function_reentrancy_clean_settled.sol"),
)


@answers(RULE)
def cross_function_reentrancy(functions: Functions) -> Iterator[Outcome]:
    """One finding for each locked call at which another function can still write what is open."""
    for function in functions:
        if not (function.function.is_entry and function.function.writes_allowed):
            continue
        seen: set[Site] = set()
        for one in open_calls(function):
            if one.site in seen or one.callee is not Trust.CHOSEN or not _overwrites(one):
                continue
            other = _unlocked(one) if function.lock_at(one.site) is not None else None
            if other is not None:
                seen.add(one.site)
                yield _found(one, *other)


def _overwrites(one: OpenCall) -> bool:
    """The value after the call does not depend on what the variable holds by then."""
    write = one.write.operation
    return isinstance(write, op.Store) and write.operator in ("=", "delete")


def _unlocked(one: OpenCall) -> tuple[FunctionView, Site] | None:
    """Another entry that anyone can call, that writes the cell, and that takes no lock."""
    contract = one.function.context
    for entry in contract.entries if contract is not None else ():
        if entry is one.function.function or not entry.writes_allowed:
            continue
        view = FunctionView(entry, one.function.flow)
        write = _writes(view, one.cell)
        if write is None or view.lock_at(write) is not None:
            continue
        if not is_restricted(view.who_may(view.first(write))):
            return view, write
    return None


def _writes(view: FunctionView, cell: Cell) -> Site | None:
    return view.effects.writes.get(cell)


def _found(one: OpenCall, other: FunctionView, write: Site) -> Found:
    function = one.function
    lock = function.lock_at(one.site)
    assert lock is not None
    return RULE.found(
        function.part,
        f"during this call {other.name} can still write {cell_name(one.cell)}, which is overwritten afterwards",
        at=one.place(),
        severity=Severity.HIGH if one.call.low_level else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=[*one.path()[:-1], *other.steps(write, f"{other.name} is not locked"), one.path()[-1]],
    )
