"""Arbitrary storage write: an array without bounds, or a computed slot, lets the caller overwrite any storage."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.flow.origins import is_given
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Field, Key, Slot, Value
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.arbitrary-storage-write"),
    title="The caller chooses which storage is written",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH,),
    tags=("owasp:SC01:2025", "owasp:SC04:2025", "swc:124", "cwe:123", "dasp:access_control"),
    meaning=(
        "Storage is one array of 2^256 slots, and a dynamic array reaches all of it once its length is large enough. "
        "Before Solidity 0.6 a contract could set `array.length`: when the caller sets it, or `length--` wraps below "
        "zero, an index that he picks hits any variable, the owner too. The same holds for assembly that stores to a "
        "slot that the caller computes.\n\n"
        "Not flagged: a length that is checked before it shrinks, arrays whose elements nobody writes by a chosen "
        "index, and slots derived by hashing."
    ),
    remedy="Use push and pop, and check the index against the length; derive slots from a hash.",
    references=("https://swcregistry.io/docs/SWC-124",),
    flagged=(
        "arbitrary_storage_write_length_old.sol",
        "arbitrary_storage_write_shrinks_old.sol",
        "arbitrary_storage_write_slot.sol",
    ),
    clean=(
        "arbitrary_storage_write_clean_checked_old.sol",
        "arbitrary_storage_write_clean_hashed_slot.sol",
        "arbitrary_storage_write_clean_push.sol",
    ),
)


@answers(RULE)
def arbitrary_storage_write(functions: Functions) -> Iterator[Outcome]:
    """One finding for each length that gives the array up, and for each store to a slot that the caller passes."""
    for function in functions:
        if not function.is_write_entry:
            continue
        for site in function.sites(op.Store):
            store = site.operation
            if not isinstance(store, op.Store) or not function.is_open_at(site):
                continue
            if isinstance(store.place.root, Slot) and _is_raw(function, site, store.place.root.value):
                yield _found(function, site, "the caller passes the slot that this stores to, that of any variable")
            elif store.place.state is not None and _gives_up(function, site, store):
                name = store.place.state.name
                yield _found(function, site, f"{name} has no bounds any more: an index can reach any variable")


def _gives_up(function: FunctionView, site: Site, store: op.Store) -> bool:
    """The length becomes what the caller wants or wraps, and elements are written at an index that he picks."""
    if not store.place.path or store.place.path[-1] != Field("length") or function.file.version >= (0, 6, 0):
        return False
    array = store.place.state
    assert array is not None
    value = function.of_site(site, store.value)
    if not _wraps(function, site, store) and not is_given(value):
        return False
    return _is_indexed(function, array)


def _wraps(function: FunctionView, site: Site, store: op.Store) -> bool:
    """Something is taken from the length, and no check says that it is more than that."""
    reader = function.reader_at(site)
    less = store.operator in ("--", "-=") or any(
        isinstance(d, op.Arithmetic) and d.operator == "-" for d in reader.graph.definitions.get(store.value, ())
    )
    return less and not any(
        isinstance(i.operation, op.Load) and i.operation.place == store.place and not r.always
        for r in function.requirements(site)
        for i in r.ingredients
    )


def _is_indexed(function: FunctionView, array: StateVariable) -> bool:
    for writer, store in function.flow.writers.get(array, ()):
        path = store.place.path
        reader = function.flow.reader(writer)
        if writer.is_entry and path and isinstance(path[0], Key) and is_given(reader.of(path[0].value)):
            return True
    return False


def _element_written(function: FunctionView, site: Site) -> Site | None:
    """Where the same function writes an element of the array by an index that the caller passes."""
    store = site.operation
    for other in function.sites(op.Store):
        found = other.operation
        if not isinstance(store, op.Store) or not isinstance(found, op.Store) or found.place.state is None:
            continue
        path = found.place.path
        index = path[0].value if path and isinstance(path[0], Key) else None
        if found.place.state is store.place.state and index is not None and is_given(function.of_site(other, index)):
            return other
    return None


def _is_raw(function: FunctionView, site: Site, slot: Value) -> bool:
    """The slot is passed, moved by additions at most: no hash stands between."""
    if isinstance(slot, Constant) or not is_given(function.of_site(site, slot)):
        return False
    reader = function.reader_at(site)
    pending: list[Value] = [slot]
    seen: set[Value] = {slot}
    while pending:
        for definition in reader.graph.definitions.get(pending.pop(), ()):
            if isinstance(definition, op.Compute | op.InternalCall | op.Load):
                return False
            pending += [v for v in definition.inputs if v not in seen]
            seen.update(definition.inputs)
    return True


def _found(function: FunctionView, site: Site, message: str) -> Outcome:
    steps = list(function.steps(site, "which storage is written is up to the caller from here on"))
    written = _element_written(function, site)
    if written is not None:
        steps += function.steps(written, "an element is written where the caller says")
    where = (written or site).operation
    return RULE.found(
        function.part,
        message,
        at=where.body.file.span(where.node),
        confidence=Confidence.HIGH,
        path=steps,
        guards=[
            function.guard(branch, "it does not bound what is written")
            for branch in function.checks_before(function.first(site))
        ],
    )
