"""Deleting a struct that holds a mapping: the mapping's entries stay."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Field
from assay.solidity.model import types as t

RULE = Rule(
    id=RuleId("contracts.delete-mapping-struct"),
    title="delete leaves the entries of a mapping inside",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "cwe:459", "dasp:other"),
    meaning=(
        "A mapping does not know its keys, so `delete` on a struct or array that holds one clears everything else and "
        "leaves the mapping's entries. When the place is used again, old rights, votes or debts are back.\n\n"
        "Not flagged: structs without a mapping inside, and entries of a mapping deleted by key."
    ),
    remedy="Clear the entries that matter by key, or give each new life of the struct an index of its own.",
    references=("https://docs.soliditylang.org/en/latest/types.html#delete",),
    flagged=("delete_mapping_struct_members.sol", "delete_mapping_struct_old.sol"),
    clean=(
        "delete_mapping_struct_clean_by_key.sol",
        "delete_mapping_struct_clean_emptied_first.sol",
        "delete_mapping_struct_clean_plain.sol",
    ),
)

_DEPTH = 6


@answers(RULE)
def delete_mapping_struct(functions: Functions) -> Iterator[Outcome]:
    """One finding for each `delete`."""
    for function in functions:
        for store in function.each(op.Store):
            inside = _mapping_in(store.value.type) if store.operator == "delete" and store.place.storage else None
            if inside is None or _is_emptied(function, store, inside):
                continue
            exposure = function.exposure(store)
            name = store.place.state.name if store.place.state is not None else "the struct"
            yield RULE.found(
                function.part,
                f"delete clears {name} except its mapping {inside}",
                at=function.at(store),
                severity=Severity.LOW if exposure is Exposure.NOBODY else Severity.MEDIUM,
                confidence=Confidence.HIGH,
                exposure=exposure,
                path=[function.step(store, f"the entries of {inside} stay")],
            )


def _is_emptied(function: FunctionView, deleted: op.Store, inside: str) -> bool:
    """Entries of the mapping are deleted one by one beforehand, in a loop: the author knows that they would stay."""
    turns = {o for loop in function.loops for b in loop.blocks for o in b.operations}
    for store in function.each(op.Store):
        fields = [step.name for step in store.place.path if isinstance(step, Field)]
        cleared = store.operator == "delete" or (
            isinstance(store.value, Constant) and store.value.text in ("0", "false")
        )
        if store in turns and cleared and store.place.state is deleted.place.state and fields[-1:] == [inside]:
            return True
    return False


def _mapping_in(kind: t.Type, depth: int = _DEPTH) -> str | None:
    """The first field, however deep, that is a mapping."""
    match kind:
        case t.StructType(struct) if depth > 0:
            for name, field in struct.fields.items():
                if isinstance(field, t.Mapping):
                    return name
                found = _mapping_in(field, depth - 1)
                if found is not None:
                    return f"{name}.{found}"
        case t.Array(base) if depth > 0:
            return _mapping_in(base, depth - 1)
    return None
