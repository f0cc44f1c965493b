"""Unprotected callback: what an oracle, a bridge or a token is to call back believes whoever calls it."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import SENDER, TX_ORIGIN
from assay.solidity.flow.payments import moves_value
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Value

ANSWERS: dict[tuple[str, int], str] = {
    ("fulfillRandomWords", 2): "the random words",  # Chainlink VRF 2
    ("rawFulfillRandomWords", 2): "the random words",
    ("fulfillRandomness", 2): "the random number",  # Chainlink VRF 1
    ("rawFulfillRandomness", 2): "the random number",
    ("handleOracleFulfillment", 3): "the answer",  # Chainlink Functions
    ("__callback", 2): "the answer",  # Provable, once Oraclize
    ("__callback", 3): "the answer",
    ("lzReceive", 4): "the message",  # LayerZero 1
    ("lzReceive", 5): "the message",  # LayerZero 2
    ("ccipReceive", 1): "the message",  # Chainlink CCIP
}
"""Names and numbers of parameters that oracles and bridges call, and what they bring."""

RECEIPTS: dict[tuple[str, int], str] = {
    ("onERC721Received", 4): "ERC-721",
    ("onERC1155Received", 5): "ERC-1155",
    ("onERC1155BatchReceived", 5): "ERC-1155",
    ("tokensReceived", 6): "ERC-777",
    ("tokenFallback", 3): "ERC-223",
    ("onTokenTransfer", 3): "ERC-677",
    ("onTransferReceived", 4): "ERC-1363",
}
"""Names and numbers of parameters by which tokens say that they arrived, with the standard that fixes them."""

RULE = Rule(
    id=RuleId("contracts.unprotected-callback"),
    title="Anyone can call what an oracle or a token should",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM,),
    tags=("owasp:SC01:2025", "cwe:346", "cwe:862", "dasp:access_control"),
    meaning=(
        "An oracle's answer, a bridge's message and a token's receipt come by a call of a public function. Where "
        "msg.sender is not looked at, anyone makes that call: he answers in the oracle's place, or reports a deposit "
        "of tokens that never came.\n\n"
        "Not flagged: callbacks that check msg.sender or keep what they book under its address, internal ones whose "
        "public front checks it, and receivers that book nothing."
    ),
    remedy="Require msg.sender to be the oracle, the bridge's endpoint or the token.",
    references=(
        "https://docs.chain.link/vrf/v2-5/security",
        "https://eips.ethereum.org/EIPS/eip-721",
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC01-access-control.html",
    ),
    flagged=(
        "unprotected_callback_oracle_old.sol",
        "unprotected_callback_random_words.sol",
        "unprotected_callback_receipt.sol",
    ),
    clean=(
        "unprotected_callback_clean_by_collection.sol",
        "unprotected_callback_clean_coordinator.sol",
        "unprotected_callback_clean_only_accepts.sol",
    ),
)


@answers(RULE)
def unprotected_callback(functions: Functions) -> Iterator[Outcome]:
    """One finding for each callback, at the first thing that it does on a stranger's word."""
    for function in functions:
        key = (function.name, len(function.function.parameters))
        if not function.is_write_entry or not (key in ANSWERS or key in RECEIPTS):
            continue
        found = next(_answered(function, ANSWERS[key]) if key in ANSWERS else _received(function, RECEIPTS[key]), None)
        if found is not None and function.gaps:
            yield RULE.unknown(function.part, because=function.gaps[0])
        elif found is not None:
            yield found


def _answered(function: FunctionView, what: str) -> Iterator[Found]:
    for site in (*function.sites(op.Store), *function.effects.calls):
        if _acts(function, site) and not _knows_caller(function, site):
            yield _found(
                function,
                site,
                f"{function.name} does not look at msg.sender: anyone gives {what} in the place of who was asked",
                f"{what} is taken from whoever calls",
            )


def _received(function: FunctionView, standard: str) -> Iterator[Found]:
    if any(SENDER in function.of_site(s, v) for s in function.sites(op.Store) for v in s.operation.inputs):
        return  # what came is kept together with the token that says so
    if any(SENDER in function.of_site(s, v) for s in function.effects.calls for v in s.operation.inputs):
        return  # the token is asked, or gets it back
    for site in function.sites(op.Store):
        if _books(function, site) and not _knows_caller(function, site):
            yield _found(
                function,
                site,
                f"{function.name} does not look at msg.sender: anyone reports {standard} tokens that never came",
                "what is said to have come is booked",
            )


def _acts(function: FunctionView, site: Site) -> bool:
    """Keeps something in storage that it was told, or pays."""
    operation = site.operation
    if isinstance(operation, op.Store):
        return operation.place.storage and any(_is_given(function, site, v) for v in operation.inputs)
    return moves_value(operation)


def _books(function: FunctionView, site: Site) -> bool:
    """An entry for somebody or something that the callback names."""
    store = site.operation
    if not isinstance(store, op.Store) or not store.place.storage:
        return False
    keys = function.entry_keys(site)
    return any(o.kind == "parameter" for key in keys for o in key) and store.operator != "delete"


def _is_given(function: FunctionView, site: Site, value: Value) -> bool:
    return any(o.kind in ("parameter", "calldata") for o in function.of_site(site, value))


def _knows_caller(function: FunctionView, site: Site) -> bool:
    if function.exposure_at(site) is not Exposure.ANYONE:
        return True
    for required in function.requirements(site):
        origins = required.reader.of(required.branch.condition)
        if origins & {SENDER, TX_ORIGIN} or required.concerns & {"signature", "hash", "external", "unknown"}:
            return True
        keys = [i.keys() for i in required.ingredients]
        if any(SENDER in key for key in keys):
            return True
    return False


def _found(function: FunctionView, site: Site, message: str, note: str) -> Found:
    return RULE.found(
        function.part,
        message,
        at=function.head(),
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=function.steps(site, note),
        guards=[
            function.guard(check, "it does not tell who calls")
            for check in function.checks_before(function.first(site))
        ],
    )
