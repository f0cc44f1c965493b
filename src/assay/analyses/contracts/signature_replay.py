"""Signature replay: a signature is accepted, and nothing is used up or bound that stops it from passing again."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import SENDER, SIGNER, THIS, Origins
from assay.solidity.flow.principals import Principals
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Slot
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Parameter

RULE = Rule(
    id=RuleId("contracts.signature-replay"),
    title="A signature can be used again",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC01:2025", "swc:121", "cwe:294", "dasp:access_control"),
    meaning=(
        "The function acts on a signature. Unless it uses something up that the signature is bound to (a nonce in what "
        "was signed, the hash itself, a claim that works once), the same signature works again and again (high). When "
        "neither this contract's address nor a domain is part of what was signed, it works in every copy of the "
        "contract (medium); when only the chain's number is missing, on every other chain (low).\n\n"
        "Not flagged: nonces that are compared or signed and then advanced, here or in a contract that is asked for "
        "them, flags for the hash or the caller, domain separators, a digest that the caller passes ready-made, and "
        "functions that only read."
    ),
    remedy="Sign a nonce with an EIP-712 domain (chain and contract), and advance the nonce.",
    references=("https://eips.ethereum.org/EIPS/eip-712", "https://swcregistry.io/docs/SWC-121"),
    flagged=(
        "signature_replay_old.sol",
        "signature_replay_without_chain.sol",
        "signature_replay_without_nonce.sol",
    ),
    clean=(
        "signature_replay_clean_counted_elsewhere.sol",
        "signature_replay_clean_mint_limit.sol",
        "signature_replay_clean_nonce_and_domain.sol",
        "signature_replay_clean_used_up.sol",
    ),
)
_CHAIN_KNOWN = (0, 5, 12)
"""Before this version a contract could not ask for the chain's number."""


@answers(RULE)
def signature_replay(functions: Functions) -> Iterator[Outcome]:
    """At most one finding for each function that acts on a signature."""
    for function in functions:
        if not function.is_write_entry:
            continue
        site = next((s for s in function.sites(op.Compute) if _recovers(s)), None)
        if site is None or not any("signature" in r.concerns for r in function.requirements_to_return()):
            continue
        found = _judged(function, site)
        if found is not None and function.gaps:
            yield RULE.unknown(function.part, because=function.gaps[0])
        elif found is not None:
            yield found


def _recovers(site: Site) -> bool:
    return isinstance(site.operation, op.Compute) and site.operation.name == "ecrecover"


def _judged(function: FunctionView, site: Site) -> Found | None:
    recover = site.operation
    if not isinstance(recover, op.Compute) or not recover.arguments or _is_restricted(function):
        return None
    digest = function.of_site(site, recover.arguments[0])
    if _acts(function) and not _is_used_up(function, digest):
        return _found(
            function, site, "nothing that was signed is used up: the same signature works again", Severity.HIGH
        )
    if any(o.kind == "unknown" for o in digest) or _is_ready_made(digest):
        return None
    if _has_domain(digest):
        return None
    if any(o.kind == "external" for o in digest):
        return None  # another contract puts the domain into the digest
    if THIS not in digest:
        return _found(
            function, site, "what is signed names no contract: it is valid in every copy of this one", Severity.MEDIUM
        )
    if function.file.version >= _CHAIN_KNOWN and not any(str(o.what) == "block.chainid" for o in digest):
        return _found(function, site, "what is signed names no chain: it is valid on every other one", Severity.LOW)
    return None


def _is_restricted(function: FunctionView) -> bool:
    """Only known callers bring signatures, or everyone only his own."""
    signed = [r for r in function.requirements_to_return() if "signature" in r.concerns]
    if any(SENDER in r.reader.of(r.branch.condition) for r in signed):
        return True
    return any(p.kind not in ("anyone", "signer", "chosen", "eoa") for p in _returning(function))


def _returning(function: FunctionView) -> Principals:
    places = function.flow.principals(function.function)
    ends = [b for b in function.graph.blocks if not b.successors and b in places]
    return frozenset(p for block in ends for p in places[block])


def _acts(function: FunctionView) -> bool:
    """It writes storage or calls out, so that a second time makes a difference."""
    return bool(function.effects.writes) or any(
        isinstance(s.operation, op.ExternalCall) and not s.operation.is_static for s in function.effects.calls
    )


def _is_used_up(function: FunctionView, digest: Origins) -> bool:
    """Storage that is signed or checked is written by the same call, and is no mere balance that shrinks."""
    written: dict[Cell, bool] = {}
    for store_site in function.sites(op.Store):
        store = store_site.operation
        cell = cell_of(store.place) if isinstance(store, op.Store) else None
        if cell is not None:
            written[cell] = _shrinks(function, store_site)
    if any(o.kind == "unknown" for o in digest) and any(_counts(s) for s in function.sites(op.Store)):
        return True  # a digest put together in assembly can hold the number that is counted up here
    if any(o.what is cell[0] for o in digest if o.kind == "storage" for cell in written):
        return True
    returning = function.requirements_to_return()
    checked = {i.cell() for r in returning for i in r.ingredients}
    if any(cell in checked and not shrinks for cell, shrinks in written.items()):
        return True
    return _is_counted_elsewhere(returning, digest) or _is_kept_in_slot(function) or _happens_once(function, written)


def _is_counted_elsewhere(requirements: tuple[Requirement, ...], digest: Origins) -> bool:
    """What is signed must equal what another contract says now: a nonce or a root that is kept there."""
    signed = frozenset(o for o in digest if o.kind in ("parameter", "calldata"))
    for requirement in requirements:
        for test in requirement.reader.graph.definitions.get(requirement.branch.condition, ()):
            if not isinstance(test, op.Arithmetic) or (test.operator == "==") is not requirement.holds:
                continue
            sides = [requirement.reader.of(side) for side in (test.left, test.right)]
            if any(
                one & signed and any(o.kind == "external" for o in other) and SIGNER not in other
                for one, other in (sides, sides[::-1])
            ):
                return True
    return False


def _is_kept_in_slot(function: FunctionView) -> bool:
    """An entry is checked, and assembly writes to the slot of a struct of storage, where the entry can lie."""
    slots = {s.operation.place.root for s in function.sites(op.Store) if isinstance(s.operation, op.Store)}
    kept = any(isinstance(slot, Slot) for slot in slots)
    loaded = (i for r in function.requirements_to_return() for i in r.ingredients if i.cell() is not None)
    return kept and any(isinstance(i.operation, op.Load) and i.operation.place.path for i in loaded)


def _happens_once(function: FunctionView, written: dict[Cell, bool]) -> bool:
    """All that it writes is written only while a flag of the same storage says that it was not yet."""
    stores = [s for s in function.sites(op.Store) if isinstance(s.operation, op.Store) and s.operation.place.storage]
    kept = {cell for cell, shrinks in written.items() if not shrinks}
    return bool(stores) and all(
        any(i.cell() in kept for r in function.requirements(s) for i in r.ingredients) for s in stores
    )


def _counts(site: Site) -> bool:
    store = site.operation
    return isinstance(store, op.Store) and store.place.storage and store.operator == "++"


def _shrinks(function: FunctionView, site: Site) -> bool:
    store = site.operation
    if not isinstance(store, op.Store):
        return False
    if store.operator in ("-=", "--"):
        return True
    behind = ingredients(function.reader_at(site), store.value)
    signs = {i.operation.operator for i in behind if isinstance(i.operation, op.Arithmetic)}
    return "-" in signs and any(i.cell() == cell_of(store.place) for i in behind if i.cell() is not None)


def _is_ready_made(digest: Origins) -> bool:
    """The caller passes the hash: what is in it can't be seen here."""
    return any(isinstance(o.what, Parameter) and o.what.type == t.BYTES32 for o in digest if o.kind == "parameter")


def _has_domain(digest: Origins) -> bool:
    """A separator that was computed earlier (or a chain's number that was kept) is part of the digest."""
    return any(o.kind in ("fixed", "storage") and getattr(o.what, "type", None) == t.BYTES32 for o in digest)


def _found(function: FunctionView, site: Site, message: str, severity: Severity) -> Found:
    return RULE.found(
        function.part,
        message,
        at=function.at(function.first(site)),
        severity=severity,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=function.steps(site, "the signer is recovered"),
        guards=[
            function.guard(r.branch, "it passes for the same signature again")
            for r in function.requirements_to_return()
            if "signature" in r.concerns and r.branch.body is function.function
        ],
    )
