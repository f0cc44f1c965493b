"""Approve race: an allowance is overwritten while its spender can still use up the old one first."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SENDER, Origin
from assay.solidity.ir import operations as op
from assay.solidity.model import types as t

STEPS = frozenset({"increaseAllowance", "decreaseAllowance", "increaseApproval", "decreaseApproval"})
"""What tokens offer beside `approve` to change an allowance by a difference."""

RULE = Rule(
    id=RuleId("contracts.approve-race"),
    title="An allowance can only be overwritten",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.INFO,),
    tags=("owasp:SC03:2025", "swc:114", "cwe:362", "dasp:front_running"),
    meaning=(
        "Who lowers an allowance from 100 to 50 by `approve` may be charged 150: the spender sees the transaction "
        "wait, spends the old 100 in front of it, and the new 50 after it. ERC-20 says so itself and leaves it to "
        "wallets to set zero first; it is told here for information.\n\n"
        "Not flagged: tokens that let an allowance be changed by a difference, that ask for the known old value or "
        "for zero first, and those that inherit `approve` from a library."
    ),
    remedy="Offer increaseAllowance and decreaseAllowance, or have holders set the allowance to zero first.",
    references=("https://eips.ethereum.org/EIPS/eip-20#approve", "https://swcregistry.io/docs/SWC-114"),
    flagged=("front_running_approve_race.sol",),
    clean=("front_running_clean_approve_from_known.sol", "approve_race_clean_by_difference.sol"),
)


@answers(RULE)
def approve_race(functions: Functions) -> Iterator[Outcome]:
    """One finding for each `approve` that writes whatever it is given."""
    for function in functions:
        kinds = [p.type for p in function.function.parameters]
        if function.name != "approve" or kinds != [t.ADDRESS, t.UINT] or not function.is_write_entry:
            continue
        if function.context is not None and STEPS & function.context.members.keys():
            continue
        for store in function.each(op.Store):
            if _overwrites(function, store):
                yield RULE.found(
                    function.part,
                    "approve overwrites the allowance: the spender can use the old one first and the new one after",
                    at=function.at(store),
                    confidence=Confidence.HIGH,
                    exposure=Exposure.ANYONE,
                    path=[function.step(store, "the allowance is set, whatever is left of the old one")],
                )


def _overwrites(function: FunctionView, store: op.Store) -> bool:
    """The caller's entry for a spender becomes the amount, and no check looks at the entry before."""
    spender, amount = (Origin("parameter", p) for p in function.function.parameters)
    keys = [SENDER in k or spender in k for k in function.entry_keys(Site(store))]
    if keys != [True, True] or function.of(store.value) != {amount}:
        return False
    required = function.requirements(Site(store))
    return not any(
        isinstance(i.operation, op.Load) and i.operation.place.state is store.place.state
        for r in required
        for i in r.ingredients
    )
