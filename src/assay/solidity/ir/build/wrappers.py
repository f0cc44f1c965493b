"""Low-level calls behind OpenZeppelin's `Address`, by what that library publishes, where its source was not read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assay.solidity.ir import operations as op
from assay.solidity.ir.build.writer import Writer
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "sendValue": "call",
        "functionCall": "call",
        "functionCallWithValue": "call",
        "functionStaticCall": "staticcall",
        "functionDelegateCall": "delegatecall",
    }
)


def wrapped(w: Writer, node: syntax.Call) -> tuple[Value, ...] | None:
    """`target.functionCall(data)` or `Address.functionCall(target, data)`: the call, and a revert when it failed.

    None when the call is none of these; to be asked only for calls that nothing else explains.
    """
    match node.function:
        case syntax.Member(base=syntax.Identifier(name="Address"), name=name):
            written = node.arguments
        case syntax.Member(base=receiver, name=name):
            written = (receiver, *node.arguments)
        case _:
            return None
    if name not in _KINDS or len(written) < 2:
        return None
    target, *rest = (w.value(a) for a in written)
    sent: Value | None = None
    if name == "sendValue":
        data: tuple[Value, ...] = (Constant("", t.BYTES),)
        sent = rest[0]
    else:
        data = (rest[0],)
        sent = rest[1] if name == "functionCallWithValue" and len(rest) > 1 else None
    worked, answer = w.temporary(t.BOOL), w.temporary(t.BYTES)
    call = op.ExternalCall(node, w.layer.body, (worked, answer), _KINDS[name], target, "", None, None, None, data, sent)
    w.emit(call)
    good, bad = w.new_block(), w.new_block()
    w.branch(worked, node, good, bad, "require")
    w.block = bad
    w.revert(node)
    w.block = good
    return () if name == "sendValue" else (answer,)
