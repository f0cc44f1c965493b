"""Missing slippage protection: a trade is made at whatever price the pool has when its turn comes."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.origins import SENDER, VALUE, Origin, Origins
from assay.solidity.flow.slices import downstream
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value

MINIMA: dict[str, tuple[int, ...]] = {
    "swapExactTokensForTokens": (1,),
    "swapExactTokensForETH": (1,),
    "swapExactETHForTokens": (0,),
    "swapExactTokensForTokensSupportingFeeOnTransferTokens": (1,),
    "swapExactTokensForETHSupportingFeeOnTransferTokens": (1,),
    "swapExactETHForTokensSupportingFeeOnTransferTokens": (0,),
    "exchange": (3,),
    "exchange_underlying": (3,),
    "remove_liquidity_one_coin": (2,),
    "removeLiquidity": (3, 4),
    "removeLiquidityETH": (2, 3),
    "addLiquidity": (4, 5),
    "addLiquidityETH": (2, 3),
}
"""Where Uniswap v2 routers and Curve pools are told the least that is accepted."""
FIELD = "amountOutMinimum"
"""The same in the structs of Uniswap v3's router."""
ORDERS = frozenset({"<", "<=", ">", ">="})
IS_NOW = frozenset({Origin("block", "block.timestamp")})

RULE = Rule(
    id=RuleId("contracts.missing-slippage"),
    title="A trade accepts any price",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC04:2025", "swc:114", "cwe:20", "dasp:front_running"),
    meaning=(
        "Who trades says the least they accept. Where that is zero, or can't be said, whoever sees the "
        "transaction wait moves the price before it and back after it, and keeps the difference. A minimum that is "
        "worked out from the pool in the same transaction follows the moved price and protects nothing.\n\n"
        "Not flagged: minima that are passed in or stored, and outputs that are compared with one after the trade."
    ),
    remedy="Take a least output and a deadline from the caller, and revert below and after them.",
    references=("https://docs.uniswap.org/contracts/v2/concepts/advanced-topics/pricing#safety-considerations",),
    flagged=(
        "missing_slippage_old.sol",
        "missing_slippage_quoted_on_the_spot.sol",
        "missing_slippage_zero_minimum.sol",
    ),
    clean=(
        "missing_slippage_clean_checked_after.sol",
        "missing_slippage_clean_ether_is_the_most.sol",
        "missing_slippage_clean_minimum_passed_on.sol",
    ),
)


@answers(RULE)
def missing_slippage(functions: Functions) -> Iterator[Outcome]:
    """One finding for each trade without a minimum, and for each pool or router that can't be given one."""
    for function in functions:
        for call in function.each(op.ExternalCall):
            yield from _ordered(function, call)
        yield from _quoted(function)


def _ordered(function: FunctionView, call: op.ExternalCall) -> Iterator[Found]:
    minima = _minima(function, call)
    if not minima or _is_checked_after(function, call):
        return
    if all(isinstance(m, Constant) and m.number is not None and m.number <= 1 for m in minima):
        slight = call.name.startswith("add")
        what = f"the least that {call.name} may give is {minima[0]}"
        yield _found(function, call, f"{what}: whoever trades in front decides the price", slight)
    elif call.name in MINIMA and call.arguments and function.of(call.arguments[-1]) == IS_NOW:
        yield _found(function, call, f"{call.name} gets the time it runs at as its deadline: it never expires", True)


def _minima(function: FunctionView, call: op.ExternalCall) -> tuple[Value, ...]:
    if call.name in MINIMA:
        places = MINIMA[call.name]
        return tuple(call.arguments[p] for p in places if p < len(call.arguments))
    for argument in call.arguments if call.name.startswith("exactInput") else ():
        definition = function.definition(argument)
        if isinstance(definition, op.Assign):  # a local that holds the struct
            definition = function.definition(definition.value)
        if isinstance(definition, op.Compute) and definition.name.startswith("struct."):
            fields = getattr(getattr(definition.results[0].type, "struct", None), "fields", {})
            names = tuple(getattr(definition.node, "names", ())) or tuple(fields)
            return tuple(a for n, a in zip(names, definition.arguments, strict=False) if n == FIELD)
    return ()


def _is_checked_after(function: FunctionView, call: op.ExternalCall) -> bool:
    """What came out, or what a balance says, is compared with something that is not fixed to nothing."""
    reach = {v for r in call.results for v in downstream(function.graph, r)}
    for comparison in function.each(op.Arithmetic):
        for one, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
            came = one in reach or any(o.kind == "balance" for o in function.of(one))
            if comparison.operator in ORDERS and came and not isinstance(other, Constant):
                return True
    returned = any(r in reach for r in function.graph.returns)
    return returned and not function.function.is_entry


def _quoted(function: FunctionView) -> Iterator[Found]:
    """The output for what the caller gives is worked out from the reserves of the moment, and sent or ordered."""
    if not function.is_write_entry or not _is_paid_by_caller(function):
        return
    for site in function.sites(op.Arithmetic):
        quotient = site.operation
        if not isinstance(quotient, op.Arithmetic) or quotient.operator != "/":
            continue
        below, above = function.of_site(site, quotient.right), function.of_site(site, quotient.left)
        given = {o for o in below & above if o.kind == "parameter" or o == VALUE}
        if not given or not _has_reserves(below) or not _has_reserves(above) or not _is_moved(function, given):
            continue
        if function.exposure_at(site) is Exposure.ANYONE and not _has_limit(function, given):
            what = "the output follows the reserves of the moment and the caller can't say the least they accept"
            yield _found(function, function.first(site), what, False)
        return


def _is_paid_by_caller(function: FunctionView) -> bool:
    return function.function.mutability == "payable" or any(
        isinstance(s.operation, op.ExternalCall)
        and not s.operation.is_static
        and any(SENDER in function.of_site(s, a) for a in s.operation.arguments)
        for s in function.effects.calls
    )


def _has_reserves(origins: Origins) -> bool:
    return any(o.kind in ("storage", "external", "balance") for o in origins)


def _is_moved(function: FunctionView, given: set[Origin]) -> bool:
    """What was worked out is an argument or the value of a call."""
    return any(
        given & origins and _has_reserves(origins)
        for s in function.effects.calls
        if isinstance(s.operation, op.ExternalCall) and not s.operation.is_static
        for value in (*s.operation.arguments, *((s.operation.value,) if s.operation.value is not None else ()))
        for origins in [function.of_site(s, value)]
    )


def _has_limit(function: FunctionView, given: set[Origin]) -> bool:
    """Something else that the caller passes is held against what depends on reserves."""
    for required in function.requirements_to_return():
        for comparison in required.ingredients:
            if not isinstance(comparison.operation, op.Arithmetic) or comparison.operation.operator not in ORDERS:
                continue
            left = comparison.reader.of(comparison.operation.left)
            right = comparison.reader.of(comparison.operation.right)
            for one, other in ((left, right), (right, left)):
                if one and one.isdisjoint(given) and _is_offered(one) and _has_reserves(other):
                    return True
    return False


def _is_offered(origins: Origins) -> bool:
    """The caller says it, or sends it along: what an exact output may cost at most."""
    return all(o.kind == "parameter" or o == VALUE for o in origins)


def _found(function: FunctionView, operation: op.AnyOperation, what: str, slight: bool) -> Found:
    return RULE.found(
        function.part,
        what,
        at=function.at(operation),
        severity=Severity.LOW if slight else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=function.exposure(operation),
        path=[function.step(operation, "the trade is made at any price")],
    )
