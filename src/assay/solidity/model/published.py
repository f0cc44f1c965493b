"""What widely published libraries and bases give, by name, for code whose copy of them was not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax

CHECKED: Mapping[str, str] = MappingProxyType({"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%"})
"""SafeMath and SignedSafeMath: the operation, and a revert where its result does not fit."""
_TO = re.compile(r"to(Uint|Int)(\d{1,3})\Z")
"""SafeCast: `x.toUint128()`."""


def checked_operator(name: str, base: t.Type, arguments: int) -> str | None:
    """The operator behind `base.name(…)` where `base` is an integer; the second argument is SafeMath's message."""
    return CHECKED.get(name) if t.integer(base) is not None and arguments in (1, 2) else None


def is_caller(call: syntax.Call) -> bool:
    """`_msgSender()` of Context: the caller, also where a trusted forwarder appends him (ERC-2771)."""
    return isinstance(call.function, syntax.Identifier) and call.function.name == "_msgSender" and not call.arguments


def result(call: syntax.Call, base: t.Type) -> t.Type | None:
    """The type of `base.name(…)`; None when it is none of them. To be asked only where nothing else explains it."""
    if not isinstance(call.function, syntax.Member) or t.integer(base) is None:
        return None
    if checked_operator(call.function.name, base, len(call.arguments)) is not None:
        return base
    found = _TO.match(call.function.name)
    return t.Elementary(f"{found[1].lower()}{found[2]}") if found and not call.arguments else None
