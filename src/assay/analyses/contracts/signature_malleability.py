"""Signature malleability: a signature's own bytes mark it as used, though the same approval has other bytes too."""

from collections.abc import Iterator

from assay.core.evidence import Step
from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site, cell_of
from assay.solidity.flow.origins import Origins
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant
from assay.solidity.model import types as t

RULE = Rule(
    id=RuleId("contracts.signature-malleability"),
    title="A used signature passes again in its other form",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH,),
    tags=("owasp:SC01:2025", "owasp:SC04:2025", "swc:117", "cwe:347", "dasp:access_control"),
    meaning=(
        "For every signature (r, s, v) there is a second one with n - s that recovers the same signer. The function "
        "remembers signatures by their bytes and refuses those it has seen: the second form has other bytes, and what "
        "was approved once is done twice.\n\n"
        "Not flagged: the hash of what was signed, or a nonce in it, is marked as used; signatures whose s is required "
        "to be in the lower half."
    ),
    remedy="Mark the signed hash or a nonce as used, not the signature.",
    references=("https://swcregistry.io/docs/SWC-117", "https://eips.ethereum.org/EIPS/eip-2"),
    flagged=("signature_malleability_used_bytes.sol", "signature_malleability_used_parts_old.sol"),
    clean=(
        "signature_malleability_clean_lower_half.sol",
        "signature_malleability_clean_used_hash.sol",
        "signature_replay_clean_used_up.sol",
    ),
)
_HALF = 2**254
"""A bound on `s` is a constant above this."""


@answers(RULE)
def signature_malleability(functions: Functions) -> Iterator[Outcome]:
    """One finding for each mark that is kept under the bytes of a signature."""
    for function in functions:
        if not function.is_write_entry:
            continue
        site = next((s for s in function.sites(op.Compute) if _recovers(s)), None)
        if site is None or _has_upper_bound(function, site):
            continue
        signature = _signature(function, site)
        checked = {i.cell() for r in function.requirements_to_return() for i in r.ingredients}
        for store_site in function.sites(op.Store):
            store = store_site.operation
            cell = cell_of(store.place) if isinstance(store, op.Store) else None
            if cell is None or cell not in checked:
                continue
            if any(key & signature for key in function.entry_keys(store_site)):
                yield RULE.found(
                    function.part,
                    f"{getattr(cell[0], 'name', 'the mark')} remembers the signature's bytes: its other form passes",
                    at=store.body.file.span(store.node),
                    confidence=Confidence.HIGH,
                    path=_in_order(
                        function,
                        (site, "the signer is recovered"),
                        (store_site, "the signature, not what was signed, is marked as used"),
                    ),
                )
                break


def _in_order(function: FunctionView, *noted: tuple[Site, str]) -> list[Step]:
    """Code may mark before it recovers; blocks stand in reverse post-order, so that what comes first is met first."""
    met = {id(operation): place for place, (_, _, operation) in enumerate(function.graph.operations)}
    ordered = sorted(noted, key=lambda one: met.get(id(function.first(one[0])), 0))
    return [step for site, note in ordered for step in function.steps(site, note)]


def _recovers(site: Site) -> bool:
    return isinstance(site.operation, op.Compute) and site.operation.name == "ecrecover"


def _signature(function: FunctionView, site: Site) -> Origins:
    """Parameters that carry the signature and nothing of what was signed."""
    recover = site.operation
    assert isinstance(recover, op.Compute)
    signed = function.of_site(site, recover.arguments[0]) if recover.arguments else frozenset()
    parts = [function.of_site(site, a) for a in recover.arguments[1:]]
    found = frozenset(o for part in parts for o in part)
    if any(o.kind == "unknown" for o in found):
        # taken apart in assembly: whatever bytes come in beside the signed data
        found |= frozenset(o for p in function.graph.parameters if p.type == t.BYTES for o in function.of(p))
    return frozenset(o for o in found if o.kind in ("parameter", "calldata") and o not in signed)


def _has_upper_bound(function: FunctionView, site: Site) -> bool:
    """Somewhere on the way a value is compared with half the group's order."""
    reader = function.flow.reader(function.function, function.context)
    graphs = [reader.graph]
    for call in site.through:
        reader = reader.inside(call) or reader
        graphs.append(reader.graph)
    return any(
        isinstance(o, op.Arithmetic) and o.operator in ("<", "<=", ">", ">=") and any(map(_is_half, (o.left, o.right)))
        for graph in graphs
        for _, _, o in graph.operations
    )


def _is_half(value: object) -> bool:
    return isinstance(value, Constant) and value.number is not None and value.number > _HALF
