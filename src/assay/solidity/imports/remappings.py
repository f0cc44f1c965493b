"""Remappings as solc applies them.

Source: Solidity documentation, "Import Path Resolution", section "Import Remapping", and the rule that the
compiler follows when several match: the longest context, then the longest prefix, then the one given last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remapping:
    """`context:prefix=target`. In files whose name starts with `context`, `prefix…` becomes `target…`."""

    context: str
    prefix: str
    target: str

    def __str__(self) -> str:
        return f"{self.context}:{self.prefix}={self.target}" if self.context else f"{self.prefix}={self.target}"


def parse_remapping(text: str) -> Remapping | None:
    """One remapping as written on a line or in an array; None when it is none.

    As in Foundry, a target without its closing slash gets one where the prefix has one.
    """
    left, equals, target = text.strip().partition("=")
    context, colon, prefix = left.partition(":")
    if not colon:
        context, prefix = "", left
    context, prefix, target = (part.strip() for part in (context, prefix, target))
    if not equals or not prefix:
        return None
    if prefix.endswith("/") and target and not target.endswith("/"):
        target += "/"
    return Remapping(context.removeprefix("./"), prefix, target)


def remap(remappings: Sequence[Remapping], importing: str, name: str) -> Iterable[str]:
    """What `name` becomes in the file `importing`, best first; solc knows only the first.

    The others are for code whose dependencies are half installed: a file found by the second best rule says
    more than none.
    """
    fitting = [
        (len(r.context), len(r.prefix), position, r)
        for position, r in enumerate(remappings)
        if name.startswith(r.prefix) and importing.startswith(r.context)
    ]
    fitting.sort(key=lambda item: item[:3], reverse=True)
    return (r.target + name[len(r.prefix) :] for _, _, _, r in fitting)
