"""Reentrancy: a call leaves the contract between the read of a state variable and the write that settles it."""

from collections.abc import Iterator

from assay.core.evidence import Step
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site
from assay.solidity.flow.registered import registered
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant

STIPEND = 2300
"""Gas that `send` and `transfer` pass on: too little to call back with effect."""

RULE = Rule(
    id=RuleId("contracts.reentrancy"),
    title="State is settled only after a call that can come back",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC05:2025", "swc:107", "cwe:841", "dasp:reentrancy"),
    meaning=(
        "The function reads a state variable, calls out, and writes the variable only afterwards. Whoever gets "
        "control in between calls back and meets the old value: the same balance is paid twice, the same right "
        "used twice.\n\n"
        "Not flagged: a call after all writes (checks, effects, interactions), state that was settled before the call "
        "and is only put back after it, a call under a lock that other entries check too, `send` and `transfer` "
        "whose 2,300 gas buy no second call, static calls, and callees that were fixed by the code or at "
        "deployment."
    ),
    remedy="Write the state before the call, or take a reentrancy lock that all functions on this state check.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC05-reentrancy-attacks.html",
        "https://swcregistry.io/docs/SWC-107",
    ),
    flagged=(
        "reentrancy_call_before_update.sol",
        "reentrancy_call_value_old.sol",
        "reentrancy_nft_receiver_hook.sol",
        "reentrancy_through_internal_function.sol",
    ),
    clean=(
        "reentrancy_clean_effects_first.sol",
        "reentrancy_clean_handwritten_lock.sol",
        "reentrancy_clean_immutable_callee.sol",
        "reentrancy_clean_lock_inlined.sol",
        "reentrancy_clean_transfer_stipend.sol",
    ),
)


@answers(RULE)
def reentrancy(functions: Functions) -> Iterator[Outcome]:
    """One finding for each call that leaves in the middle."""
    for function in functions:
        if function.function.is_entry and function.function.writes_allowed:
            yield from _in(function)


def _in(function: FunctionView) -> Iterator[Found]:
    """Of all calls between the read and the write of one variable the one that trusts least stands for all."""
    worst: dict[Cell, tuple[Trust, Found]] = {}
    for callee, cell, found in _open_calls(function):
        if cell not in worst or callee < worst[cell][0]:
            worst[cell] = (callee, found)
    yield from (found for _, found in worst.values())


def _open_calls(function: FunctionView) -> Iterator[tuple[Trust, Cell, Found]]:
    effects = function.effects
    for site, read_before in effects.calls.items():
        call = site.operation
        if not isinstance(call, op.ExternalCall) or not _can_come_back(call):
            continue
        receiver = function.of_site(site, call.receiver)
        callee = trust(function.flow, receiver)
        if callee is Trust.FIXED or function.lock_at(site) is not None:
            continue
        if registered(function.flow, function.function, function.context, receiver):
            callee = Trust.OWNER
        late = {
            cell: write
            for (after, cell), write in effects.late_writes.items()
            if after == site and not function.always_before(write, site)
        }
        stale = [cell for cell in late if cell in read_before and cell not in effects.settled[site]]
        if stale:
            cell = stale[0]
            yield callee, cell, _found(function, site, callee, cell, read_before[cell], late[cell])


def _can_come_back(call: op.ExternalCall) -> bool:
    if call.kind in ("send", "transfer", "library", "staticcall") or call.is_static:
        return False
    if isinstance(call.receiver, Constant):  # a precompile or a hard-coded contract
        return False
    gas = call.gas
    return not (isinstance(gas, Constant) and gas.number is not None and gas.number <= STIPEND)


def _found(function: FunctionView, site: Site, callee: Trust, cell: Cell, read: Site, write: Site) -> Found:
    call = site.operation
    assert isinstance(call, op.ExternalCall)
    name = ".".join(str(getattr(part, "name", part)) for part in cell)
    exposure = function.exposure(function.first(site))
    path: list[Step] = [
        *function.steps(read, f"{name} is read"),
        *function.steps(site, "control leaves to " + _WHO[callee]),
        *function.steps(write, f"{name} is written only now"),
    ]
    return RULE.found(
        function.part,
        f"{name} is read before this call and written after it: a call back meets the old value",
        at=function.at(_in_own_code(site)),
        severity=_severity(call, callee, exposure),
        confidence=Confidence.HIGH if callee is Trust.CHOSEN and call.low_level else Confidence.MEDIUM,
        exposure=exposure,
        path=path,
        guards=[
            function.guard(check, "it is passed again on the way back in, before the write")
            for check in function.checks_before(function.first(site))
        ],
    )


def _in_own_code(site: Site) -> op.AnyOperation:
    """The call itself, or the innermost call on the way to it that does not stand in a library."""
    own = [o for o in (*site.through, site.operation) if o.body.contract is None or o.body.contract.kind != "library"]
    return own[-1] if own else site.operation


_WHO = {
    Trust.CHOSEN: "an address that the caller chooses",
    Trust.UNKNOWN: "an address that another contract returned",
    Trust.OWNER: "a contract that an owner set or that was registered before",
}


def _severity(call: op.ExternalCall, callee: Trust, exposure: Exposure) -> Severity:
    if exposure is not Exposure.ANYONE:
        return Severity.LOW
    if callee is Trust.CHOSEN:
        return Severity.HIGH if call.low_level else Severity.MEDIUM
    return Severity.MEDIUM if callee is Trust.UNKNOWN else Severity.LOW
