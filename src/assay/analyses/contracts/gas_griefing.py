"""Gas griefing: whoever relays a call can give it too little gas, and it is recorded as done all the same."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.failures import failure_reverts
from assay.solidity.flow.loaded import places_of
from assay.solidity.flow.uses import influence
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Key, Value

RULE = Rule(
    id=RuleId("contracts.gas-griefing"),
    title="A relayed call can be starved of gas and still counts as done",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM,),
    tags=("owasp:SC10:2025", "swc:126", "cwe:691", "dasp:denial_of_service"),
    meaning=(
        "A call gets at most 63/64 of the gas that is left. Who relays somebody else's request chooses how much there "
        "is: just enough for the relay to finish, too little for the request. It fails, is marked as executed, and "
        "can't be tried again.\n\n"
        "Flagged where a request is marked as used up for good and a failure of its call is neither required nor "
        "booked. Not flagged: code that compares the gas that is left with what the request asks for, and entries that "
        "only trusted relayers reach."
    ),
    remedy="Check gasleft() against the gas that the signer asked for, or revert when the call fails.",
    references=("https://swcregistry.io/docs/SWC-126", "https://eips.ethereum.org/EIPS/eip-150"),
    flagged=("gas_griefing_relay.sol", "gas_griefing_relay_old.sol"),
    clean=(
        "gas_griefing_clean_gas_checked.sol",
        "gas_griefing_clean_required.sol",
        "gas_griefing_clean_failure_booked.sol",
    ),
)


@answers(RULE)
def gas_griefing(functions: Functions) -> Iterator[Outcome]:
    """One finding for each call that the relayer can starve."""
    for function in functions:
        if function.function.is_entry and not _looks_at_gas(function):
            for call in function.each(op.ExternalCall):
                if call.kind == "call" and call.gas is None and _carries_request(function, call):
                    yield from _at(function, call)


def _carries_request(function: FunctionView, call: op.ExternalCall) -> bool:
    """The call data comes from the one who calls: he relays it."""
    return any(o.kind in ("parameter", "calldata") for a in call.arguments for o in function.of(a))


def _looks_at_gas(function: FunctionView) -> bool:
    if any(c.name in ("gasleft", "yul.gas") for c in function.each(op.Compute)):
        return True
    return any(str(v) == "msg.gas" for _, _, o in function.graph.operations for v in o.inputs)


def _at(function: FunctionView, call: op.ExternalCall) -> Iterator[Found]:
    if function.exposure(call) is not Exposure.ANYONE:
        return
    if failure_reverts(function.flow, function.function, function.context, Site(call)):
        return
    booked = influence(function.flow, function.function, function.context, call, call.results[0])
    if booked & {"branch", "state", "call"}:
        return
    for check, cell in _used_up(function, call):
        mark = next((s for s in function.each(op.Store) if cell_of(s.place) == cell and _is_mark(s)), None)
        if mark is not None and function.dominators.dominates(
            function.graph.block_of[mark][0], function.graph.block_of[call][0]
        ):
            yield RULE.found(
                function.part,
                f"the request is marked in {getattr(cell[0], 'name', 'storage')} as done, also when the caller gave it "
                "too little gas to succeed",
                at=function.at(call),
                confidence=Confidence.MEDIUM,
                exposure=Exposure.ANYONE,
                path=[
                    function.step(check, "each request is run once"),
                    function.step(mark, "from here on it counts as done"),
                    function.step(call, "fails when little gas is left, and nothing is undone"),
                ],
            )
            return


def _used_up(function: FunctionView, call: op.ExternalCall) -> Iterator[tuple[Branch, Cell]]:
    """Checks before the call of a flag that is kept for each request."""
    for check in function.checks_before(call):
        for value in _compared(function, check.condition):
            for load in places_of(function.flow, function.function, value):
                cell = cell_of(load.place)
                if cell is not None and any(isinstance(step, Key) for step in load.place.path):
                    yield check, cell


def _compared(function: FunctionView, condition: Value) -> tuple[Value, ...]:
    defined = function.definition(condition)
    return (defined.left, defined.right) if isinstance(defined, op.Arithmetic) else (condition,)


def _is_mark(store: op.Store) -> bool:
    return isinstance(store.value, Constant) or store.operator == "++"
