"""Strict balance equality: a decision hangs on the contract's exact balance, which anyone can raise."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.failures import always_reverts
from assay.solidity.flow.loaded import copies_of
from assay.solidity.flow.origins import THIS
from assay.solidity.flow.uses import reached
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Value, Variable

RULE = Rule(
    id=RuleId("contracts.strict-balance-equality"),
    title="A decision depends on the exact balance of the contract",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "swc:132", "cwe:667", "dasp:other"),
    meaning=(
        "Ether can be forced into any contract (a selfdestruct elsewhere, a block reward, a payment to the address "
        "before it is deployed) and tokens can be sent to it. A check for an exact balance can therefore be made to "
        "fail for ever by anybody, for one wei.\n\n"
        "Medium where the comparison reverts, or leads to a write or a call; low elsewhere. Not flagged: comparisons "
        "by order, comparisons with zero, and differences between two readings of a balance."
    ),
    remedy="Keep account of what came in, and compare the balance with >= if at all.",
    references=("https://swcregistry.io/docs/SWC-132",),
    flagged=(
        "strict_balance_equality_gate.sol",
        "strict_balance_equality_old.sol",
        "strict_balance_equality_token.sol",
    ),
    clean=(
        "strict_balance_equality_clean_at_least.sol",
        "strict_balance_equality_clean_zero_amount.sol",
        "strict_balance_equality_clean_difference.sol",
    ),
)


_COPIES_DEEP = 10
"""Copies of a balance that are followed; more than code has, and an end for variables copied in a circle."""


@answers(RULE)
def strict_balance_equality(functions: Functions) -> Iterator[Outcome]:
    """One finding for each branch on the exact balance of this contract."""
    for function in functions:
        if function.function.writes_allowed and function.function.kind != "constructor":
            for _, check in function.graph.branches:
                yield from _at(function, check)


def _at(function: FunctionView, check: Branch) -> Iterator[Found]:
    compared = _comparison(function, check.condition)
    if compared is None or check.yes is check.no:
        return
    for one, other in ((compared.left, compared.right), (compared.right, compared.left)):
        is_zero = isinstance(other, Constant) and other.text == "0"
        if not is_zero and _is_own_balance(function, one, compared) and not _has_balance(function, other):
            decides = _decides(function, check)
            blocks = always_reverts(function.flow, function.context, check.yes) or always_reverts(
                function.flow, function.context, check.no
            )
            yield RULE.found(
                function.part,
                "whoever sends this contract one unit more makes this comparison with its exact balance fail",
                at=function.at(check),
                severity=Severity.MEDIUM if blocks or decides else Severity.LOW,
                confidence=Confidence.HIGH if blocks else Confidence.MEDIUM,
                exposure=function.exposure(compared),
                path=[function.step(check, "the balance is not only what came in through this contract's functions")],
            )
            return


def _decides(function: FunctionView, check: Branch) -> bool:
    """One side writes storage or calls out, and the other never comes there."""
    for side in (check.yes, check.no):
        if len(side.predecessors) == 1:
            inside = (b for b in function.graph.blocks if function.dominators.dominates(side, b))
            if any(isinstance(o, op.Store | op.ExternalCall | op.InternalCall) for b in inside for o in b.operations):
                return True
    return False


def _comparison(function: FunctionView, condition: Value) -> op.Arithmetic | None:
    for copy in copies_of(function.flow, function.function, condition):
        defined = function.definition(copy)
        if isinstance(defined, op.Negate):
            defined = function.definition(defined.value)
        if isinstance(defined, op.Arithmetic) and defined.operator in ("==", "!="):
            return defined
    return None


def _is_own_balance(function: FunctionView, value: Value, compared: op.AnyOperation, deep: int = 0) -> bool:
    """The balance itself, unchanged: a share of it is not compared for equality on purpose."""
    for defined in function.graph.definitions.get(value, []):
        if isinstance(value, Variable) and compared not in reached(function.graph, value, defined):
            continue
        match defined:
            case op.Assign(value=inner) | op.Convert(value=inner):
                if deep < _COPIES_DEEP and _is_own_balance(function, inner, defined, deep + 1):
                    return True
            case op.InternalCall():
                origins = function.of(value)
                if origins and all(o.kind == "balance" and _reads_own(function, o.what) for o in origins):
                    return True
            case _ if _reads_own(function, defined):
                return True
    return False


def _reads_own(function: FunctionView, reading: object) -> bool:
    match reading:
        case op.Compute(name="yul.selfbalance"):
            return True
        case op.Compute(name="member.balance" | "yul.balance", arguments=(account,)):
            return function.of(account) in (frozenset({THIS}), frozenset())
        case op.ExternalCall(name="balanceOf", arguments=(account,)):
            return function.of(account) == frozenset({THIS})
    return False


def _has_balance(function: FunctionView, value: Value) -> bool:
    return any(o.kind == "balance" for o in function.of(value))
