"""Short address: an old token takes call data that is too short, and reads zeros into the amount."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.origins import Origin
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Environment
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter

LENGTH_CHECKED_SINCE = (0, 5, 0)
"""Code of this compiler and later reverts when the call data is shorter than the parameters."""

RULE = Rule(
    id=RuleId("contracts.short-address"),
    title="Call data that is too short is padded into the amount",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.INFO,),
    tags=("owasp:SC04:2025", "cwe:130", "dasp:short_addresses"),
    meaning=(
        "Compilers before 0.5 do not compare the length of the call data with the parameters. When a service sends "
        "tokens to an address that a customer gave without its last zero bytes, and doesn't check it, the amount that "
        "follows slides into the gap and is multiplied by 256 for each byte.\n\n"
        "The service is at fault, so this is information. Not flagged: code for 0.5 and later, and functions that look "
        "at the length of msg.data."
    ),
    remedy="Compile with 0.5 or later, or check that msg.data is at least as long as the parameters.",
    references=("https://docs.soliditylang.org/en/latest/050-breaking-changes.html",),
    flagged=("short_address_old.sol",),
    clean=("short_address_clean_length_checked.sol", "short_address_clean_new_compiler.sol"),
)


@answers(RULE)
def short_address(functions: Functions) -> Iterator[Outcome]:
    """One finding for each entry that adds an amount to the balance of an address named just before it."""
    for function in functions:
        if not function.function.is_entry or function.file.version >= LENGTH_CHECKED_SINCE or _looks_at_data(function):
            continue
        for account, amount in zip(function.function.parameters, function.function.parameters[1:], strict=False):
            credit = _credits(function, account, amount)
            if credit is not None and function.exposure(credit) is Exposure.ANYONE:
                yield RULE.found(
                    function.part,
                    f"when {account.name} comes without its last bytes, {amount.name} is read 256 times too high",
                    at=function.head(),
                    confidence=Confidence.HIGH,
                    path=[function.step(credit, "the amount is used as it was read")],
                )
                break


def _looks_at_data(function: FunctionView) -> bool:
    return any(
        isinstance(value, Environment) and value.name == "msg.data"
        for _, _, operation in function.graph.operations
        for value in operation.inputs
    )


def _credits(function: FunctionView, account: Parameter, amount: Parameter) -> op.Store | None:
    """`balances[account] += amount`, the amount being the last parameter, so that what follows it is padding."""
    if (
        not t.is_address(account.type)
        or t.integer(amount.type) is None
        or amount is not function.function.parameters[-1]
    ):
        return None
    for store in function.each(op.Store):
        keys, value = function.origins.keys_of(store.place), function.of(store.value)
        added = Origin("parameter", amount) in value and any(o.what is store.place.state for o in value)
        if store.place.state and Origin("parameter", account) in keys and added and store.operator != "-=":
            return store
    return None
