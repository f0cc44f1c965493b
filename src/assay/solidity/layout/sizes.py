"""How many bytes a value takes in storage, and whether it may share its slot.

Source: Solidity documentation, "Layout of State Variables in Storage and Transient Storage".
"""

from __future__ import annotations

from assay.solidity.model import types as t

SLOT = 32
_DEPTH = 16


def width(kind: t.Type) -> int | None:
    """Bytes of a value type that can share a slot; None for what starts a slot of its own (or is not known)."""
    match kind:
        case t.ValueTypeType(definition):
            return width(definition.underlying)
        case t.ContractType():
            return 20
        case t.EnumType(enum):
            return max(1, ((len(enum.node.members) - 1).bit_length() + 7) // 8)
        case t.FunctionPointer(external=external):
            return 24 if external else 8
        case t.Elementary(name):
            return _elementary(name)
        case _:
            return None


def _elementary(name: str) -> int | None:
    if name in ("bytes", "string"):
        return None
    if name == "bool":
        return 1
    if name in ("address", "address payable"):
        return 20
    sized = t.integer(t.Elementary(name))
    if sized is not None:
        return sized[1] // 8
    digits = name.removeprefix("bytes")
    return int(digits) if digits.isdigit() and name != digits else None


def slots(kind: t.Type, depth: int = 0) -> int | None:
    """Whole slots of what does not share; None when a type in it is not known or it nests too deep."""
    if depth > _DEPTH:
        return None
    match kind:
        case t.Mapping() | t.Array(length=None) | t.Elementary("bytes" | "string"):
            return 1
        case t.StructType(struct):
            return pack(tuple(struct.fields.values()), depth + 1)
        case t.Array(base, int() as length) if length >= 0:
            return _array(base, length, depth)
        case _:
            return 1 if width(kind) is not None else None


def _array(base: t.Type, length: int, depth: int) -> int | None:
    size = width(base)
    if size is not None:
        each = SLOT // size
        return -(-length // each)
    inner = slots(base, depth + 1)
    return None if inner is None else inner * length


def pack(kinds: tuple[t.Type, ...], depth: int = 0) -> int | None:
    """Slots that values take one after another, packed; at least one."""
    slot = offset = 0
    for kind in kinds:
        size = width(kind)
        if size is None:
            whole = slots(kind, depth)
            if whole is None:
                return None
            slot += (offset > 0) + whole
            offset = 0
        else:
            if offset + size > SLOT:
                slot, offset = slot + 1, 0
            offset += size
    return max(1, slot + (offset > 0))
