"""Monotone policies: which sets of parties suffice. More parties never suffice less."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from assay.core.errors import BadInput

MAX_DEPTH = 50
MAX_PARTS = 20_000
"""Signers and gates of one policy."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Suffices when that party is in the set."""

    name: str


@dataclass(frozen=True, slots=True)
class Weighted:
    """Suffices when the parts that do weigh `threshold` or more together.

    A threshold of 0 always suffices, one of 1 more than all the weights never does; beyond that is an error.
    """

    threshold: int
    parts: tuple[tuple[int, "Policy"], ...]
    """Each with its weight, 1 or more; shares of stake are weights too."""

    def __post_init__(self) -> None:
        total = 0
        for weight, _ in self.parts:
            if weight < 1:
                raise BadInput(f"a weight of {weight}: weights are whole numbers from 1 on")
            total += weight
        if not 0 <= self.threshold <= total + 1:
            raise BadInput(f"a threshold of {self.threshold}, but the parts weigh {total} together")


Policy: TypeAlias = Signer | Weighted


def at_least(k: int, parts: Iterable[Policy | str]) -> Weighted:
    """Any `k` of the parts; a text is a signer's name."""
    return Weighted(k, tuple((1, _policy(part)) for part in parts))


def all_of(*parts: Policy | str) -> Weighted:
    """Every part."""
    return at_least(len(parts), parts)


def any_of(*parts: Policy | str) -> Weighted:
    """One of the parts."""
    return at_least(1, parts)


def weighted(threshold: int, weights: dict[str, int]) -> Weighted:
    """Signers with their weights; those of weight 0 have no say and are left out."""
    return Weighted(threshold, tuple((weight, Signer(name)) for name, weight in weights.items() if weight))


def dual(policy: Policy) -> Policy:
    """Which sets of parties suffice to block it: `dual(p)` holds for a set when `p` does not hold for all others."""
    match policy:
        case Signer():
            return policy
        case Weighted(threshold, parts):
            total = sum(weight for weight, _ in parts)
            return Weighted(total - threshold + 1, tuple((weight, dual(part)) for weight, part in parts))
    assert_never(policy)


def suffices(policy: Policy, acting: Collection[str]) -> bool:
    """Whether the parties in `acting` satisfy it."""
    match policy:
        case Signer(name):
            return name in acting
        case Weighted(threshold, parts):
            return sum(weight for weight, part in parts if suffices(part, acting)) >= threshold
    assert_never(policy)


def signers(policy: Policy) -> tuple[str, ...]:
    """Everybody named in it, in order of first mention. Raises `BadInput` when it is too deep or too large."""
    found: dict[str, None] = {}
    size = 0
    stack: list[tuple[Policy, int]] = [(policy, 1)]
    while stack:
        part, depth = stack.pop()
        size += 1
        if depth > MAX_DEPTH or size > MAX_PARTS:
            raise BadInput(f"a policy of more than {MAX_DEPTH} levels or {MAX_PARTS} parts")
        match part:
            case Signer(name):
                found.setdefault(name)
            case Weighted(_, parts):
                stack.extend((inner, depth + 1) for _, inner in reversed(parts))
            case _:
                assert_never(part)
    return tuple(found)


def _policy(part: Policy | str) -> Policy:
    return Signer(part) if isinstance(part, str) else part
