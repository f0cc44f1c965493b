"""Flash-loan callback open to all: what a lender or a pool calls back acts for whoever calls it."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SENDER, TX_ORIGIN, Origins
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter

CALLBACKS: dict[tuple[str, int], int | None] = {
    ("onFlashLoan", 5): 0,  # ERC-3156
    ("executeOperation", 4): None,  # Aave v1
    ("executeOperation", 5): 3,  # Aave v2 and v3
    ("uniswapV2Call", 4): 0,
    ("pancakeCall", 4): 0,
    ("uniswapV3SwapCallback", 3): None,
    ("uniswapV3FlashCallback", 3): None,
    ("uniswapV3MintCallback", 3): None,
    ("pancakeV3SwapCallback", 3): None,
    ("pancakeV3FlashCallback", 3): None,
    ("algebraSwapCallback", 3): None,
    ("receiveFlashLoan", 4): None,  # Balancer
    ("callFunction", 3): 0,  # dYdX
    ("onMorphoFlashLoan", 2): None,
    ("DPPFlashLoanCall", 4): 0,  # DODO
    ("DVMFlashLoanCall", 4): 0,
    ("DSPFlashLoanCall", 4): 0,
}
"""Names and numbers of parameters that lenders and pools call back, and which parameter says who asked for it."""
GUARDING = frozenset({"hash", "external", "entry", "state", "signature", "unknown"})
"""What makes a caller known when an address that he passed alone would not."""

RULE = Rule(
    id=RuleId("contracts.flash-loan-callback"),
    title="A loan's callback acts for whoever calls it",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC07:2025", "cwe:346", "cwe:284", "dasp:access_control"),
    meaning=(
        "A lender calls the borrower back with the data that came with the order. Without a look at who calls, "
        "anyone hands in amounts, tokens and data of their own, and the contract spends what it holds or was "
        "approved for. Without a look at who ordered, anyone has the real lender call it, with their data.\n\n"
        "Not flagged: callbacks that check msg.sender against the lender, a factory's answer or the computed address "
        "of the pool, and the initiator where the standard passes one; those that do nothing with what they are given."
    ),
    remedy="Require msg.sender to be the lender or the pool, and the initiator to be this contract.",
    references=(
        "https://eips.ethereum.org/EIPS/eip-3156#security-considerations",
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC07-flash-loan-attacks.html",
    ),
    flagged=(
        "flash_loan_callback_initiator_unchecked.sol",
        "flash_loan_callback_old.sol",
        "flash_loan_callback_unguarded.sol",
    ),
    clean=("flash_loan_callback_clean_lender_and_initiator.sol", "flash_loan_callback_clean_modifier.sol"),
)


@answers(RULE)
def flash_loan_callback(functions: Functions) -> Iterator[Outcome]:
    """One finding for each callback that does something for a stranger."""
    for function in functions:
        key = (function.name, len(function.function.parameters))
        if key in CALLBACKS and function.is_write_entry:
            yield from _in(function, CALLBACKS[key])


def _in(function: FunctionView, initiator: int | None) -> Iterator[Found]:
    for site in function.effects.calls:
        call = site.operation
        if not isinstance(call, op.ExternalCall) or call.is_static or not _as_told(function, site, call):
            continue
        required = function.requirements(site)
        if any(_vouches_for_all(r) for r in required):
            continue
        known = function.exposure_at(site) is Exposure.PRIVILEGED or any(_knows_caller(r) for r in required)
        if not known:
            yield _found(function, site, "msg.sender is not checked: anyone calls it with data of their own", True)
            return
        if initiator is not None and _by_data(function, site, call):
            ordered_by = function.function.parameters[initiator]
            if not any(_looks_at(r, ordered_by) for r in required):
                what = "it is not checked who asked for the loan: anyone has the lender call it with their data"
                yield _found(function, site, what, False)
                return


def _as_told(function: FunctionView, site: Site, call: op.ExternalCall) -> bool:
    """What is called, or what it is told, comes from the caller."""
    return any(_is_given(function.of_site(site, value)) for value in call.inputs)


def _by_data(function: FunctionView, site: Site, call: op.ExternalCall) -> bool:
    """It goes by the data of who ordered the loan, not only by what the lender says that it lent."""
    data = [p for p in function.function.parameters if p.type == t.BYTES]
    return any(o.what in data for value in call.inputs for o in function.of_site(site, value) if o.kind == "parameter")


def _is_given(origins: Origins) -> bool:
    return any(o.kind in ("parameter", "calldata") or o == SENDER for o in origins)


def _knows_caller(required: Requirement) -> bool:
    origins = required.reader.of(required.branch.condition)
    if SENDER not in origins and TX_ORIGIN not in origins:
        return False
    return not _is_given(origins - {SENDER}) or bool(required.concerns & GUARDING)


def _vouches_for_all(required: Requirement) -> bool:
    """A flag or a hash that this contract stored before it asked for the loan."""
    return "state" in required.concerns and SENDER not in required.reader.of(required.branch.condition)


def _looks_at(required: Requirement, parameter: Parameter) -> bool:
    origins = required.reader.of(required.branch.condition)
    return TX_ORIGIN in origins or any(o.what is parameter for o in origins)


def _found(function: FunctionView, site: Site, what: str, open_: bool) -> Found:
    return RULE.found(
        function.part,
        f"{function.name} calls out as it is told, but {what}",
        at=function.head(),
        severity=Severity.HIGH if open_ else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=function.exposure_at(site),
        path=function.steps(site, "this is called with what the callback was given"),
        guards=[
            function.guard(check, "it does not tell who asked for the loan")
            for check in function.checks_before(function.first(site))
        ],
    )
