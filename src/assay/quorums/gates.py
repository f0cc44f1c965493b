"""A policy as a small network of threshold gates over numbered parties, constants folded, equal parts shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from assay.core.errors import BadInput
from assay.quorums.policies import Policy, Signer, Weighted, signers


@dataclass(frozen=True, slots=True)
class Gate:
    """True when its true inputs weigh `threshold` or more; 1 <= threshold <= the sum of all weights."""

    threshold: int
    parties: tuple[tuple[int, int], ...]
    """Number of the party, weight."""
    gates: tuple[tuple[int, int], ...]
    """Number of an earlier gate, weight."""


@dataclass(frozen=True, slots=True)
class Gates:
    """Gates in an order in which inputs come first; the last one is the policy, unless it is `constant`."""

    gates: tuple[Gate, ...]
    constant: bool | None = None


@dataclass(slots=True)
class _Lowering:
    numbers: Mapping[str, int]
    gates: list[Gate] = field(default_factory=list)
    known: dict[Gate, int] = field(default_factory=dict)

    def lower(self, policy: Policy) -> bool | tuple[str, int]:
        """A constant, or `("party" | "gate", number)`."""
        match policy:
            case Signer(name):
                return "party", self.numbers[name]
            case Weighted(threshold, parts):
                return self._gate(threshold, [(weight, self.lower(part)) for weight, part in parts])
        assert_never(policy)

    def _gate(self, threshold: int, parts: list[tuple[int, bool | tuple[str, int]]]) -> bool | tuple[str, int]:
        weights: dict[tuple[str, int], int] = {}
        for weight, part in parts:
            if part is True:
                threshold -= weight
            elif part is not False:
                weights[part] = weights.get(part, 0) + weight
        if threshold <= 0:
            return True
        if sum(weights.values()) < threshold:
            return False
        if len(weights) == 1:
            return next(iter(weights))
        return "gate", self.add(threshold, weights)

    def add(self, threshold: int, weights: Mapping[tuple[str, int], int]) -> int:
        gate = Gate(
            threshold,
            tuple(sorted((number, weight) for (what, number), weight in weights.items() if what == "party")),
            tuple(sorted((number, weight) for (what, number), weight in weights.items() if what == "gate")),
        )
        if gate not in self.known:
            self.known[gate] = len(self.gates)
            self.gates.append(gate)
        return self.known[gate]


def gates(policy: Policy, numbers: Mapping[str, int]) -> Gates:
    """The network of `policy`; `numbers` gives each party's. Raises `BadInput` for a signer who has none."""
    for name in signers(policy):
        if name not in numbers:
            raise BadInput(f"the policy names {name!a}, which is not among the parties")
    lowering = _Lowering(numbers)
    top = lowering.lower(policy)
    if isinstance(top, bool):
        return Gates((), top)
    what, number = top
    last = number if what == "gate" else lowering.add(1, {top: 1})
    return Gates(tuple(lowering.gates[: last + 1]))
