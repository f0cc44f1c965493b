"""Spot price as an oracle: what a pool holds or quotes at this moment decides what something is worth."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.origins import THIS
from assay.solidity.flow.slices import Slice, backward
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Place, Value

QUOTES = frozenset(
    {"get_dy", "get_dx", "get_dy_underlying", "calc_withdraw_one_coin", "getSpotPrice", "spotPrice", "calcSpotPrice"}
    | {"getAmountsOut", "getAmountOut", "getAmountsIn", "getAmountIn"}
)
"""What pools and routers answer with a price of the moment (Uniswap v2, Curve, Balancer)."""
TRADES = ("swap", "exchange", "addLiquidity", "removeLiquidity", "exactInput", "exactOutput", "joinPool", "exitPool")
"""Beginnings of the names by which one trades with a pool: who does pays what was quoted."""
AVERAGES = ("umulative", "observe", "consult")
"""Parts of the names by which pools give what a price was over time."""
CALLERS_DEEP = 3

RULE = Rule(
    id=RuleId("contracts.spot-price-oracle"),
    title="A price is read off a pool at this moment",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC02:2025", "cwe:807"),
    meaning=(
        "Reserves, balances and quotes of a pool are what the last trade left. With borrowed money anyone moves "
        "them as far as they like, is lent, paid or given shares at that price, and moves them back, all in one "
        "transaction.\n\n"
        "Not flagged: averages over time, a pool's own arithmetic on its own reserves, and quotes that only go into "
        "a trade with the same pool."
    ),
    remedy="Use an average over at least half an hour or a feed with its age checked, and bound what it may differ.",
    references=("https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC02-price-oracle-manipulation.html",),
    flagged=("spot_price_oracle_balances_old.sol", "spot_price_oracle_reserves.sol"),
    clean=(
        "spot_price_oracle_clean_average.sol",
        "spot_price_oracle_clean_own_liquidity.sol",
        "spot_price_oracle_clean_own_swap.sol",
    ),
)


@answers(RULE)
def spot_price_oracle(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that reads a price of the moment on which somebody decides."""
    for function in functions:
        try:
            reading = _reading(function)
            found = _decided(function, reading) if reading is not None else None
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        if found is not None:
            yield found


@dataclass(frozen=True, slots=True)
class _Reading:
    """Calls and values that together make a price: both reserves, two balances, or one quote."""

    first: op.AnyOperation
    all: tuple[frozenset[Value], ...]
    """A value out of each set has to be in a price."""
    words: str


def _reading(function: FunctionView) -> _Reading | None:
    balances: list[tuple[op.AnyOperation, Value]] = []
    for _, _, operation in function.graph.operations:
        match operation:
            case op.ExternalCall(name="getReserves", results=results) if len(results) >= 2:
                return _Reading(operation, (frozenset({results[0]}), frozenset({results[1]})), "the reserves")
            case op.ExternalCall(name="slot0", results=results) if len(results) > 2:
                return _Reading(operation, (frozenset({results[0]}),), "slot0's price")
            case op.ExternalCall(name=name, results=results) if name in QUOTES and results:
                return _Reading(operation, (frozenset(results),), name)
            case op.ExternalCall(name="balanceOf", results=(result,), arguments=(holder,)):
                if _is_pool(function, holder):
                    balances.append((operation, result))
            case op.Compute(name="member.balance", results=(result,), arguments=(holder,)):
                if _is_pool(function, holder):
                    balances.append((operation, result))
    if len(balances) < 2:
        return None
    (first, one), *rest = balances
    return _Reading(first, (frozenset({one}), frozenset(v for _, v in rest)), "the balances")


def _is_pool(function: FunctionView, holder: Value) -> bool:
    """Held by a contract that the code or its owner names; neither this one nor a person."""
    origins = function.of(holder)
    return THIS not in origins and bool(origins) and all(o.kind in ("storage", "fixed") for o in origins)


def _decided(function: FunctionView, reading: _Reading) -> Found | None:
    """The first who decides on the price: this function, those that call it, or whoever reads it from outside."""
    deciders = [function.function]
    for _ in range(CALLERS_DEEP):
        deciders += [c for f in deciders for c, _ in function.flow.callers.get(f, ()) if c not in deciders]
    found = None
    for decider in deciders:
        view = FunctionView(decider, function.flow)
        for operation, what in _sinks(view, function, reading):
            exposure = view.exposure(operation)
            severity = {Exposure.ANYONE: Severity.HIGH, Exposure.PRIVILEGED: Severity.LOW}.get(exposure, Severity.LOW)
            if found is None or severity.rank > found.severity.rank:
                found = _found(function, reading, view, operation, what, severity, exposure)
    return found or _given_out(function, reading)


def _sinks(view: FunctionView, reader: FunctionView, reading: _Reading) -> Iterator[tuple[op.AnyOperation, str]]:
    trades = any(_trades(call) for call in _calls(view))
    for block in view.graph.blocks:
        condition = getattr(block.end, "condition", None)
        if condition is not None and _worth(view, condition):
            found = _slice(view, condition)
            if _is_price(reader, reading, found) and any(s.mutable for s in found.state):
                decided = view.definition(condition)
                if decided is not None:
                    yield decided, "decides"
    for _, _, operation in view.graph.operations:
        for value in _settled(view, operation, trades):
            if _worth(view, value) and _is_price(reader, reading, _slice(view, value)):
                yield operation, "is booked" if isinstance(operation, op.Store) else "sets an amount"


def _trades(call: op.ExternalCall) -> bool:
    """With a pool; a pair's `mint(to)` takes no amount, since it counts what it was sent."""
    return call.name.startswith(TRADES) or (call.name == "mint" and len(call.arguments) == 1)


def _settled(view: FunctionView, operation: op.AnyOperation, trades: bool) -> tuple[Value, ...]:
    """Values that become state, an amount paid, or an argument of what does either."""
    match operation:
        case op.Store(place=place, value=value) if place.storage:
            return (value,)
        case op.ExternalCall(is_static=False, arguments=arguments, value=value) if not trades:
            return (*arguments, *((value,) if value is not None else ()))
        case op.InternalCall(arguments=arguments) if not trades:
            target = view.target(operation)
            if target is not None and target.writes_allowed and target.contract is not None:
                return tuple(a for a in arguments if not isinstance(a, Place))
    return ()


def _worth(view: FunctionView, value: Value) -> bool:
    return any(o.kind in ("external", "balance", "unknown") for o in view.of(value))


def _slice(view: FunctionView, value: Value) -> Slice:
    return backward(view.flow, view.function, view.context, value, stop=lambda _, o: isinstance(o, op.ExternalCall))


def _is_price(reader: FunctionView, reading: _Reading, found: Slice) -> bool:
    """All readings are in it, and something is multiplied, divided or shifted; unless it is an average over time."""
    if not all(any((reader.function, v) in found.passed for v in values) for values in reading.all):
        return False
    if any(part in c.name for c in _calls(reader) for part in AVERAGES):
        return False
    return len(reading.all) == 1 or any(
        (isinstance(o, op.Arithmetic) and o.operator in ("/", ">>", "*")) or isinstance(o, op.Compute)
        for _, o in found.operations
    )


def _calls(function: FunctionView) -> Iterator[op.ExternalCall]:
    return (s.operation for s in function.effects.calls if isinstance(s.operation, op.ExternalCall))


def _given_out(function: FunctionView, reading: _Reading) -> Found | None:
    """A price that a view of a contract returns to whoever asks, and that depends on no amount of theirs."""
    if not function.function.is_entry or function.function.writes_allowed:
        return None
    for returned in function.graph.returns:
        found = _slice(function, returned)
        if _is_price(reader=function, reading=reading, found=found) and not any(
            str(p.type).startswith("uint") for p in found.parameters
        ):
            return _found(function, reading, function, None, "is returned", Severity.MEDIUM, Exposure.ANYONE)
    return None


def _found(
    function: FunctionView,
    reading: _Reading,
    decider: FunctionView,
    operation: op.AnyOperation | None,
    what: str,
    severity: Severity,
    exposure: Exposure,
) -> Found:
    told = {
        "decides": f"decide in {decider.name} what is allowed",
        "is booked": f"are booked by {decider.name} as a worth",
        "sets an amount": f"set the amount that {decider.name} moves",
        "is returned": "are returned as a price",
    }[what]
    steps = [function.step(reading.first, "the pool is asked for what it holds or quotes at this moment")]
    if operation is not None and decider.function is function.function and operation is not reading.first:
        steps.append(function.step(operation, f"which {what} here"))
    elsewhere = operation is not None and decider.function is not function.function
    return RULE.found(
        function.part,
        f"{reading.words} of a pool at this moment {told}: one large trade before moves them at will",
        at=function.at(reading.first),
        severity=severity,
        confidence=Confidence.HIGH if what == "decides" else Confidence.MEDIUM,
        exposure=exposure,
        path=steps,
        evidence=[decider.at(operation)] if elsewhere and operation is not None else [],
    )
