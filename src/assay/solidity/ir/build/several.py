"""How many values a call gives back whose declaration was not read: as many as the code takes from it."""

from __future__ import annotations

from collections.abc import Sequence

from assay.solidity.ir import operations as op
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.values import Temporary, Value
from assay.solidity.model import types as t


def as_many(w: Writer, values: tuple[Value, ...], wanted: Sequence[t.Type]) -> tuple[Value, ...]:
    """`values`, or one for each of `wanted` where they are the single result of a call that was just written."""
    last = w.block.operations[-1] if w.block.operations else None
    if len(values) != 1 or len(wanted) < 2 or not isinstance(last, op.ExternalCall | op.Opaque):
        return values
    (only,) = values
    if last.results != values or not isinstance(only, Temporary) or not isinstance(only.type, t.Unresolved):
        return values
    last.results = tuple(w.temporary(kind) for kind in wanted)
    return last.results
