"""Share inflation: the first holder makes a share so dear by a plain transfer that the next deposit rounds to none."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import THIS
from assay.solidity.flow.slices import Slice, backward
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Key, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function, StateVariable

RULE = Rule(
    id=RuleId("contracts.share-inflation"),
    title="The first depositor can set the price of a share",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC07:2025", "owasp:SC03:2025", "cwe:682"),
    meaning=(
        "Shares are worked out as deposit × shares / holdings, and holdings are the balance of the moment. Who is "
        "first mints one share, transfers tokens to the contract without asking for more, and makes that share "
        "dearer than the next deposit: it rounds down to nothing and belongs to the first share.\n\n"
        "Not flagged: virtual shares and assets added to both sides, shares minted to nobody at the start, a least "
        "number of shares that the depositor or the contract asks for, and holdings that are booked, not measured."
    ),
    remedy="Add virtual shares and assets (as OpenZeppelin's ERC4626 does), or burn the first thousand shares.",
    references=(
        "https://docs.openzeppelin.com/contracts/5.x/erc4626#inflation-attack",
        "https://eips.ethereum.org/EIPS/eip-4626#security-considerations",
    ),
    flagged=("share_inflation_measured.sol", "share_inflation_old.sol"),
    clean=(
        "share_inflation_clean_booked.sol",
        "share_inflation_clean_dead_shares.sol",
        "share_inflation_clean_virtual.sol",
    ),
)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """multiplied / holdings."""

    operation: op.AnyOperation
    multiplied: tuple[Value, ...]
    holdings: Value


@answers(RULE)
def share_inflation(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that works shares out from a balance of the moment."""
    for function in functions:
        if function.function.mutability == "pure":  # a library's arithmetic, answered for where it is used
            continue
        try:
            found = next(_in(function), None)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        if found is not None:
            yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for quotient in _quotients(function):
        if not _may_be_measured(function, quotient.holdings):
            continue
        supply = _supply(function, quotient)
        if supply is not None and _starts_even(function, supply) and not _is_protected(function, supply):
            yield _found(function, quotient, supply)


def _may_be_measured(function: FunctionView, value: Value) -> bool:
    return any(o.kind in ("balance", "external", "unknown") for o in function.of(value))


def _quotients(function: FunctionView) -> Iterator[_Quotient]:
    """Divisions, and calls of the libraries' `mulDiv…(a, b, c)`."""
    for _, _, operation in function.graph.operations:
        match operation:
            case op.Arithmetic(operator="/", left=left, right=right):
                yield _Quotient(operation, (left,), right)
            case op.InternalCall(function=called, arguments=(a, b, c, *_)) if called.name.startswith("mulDiv"):
                if isinstance(a, Value) and isinstance(b, Value) and isinstance(c, Value):
                    yield _Quotient(operation, (a, b), c)
            case op.InternalCall(function=called, arguments=(a, b)) if called.name == "div":
                if isinstance(a, Value) and isinstance(b, Value):
                    yield _Quotient(operation, (a,), b)


def _supply(function: FunctionView, quotient: _Quotient) -> StateVariable | None:
    """The number of shares in the dividend, when the divisor is measured; None when either is not, or is padded."""
    below = _slice(function, quotient.holdings)
    if not any(_is_measured(function, where, o) for where, o in below.operations) or _is_padded(function, below):
        return None
    above = [_slice(function, v) for v in quotient.multiplied]
    if any(_is_padded(function, s) for s in above):
        return None
    # what is booked beside the measured balance is no share: `balance + lent`
    counted = [s for found in above for s in found.state if s.mutable and t.integer(s.type) and s not in below.state]
    return next((s for s in counted if _grows_by_deposits(function, s)), None)


def _slice(function: FunctionView, value: Value) -> Slice:
    return backward(function.flow, function.function, function.context, value)


def _is_measured(function: FunctionView, where: Function, operation: op.AnyOperation) -> bool:
    """The balance of this contract, in a token or in ether."""
    match operation:
        case op.ExternalCall(name="balanceOf", arguments=asked):
            pass
        case op.Compute(name="member.balance" | "yul.selfbalance", arguments=asked):
            pass
        case _:
            return False
    origins = function.flow.origins(where, function.flow.dispatch.home(where.contract))
    return any(THIS in origins.of(a) for a in asked)


def _is_padded(function: FunctionView, found: Slice) -> bool:
    """Something fixed and not zero is added on the way."""
    for where, operation in found.operations:
        match operation:
            case op.Arithmetic(operator="+", left=left, right=right):
                values: tuple[object, ...] = (left, right)
            case op.InternalCall(function=called, arguments=values) if called.name == "add":
                pass
            case _:
                continue
        origins = function.flow.origins(where, function.flow.dispatch.home(where.contract))
        for value in values:
            if isinstance(value, Constant) and value.text == "0":
                continue
            if isinstance(value, Value) and all(o.kind == "fixed" for o in origins.of(value)):
                return True
    return False


def _grows_by_deposits(function: FunctionView, supply: StateVariable) -> bool:
    """It is added to somewhere."""
    return any(
        any(o.what is supply for o in function.flow.origins(writer).of(store.value))
        for writer, store in function.flow.writers.get(supply, ())
    )


def _starts_even(function: FunctionView, supply: StateVariable) -> bool:
    """The function, or one that calls it, has a case of its own for the first deposit."""
    views = [function, *(FunctionView(c, function.flow) for c, _ in function.flow.callers.get(function.function, ()))]
    return any(
        comparison.operator in ("==", "!=", ">")
        and any(isinstance(v, Constant) and v.text == "0" for v in comparison.inputs)
        and any(o.what is supply for v in comparison.inputs for o in view.of(v))
        for view in views
        for comparison in view.each(op.Arithmetic)
    )


def _is_protected(function: FunctionView, supply: StateVariable) -> bool:
    """Shares for nobody, or minted at deployment, or a least number that somebody asks for."""
    for writer, store in function.flow.writers.get(supply, ()):
        if writer.kind == "constructor" or (isinstance(store.value, Constant) and store.value.text != "0"):
            return True
    context = function.context
    for entry in context.entries if context is not None else ():
        view = FunctionView(entry, function.flow)
        if all(cell[0] is not supply for cell in view.effects.writes):
            continue
        if any(_mints_to_nobody(view, site) for site in view.sites(op.InternalCall)) or _has_least(view, supply):
            return True
        if any(_is_nobodys(site) for site in view.sites(op.Store)):
            return True
    return False


def _mints_to_nobody(view: FunctionView, site: Site) -> bool:
    call = site.operation
    if not isinstance(call, op.InternalCall):
        return False
    target = view.target(call)
    return (
        target is not None
        and target.writes_allowed
        and len(call.arguments) == 2
        and isinstance(call.arguments[0], Constant)
        and t.is_address(call.arguments[0].type)
    )


def _is_nobodys(site: Site) -> bool:
    store = site.operation
    keys = [s.value for s in store.place.path if isinstance(s, Key)] if isinstance(store, op.Store) else []
    return len(keys) == 1 and isinstance(keys[0], Constant) and t.is_address(keys[0].type)


def _has_least(view: FunctionView, supply: StateVariable) -> bool:
    """The shares that come out are held against a limit: passed in, or more than zero."""
    for required in view.requirements_to_return():
        for found in required.ingredients:
            comparison = found.operation
            if not isinstance(comparison, op.Arithmetic) or comparison.operator not in ("<", "<=", ">", ">="):
                continue
            for one, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
                limit = found.reader.of(other)
                fixed = isinstance(other, Constant) and other.text != "0"
                asked = bool(limit) and all(o.kind in ("parameter", "fixed") for o in limit)
                if any(o.what is supply for o in found.reader.of(one)) and (fixed or asked):
                    return True
    return False


def _rounds_to_none(function: FunctionView, supply: StateVariable) -> bool:
    """Nobody refuses a deposit that gives no share."""
    context = function.context
    for entry in context.entries if context is not None else ():
        view = FunctionView(entry, function.flow)
        for required in view.requirements_to_return():
            for found in required.ingredients:
                test = found.operation
                if isinstance(test, op.Arithmetic) and any(
                    isinstance(v, Constant) and v.text == "0" for v in test.inputs
                ):
                    mine = [o for v in test.inputs for o in found.reader.of(v)]
                    if any(o.what is supply for o in mine) and any(o.kind == "parameter" for o in mine):
                        return False
    return True


def _found(function: FunctionView, quotient: _Quotient, supply: StateVariable) -> Found:
    open_ = _rounds_to_none(function, supply)
    tail = "rounds to no shares" if open_ else "loses to rounding"
    return RULE.found(
        function.part,
        f"{supply.name} is spread over a balance that anyone can raise: the deposit after the first {tail}",
        at=function.at(quotient.operation),
        severity=Severity.MEDIUM if open_ else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=[function.step(quotient.operation, "shares are worked out from the balance of this moment")],
    )
