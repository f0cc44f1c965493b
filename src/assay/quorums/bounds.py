"""A policy's structure from below and from above, for when the exact one has too many states.

Stakes in the smallest unit of a currency give every combination a weight of its own, so nothing merges. Coarser
weights do: rounded up they suffice too often, rounded down too rarely, and the truth lies between.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from assay.core.errors import BudgetExceeded
from assay.quorums.chances import Chance, chance
from assay.quorums.diagram import NODES, WIDTH, Diagram, structure
from assay.quorums.minimal_sets import STEPS, CutSets, cut_sets
from assay.quorums.parties import Event, Mode, Roster
from assay.quorums.policies import Policy, Signer, Weighted
from assay.quorums.shortest import shortest

COARSE = 20_000
"""What the weights of a gate may come to before they are rounded."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Two diagrams over the same events: `under` suffices too rarely, `over` too often; the same one when exact."""

    under: Diagram
    over: Diagram

    @property
    def exact(self) -> bool:
        """Nothing had to be rounded or given up."""
        return self.under is self.over and self.under.complete

    @property
    def chance(self) -> Chance:
        """That the policy is satisfied."""
        if self.under is self.over:
            return chance(self.under)
        return Chance(chance(self.under).low, chance(self.over).high, exact=False)

    def cut_sets(self, *, first: int = 20, steps: int = STEPS) -> CutSets:
        """Of the exact structure; or bounds of the smallest order."""
        if self.under is self.over:
            return cut_sets(self.under, first=first, steps=steps)
        return CutSets(shortest(self.under).order, shortest(self.over, loose=True).order, None, None, ())


def bracket(policy: Policy, events: Sequence[Event], *, width: int = WIDTH, nodes: int = NODES) -> Bracket:
    """Exact where `width` states of a level and `nodes` in all are enough; see `structure`."""
    under, over = (coarsened(policy, up=up) for up in (False, True))
    if under == policy == over:
        whole = structure(policy, events, width=width, nodes=nodes)
        return Bracket(whole, whole)
    try:
        whole = structure(policy, events, width=width, nodes=nodes, exact=True)
    except BudgetExceeded:
        return Bracket(*(structure(one, events, width=width, nodes=nodes) for one in (under, over)))
    return Bracket(whole, whole)


def probability(
    policy: Policy, roster: Roster, modes: Iterable[Mode], *, width: int = WIDTH, nodes: int = NODES
) -> Chance:
    """That the parties of `roster` which fail in one of `modes` satisfy `policy`."""
    return bracket(policy, roster.events(modes), width=width, nodes=nodes).chance


def coarsened(policy: Policy, *, up: bool) -> Policy:
    """With each gate's weights rounded so that they come to about `COARSE` at most; those that are small stay as is.

    Since a sum of weights reaches t exactly when it reaches t / g in units of g, weights rounded up with the threshold
    in units of g suffice whenever the policy does, and weights rounded down only when it does.
    """
    match policy:
        case Signer():
            return policy
        case Weighted(threshold, parts):
            unit = -(-sum(weight for weight, _ in parts) // COARSE) or 1
            rounded = [(-(-weight // unit) if up else weight // unit, coarsened(part, up=up)) for weight, part in parts]
            kept = tuple((weight, part) for weight, part in rounded if weight)
            return Weighted(min(-(-threshold // unit), sum(weight for weight, _ in kept) + 1), kept)
    assert_never(policy)
