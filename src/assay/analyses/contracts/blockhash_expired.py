"""Expired blockhash: the hash of a block that was chosen earlier is asked for at any time, and is zero after 256."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.analyses.contracts._open_state import overlap
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import named
from assay.solidity.flow.conditions import Reader
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import Origin
from assay.solidity.flow.payments import pays
from assay.solidity.flow.principals import is_restricted
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model.declarations import StateVariable

BLOCKS_KEPT = 256
"""BLOCKHASH knows this many blocks before the present one, and is zero for all others (Yellow Paper, appendix H)."""
NOW = Origin("block", "block.number")
COMPARES = frozenset({"<", "<=", ">", ">=", "==", "!="})
_LIMIT_LEAST = 200
"""A bound of fewer blocks is a wait for the block to come, not a guard against its age."""

RULE = Rule(
    id=RuleId("contracts.blockhash-expired"),
    title="A drawn block may be too old to have a hash",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC09:2025", "swc:120", "cwe:330", "cwe:672", "dasp:bad_randomness"),
    meaning=(
        "The draw waits for a block that was to come when the bet was made, and takes its hash later. After 256 "
        "blocks, less than an hour, that hash is zero: who bets and then waits knows the outcome beforehand.\n\n"
        "Not flagged: draws that refuse a hash of zero or a block that is too old, and hashes of a block that is "
        "counted back from the present one."
    ),
    remedy="Refuse blocks older than 256, or a hash of zero, and let such a bet lose or start anew.",
    references=(
        "https://docs.soliditylang.org/en/latest/units-and-global-variables.html#block-and-transaction-properties",
        "https://swcregistry.io/docs/SWC-120",
    ),
    flagged=("blockhash_expired_bet.sol", "blockhash_expired_old.sol"),
    clean=(
        "blockhash_expired_clean_age_checked.sol",
        "blockhash_expired_clean_zero_refused.sol",
    ),
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A block that a call picked for later."""

    cell: Cell
    by_anyone: bool


@answers(RULE)
def blockhash_expired(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that asks for the hash of a stored block at any time."""
    for function in functions:
        if not function.function.is_entry:
            continue
        for site in function.sites(op.Compute):
            if isinstance(site.operation, op.Compute) and site.operation.name in ("blockhash", "yul.blockhash"):
                chosen = _chosen_before(function, site)
                if chosen is not None and not _is_guarded(function, chosen.cell):
                    yield _found(function, site, chosen)
                    break


def _chosen_before(function: FunctionView, site: Site) -> _Chosen | None:
    """Where an earlier call kept the block's number."""
    assert isinstance(site.operation, op.Compute)
    for found in ingredients(function.reader_at(site), site.operation.arguments[0]):
        cell = found.cell()
        if cell is None or not isinstance(cell[0], StateVariable):
            continue
        for writer, store in function.flow.writers.get(cell[0], ()):
            kept = cell_of(store.place)
            if kept is not None and overlap(kept, cell) and NOW in function.flow.origins(writer).of(store.value):
                return _Chosen(kept, not is_restricted(function.flow.who_may(writer, store)))
    return None


def _is_guarded(function: FunctionView, chosen: Cell) -> bool:
    """Somewhere the hash is compared with zero, or the stored number with the present one and a long time."""
    for site in function.sites(op.Arithmetic):
        test = site.operation
        if not isinstance(test, op.Arithmetic) or test.operator not in COMPARES:
            continue
        reader = function.reader_at(site)
        if any(isinstance(v, Constant) and v.number == 0 for v in test.inputs):
            if any(_is_hash(reader, v) for v in test.inputs):
                return True
        elif _bounds_age(reader, test, chosen):
            return True
    return False


def _bounds_age(reader: Reader, test: op.Arithmetic, chosen: Cell) -> bool:
    origins = reader.of(test.left) | reader.of(test.right)
    behind = [i for v in test.inputs for i in ingredients(reader, v)]
    cells = [i.cell() for i in behind]
    if NOW not in origins or not any(c is not None and overlap(chosen, c) for c in cells):
        return False
    numbers = [v.number for i in behind for v in i.operation.inputs if isinstance(v, Constant)]
    numbers += [v.number for v in test.inputs if isinstance(v, Constant)]
    fixed = any(o.kind not in ("block", "storage") or o.what not in (NOW.what, chosen[0]) for o in origins)
    return fixed or any(n is not None and n >= _LIMIT_LEAST for n in numbers)


def _is_hash(reader: Reader, value: Value) -> bool:
    """The hash itself, cast or assigned; not what was worked out from it."""
    for definition in reader.graph.definitions.get(value, ()):
        match definition:
            case op.Assign(value=inner) | op.Convert(value=inner):
                if _is_hash(reader, inner):
                    return True
            case op.Compute(name="blockhash" | "yul.blockhash"):
                return True
            case op.InternalCall():
                return any(o.what == "blockhash" for o in reader.of(value))
            case _:
                pass
    return False


def _found(function: FunctionView, site: Site, chosen: _Chosen) -> Found:
    name = named(chosen.cell)
    return RULE.found(
        function.part,
        f"the hash of the block in {name} is zero once {BLOCKS_KEPT} blocks have passed, and is taken as it is",
        at=function.entered(function.first(site)),
        severity=Severity.MEDIUM if chosen.by_anyone and pays(function.effects) else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE if chosen.by_anyone else function.exposure_at(site),
        path=function.steps(site, f"nothing says that the block in {name} is recent"),
    )
