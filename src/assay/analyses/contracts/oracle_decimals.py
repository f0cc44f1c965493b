"""Oracle decimals: answers of many feeds are scaled by one number, whatever each of them counts in."""

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.slices import downstream
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

ANSWERS = {"latestRoundData": 1, "latestAnswer": 0}
"""What feeds are asked, and which of the results is the answer."""

RULE = Rule(
    id=RuleId("contracts.oracle-decimals"),
    title="All feeds are scaled as if they had the same decimals",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW,),
    tags=("owasp:SC02:2025", "cwe:682", "cwe:1339"),
    meaning=(
        "Feeds against dollars mostly count in 8 decimals, feeds against ether in 18, and some in others. Where the "
        "feed comes from a table or from the caller and its answer is scaled by a literal, the first feed of another "
        "kind is off by a factor of many billions.\n\n"
        "Not flagged: one feed that was fixed, feeds whose decimals() are asked for or kept, and answers that are "
        "handed on as they are."
    ),
    remedy="Scale by 10 ** decimals() of the feed that answered, or store it when the feed is registered.",
    references=(
        "https://docs.chain.link/data-feeds/api-reference#decimals",
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC02-price-oracle-manipulation.html",
    ),
    flagged=("oracle_decimals_many_feeds.sol", "oracle_decimals_old.sol"),
    clean=("oracle_decimals_clean_asked.sol", "oracle_decimals_clean_one_feed.sol"),
)


@answers(RULE)
def oracle_decimals(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that asks a feed of many and scales by a literal."""
    for function in functions:
        try:
            found = next(_in(function), None)
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        if found is not None:
            yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for call in function.each(op.ExternalCall):
        place = ANSWERS.get(call.name)
        if place is None or place >= len(call.results) or not _is_one_of_many(function, call):
            continue
        scale = _scaled(function, call.results[place])
        if scale is not None and not _knows_decimals(function):
            yield _found(function, call, scale)


def _is_one_of_many(function: FunctionView, call: op.ExternalCall) -> bool:
    """It comes from a table, or from whoever calls."""
    return any(
        (o.kind == "parameter" and function.function.is_entry)
        or (isinstance(o.what, StateVariable) and isinstance(o.what.type, t.Mapping | t.Array))
        for o in function.of(call.receiver)
    )


def _scaled(function: FunctionView, answer: Value) -> op.Arithmetic | None:
    """Where the answer is multiplied with or divided by a power of ten that stands in the code."""
    reach = downstream(function.graph, answer)
    for operation in function.each(op.Arithmetic):
        if operation.operator in ("*", "/"):
            for one, other in ((operation.left, operation.right), (operation.right, operation.left)):
                if one in reach and _is_power_of_ten(other):
                    return operation
    return None


def _is_power_of_ten(value: Value) -> bool:
    number = value.number if isinstance(value, Constant) else None
    return number is not None and number >= 10**6 and str(number).strip("0") == "1"


def _knows_decimals(function: FunctionView) -> bool:
    """The contract asks some feed or token for its decimals, here or when it registers one."""
    entries = function.context.entries if function.context is not None else ()
    views = [function, *(FunctionView(f, function.flow) for f in entries)]
    constructor = function.context.constructor if function.context is not None else None
    if constructor is not None and constructor.implemented:
        views.append(FunctionView(constructor, function.flow))
    return any(_asks(site) for view in views for site in view.sites(op.ExternalCall))


def _asks(site: Site) -> bool:
    return isinstance(site.operation, op.ExternalCall) and site.operation.name == "decimals"


def _found(function: FunctionView, call: op.ExternalCall, scale: op.Arithmetic) -> Found:
    return RULE.found(
        function.part,
        "the feed is one of many, and its answer is scaled by a number that fits only feeds of the same decimals",
        at=function.at(scale),
        confidence=Confidence.MEDIUM,
        exposure=function.exposure(call),
        path=[
            function.step(call, "which feed answers is not fixed"),
            function.step(scale, "its decimals are taken for granted"),
        ],
    )
