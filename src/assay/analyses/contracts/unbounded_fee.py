"""Unbounded fee: an owner sets the rate of a fee to anything, the whole amount and more."""

from collections.abc import Iterator

from assay.core.calculation import calculated
from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.unbounded-fee"),
    title="Owner can raise the fee to the whole amount",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.OPERATIONS,
    severities=(Severity.MEDIUM,),
    tags=("owasp:SC04:2025", "cwe:20"),
    meaning=(
        "A privileged setter takes any rate, and the rate is the part of each payment that is kept: at the base of the "
        "fraction nothing is left for the receiver, beyond it every payment fails. Holders who can buy and not sell "
        "are the usual victims.\n\n"
        "Not flagged: setters that check the rate against a bound, rates that are fixed at deployment, and rates "
        "that only pay out more."
    ),
    remedy="Check the rate against a fixed bound in the setter, or let changes wait behind a time lock.",
    references=("https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC04-lack-of-input-validation.html",),
    flagged=("unbounded_fee_setter.sol", "unbounded_fee_setter_old.sol"),
    clean=("unbounded_fee_clean_capped.sol", "unbounded_fee_clean_capped_by_rest.sol", "unbounded_fee_clean_bonus.sol"),
)


@answers(RULE)
def unbounded_fee(functions: Functions) -> Iterator[Outcome]:
    """One finding for each setter of a rate that is not bounded below its base."""
    for function in functions:
        if not function.function.is_entry:
            continue
        for store in function.each(op.Store):
            variable = store.place.state
            if variable is None or store.place.path or not _is_given(function, store, variable):
                continue
            fee = _taken_by(function, variable)
            if fee is None:
                continue
            try:
                free = _reaches(function, store, fee[2])
            except BudgetExceeded as error:
                yield RULE.unknown(function.part, because=str(error))
                break
            who = function.who_may(store)
            if free and who and all(p.kind in ("owner", "role", "fixed") for p in who):
                user, division, base = fee
                yield RULE.found(
                    function.part,
                    f"{variable.name} can be set to {base} and more, which is the whole of what is paid",
                    at=function.at(store),
                    confidence=Confidence.HIGH,
                    exposure=function.exposure(store),
                    path=[function.step(store, f"any {variable.name} is taken")],
                    evidence=[
                        user.at(division),
                        calculated("rate * amount / base", {"rate": base, "amount": 1000, "base": base}),
                    ],
                )


def _is_given(function: FunctionView, store: op.Store, variable: StateVariable) -> bool:
    """A number that the caller passes, as it is."""
    origins = function.of(store.value)
    return t.integer(variable.type) is not None and bool(origins) and all(o.kind == "parameter" for o in origins)


def _reaches(function: FunctionView, store: op.Store, base: int) -> bool:
    """Whether the stored value can be `base`, by all that the setter checks."""
    for _, operation, state in (ranges := function.flow.ranges.ranges(function.function)).walk():
        if operation is store:
            return state.interval(ranges.symbol(store.value, state))[1] >= base
    return False


def _taken_by(function: FunctionView, rate: StateVariable) -> tuple[FunctionView, op.Arithmetic, int] | None:
    """Where `amount * rate / base` is subtracted from the amount, and the base."""
    contract = function.context
    for group in contract.members.values() if contract is not None else ():
        for other in group:
            if not other.implemented or other.kind == "modifier":
                continue
            view = FunctionView(other, function.flow)
            for division in view.each(op.Arithmetic):
                base = division.right.number if isinstance(division.right, Constant) else None
                if division.operator != "/" or not base or base <= 1:
                    continue
                if _is_product(view, division.left, rate) and _is_subtracted(view, division.target):
                    return view, division, base
    return None


def _is_product(view: FunctionView, value: Value, rate: StateVariable) -> bool:
    product = view.definition(value)
    if not isinstance(product, op.Arithmetic) or product.operator != "*":
        return False
    return any(
        isinstance(load, op.Load) and load.place.state is rate
        for factor in (product.left, product.right)
        for load in [view.definition(factor)]
    )


def _is_subtracted(view: FunctionView, value: Value) -> bool:
    for use in view.graph.uses.get(value, ()):
        match use:
            case op.Arithmetic(operator="-", right=right) if right == value:
                return True
            case op.Assign(target=target) | op.Convert(target=target):
                if _is_subtracted(view, target):
                    return True
            case op.InternalCall(arguments=(_, last)) if last == value and use.function.name == "sub":
                return True
            case _:
                pass
    return False
