"""Rounding direction: an ERC-4626 vault rounds down what its user has to pay."""

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.slices import Slice, backward
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Place, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function
from assay.solidity.standards import exposed

PAID = {
    "previewMint(uint256)": "assets",
    "previewWithdraw(uint256)": "shares",
    "mint(uint256,address)": "assets",
    "withdraw(uint256,address,address)": "shares",
}
"""Functions of ERC-4626 that answer what the user gives for what he named, and in what."""
DOWN = frozenset({"floor", "down", "trunc"})
"""How libraries call rounding down."""

RULE = Rule(
    id=RuleId("contracts.rounding-direction"),
    title="What a vault's user pays is rounded down",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.ECOSYSTEM,
    severities=(Severity.LOW,),
    tags=("owasp:SC03:2025", "cwe:682", "cwe:1339", "dasp:arithmetic"),
    meaning=(
        "ERC-4626 has a vault round against its user: `mint` and `withdraw`, which name what is received, round up "
        "what is paid for it. Rounded down, a small enough amount costs nothing, and everybody else bears it; where a "
        "share is worth much, that is no dust.\n\n"
        "Not flagged: division that rounds up, in whatever way (a library's Up or Ceil, `(a + b - 1) / b`, a "
        "remainder that adds one), `deposit` and `redeem`, where down is right, and contracts that are no ERC-4626 "
        "vault."
    ),
    remedy="Round up in previewMint and previewWithdraw, as the standard demands.",
    references=("https://eips.ethereum.org/EIPS/eip-4626#security-considerations",),
    flagged=("rounding_direction_down_by_name.sol", "rounding_direction_floor_division.sol"),
    clean=("rounding_direction_clean_remainder_adds_one.sol", "rounding_direction_clean_up.sol"),
)


@answers(RULE)
def rounding_direction(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that works out a payment by floor division."""
    for function in functions:
        paid = PAID.get(function.function.signature)
        if paid is None or not function.function.is_entry or not _is_vault(function):
            continue
        try:
            found = next(_in(function, paid), None)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        if found is not None:
            yield found


def _is_vault(function: FunctionView) -> bool:
    """It shows the functions by which an ERC-4626 vault is known."""
    shown = exposed(function.context) if function.context is not None else {}
    return "asset()" in shown and "totalAssets()" in shown and "mint(uint256,address)" in shown


def _in(function: FunctionView, paid: str) -> Iterator[Found]:
    for result in function.graph.returns:
        found = backward(function.flow, function.function, function.context, result)
        called = [o for o in found.each(op.InternalCall) if isinstance(o, op.InternalCall)]
        if any(o.function.signature in PAID and o.function is not function.function for o in called):
            continue  # the preview is answered for by itself
        division = next((o for _, o in found.operations if _divides(o)), None)
        if division is not None and _rounds_down(function, found, called):
            yield _found(function, paid, division)


def _divides(operation: op.AnyOperation) -> bool:
    match operation:
        case op.Arithmetic(operator="/"):
            return True
        case op.InternalCall(function=called):
            return called.name == "div" or called.name.lower().startswith("muldiv")
        case _:
            return False


def _rounds_down(function: FunctionView, found: Slice, called: list[op.InternalCall]) -> bool:
    """By the mode that is named, or since nothing is there that could round up."""
    modes = [mode for o in called for v in o.arguments if (mode := _mode(v)) is not None]
    if modes:
        return all(mode in DOWN for mode in modes)
    names = [o.function.name.lower() for o in called]
    if any("up" in name or "ceil" in name for name in names):
        return False
    if any("down" in name or "floor" in name for name in names):
        return True
    return not any(_may_round_up(function, where, o) for where, o in found.operations)


def _mode(argument: Value | Place) -> str | None:
    """The member of an enumeration that is passed, in lower case."""
    if isinstance(argument, Constant) and isinstance(argument.type, t.EnumType):
        return argument.text.rpartition(".")[2].lower()
    return None


def _may_round_up(function: FunctionView, where: Function, operation: op.AnyOperation) -> bool:
    """A remainder, a sum with a quotient, one subtracted from a sum, or code that is not read in full."""
    match operation:
        case op.Arithmetic(operator="%"):
            return True
        case op.Arithmetic(operator="-", right=Constant(text="1")):
            return True
        case op.Arithmetic(operator="+"):
            return any(_is_quotient(function, where, v) for v in operation.inputs)
        case op.Compute(name=name):
            return "mod" in name
        case op.ExternalCall(kind="library") | op.Opaque():
            return True
        case _:
            return False


def _is_quotient(function: FunctionView, where: Function, value: Value) -> bool:
    behind = backward(function.flow, where, function.context, value)
    return any(_divides(o) for _, o in behind.operations)


def _found(function: FunctionView, paid: str, division: op.AnyOperation) -> Found:
    return RULE.found(
        function.part,
        f"{function.name} rounds down the {paid} that its caller pays; the standard has it round up",
        at=function.head(),
        confidence=Confidence.MEDIUM,
        path=[function.step(division, "the remainder is dropped")],
    )
