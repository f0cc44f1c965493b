"""What follows from federated quorum slices: quorums, whether they intersect, who can block or split the network.

A quorum is a set of nodes in which everybody's own quorum set is satisfied by the set. All answers are exact and come
from a search whose steps are counted: `BudgetExceeded`, never a guess. Source: Mazières 2015, "The Stellar Consensus
Protocol", sections 3 and 4; the search for minimal quorums branches as Lachowski's (2019).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from assay.core.errors import BadInput, BudgetExceeded
from assay.quorums.diagram import structure
from assay.quorums.minimal_sets import cut_sets
from assay.quorums.parties import Event
from assay.quorums.policies import Policy, all_of, any_of, dual
from assay.quorums.stellar import Network, QuorumSet, shared_policy
from assay.quorums.systems import System

STEPS = 300_000
"""Sets of nodes looked at, unless told otherwise; some seconds."""
_TOO_MANY = "the quorum slices have too many combinations for the steps allowed"


def federated(network: Network, *, steps: int = STEPS) -> System:
    """The network as a system: blocking sets stop it, splitting sets break it. Raises `BudgetExceeded`."""
    block = any_of(*(all_of(*nodes) for nodes in blocking_sets(network, steps=steps)))
    split = any_of(*(all_of(*nodes) for nodes in splitting_sets(network, steps=steps)))
    return System(name=f"federated, {len(network.nodes)} nodes", forge=split, act=dual(block))


def is_quorum(network: Network, nodes: Iterable[str]) -> bool:
    """Whether the set is not empty and satisfies the quorum set of each of its nodes."""
    search = _Search(network)
    mask = search.mask(nodes)
    return bool(mask) and search.greatest(mask) == mask


def minimal_quorums(network: Network, *, steps: int = STEPS) -> tuple[tuple[str, ...], ...]:
    """Quorums with no smaller quorum inside, small ones first. Raises `BudgetExceeded`."""
    search = _Search(network, steps)
    policy = shared_policy(network)
    return search.names(search.minimal(search.everybody) if policy is None else search.satisfying(policy))


def disjoint_quorums(network: Network, *, steps: int = STEPS) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Two quorums without a common node, which can agree on different things; `None` when any two quorums intersect.

    Raises `BudgetExceeded`.
    """
    search = _Search(network, steps)
    pair = search.disjoint(search.everybody)
    return None if pair is None else (search.members(pair[0]), search.members(pair[1]))


def blocking_sets(network: Network, *, steps: int = STEPS) -> tuple[tuple[str, ...], ...]:
    """Minimal sets that are in every quorum's way: when they stop, nobody goes on. Small ones first.

    One empty set when there is no quorum at all. Raises `BudgetExceeded`.
    """
    search = _Search(network, steps)
    policy = shared_policy(network)
    if policy is not None:
        return search.names(search.satisfying(dual(policy)))
    found = [0]
    for quorum in search.minimal(search.everybody):  # Berge: hit one quorum after the other, keep what is minimal
        hit = [mask for mask in found if mask & quorum]
        more = [mask | bit for mask in found if not mask & quorum for bit in _bits(quorum)]
        for mask in sorted(set(more), key=int.bit_count):
            search.step()
            if not any(mask & smaller == smaller for smaller in hit):
                hit.append(mask)
        found = hit
    return search.names(found)


def splitting_sets(network: Network, *, largest: int | None = None, steps: int = STEPS) -> tuple[tuple[str, ...], ...]:
    """Minimal sets that can make the rest disagree: without them (they say to everybody what it likes to hear) there
    are disjoint quorums. One empty set when quorums don't intersect anyhow.

    Only sets of up to `largest` nodes are looked at when that is given. Raises `BudgetExceeded`.
    """
    search = _Search(network, steps)
    nodes = [1 << k for k in range(len(search.keys))]
    found: list[int] = []
    for size in range(len(nodes) + 1 if largest is None else min(largest, len(nodes)) + 1):
        for chosen in combinations(nodes, size):
            mask = sum(chosen)
            search.step()
            if any(mask & smaller == smaller for smaller in found):
                continue
            if search.disjoint(search.everybody & ~mask, liars=mask) is not None:
                found.append(mask)
    return search.names(found)


_Test: TypeAlias = Callable[[int], bool]


class _Search:
    """Quorums as bit masks over the nodes in their order; `liars` satisfy whoever asks and are no members."""

    def __init__(self, network: Network, steps: int = STEPS) -> None:
        self.keys = tuple(network.nodes)
        self.bit = {key: 1 << k for k, key in enumerate(self.keys)}
        self.everybody = (1 << len(self.keys)) - 1
        self.left = steps
        self.tests = [self._test(said) for said in network.nodes.values()]

    def _test(self, said: QuorumSet | None) -> _Test:
        if said is None:
            return lambda _: False
        validators = sum(self.bit.get(key, 0) for key in said.validators)
        inner = [self._test(one) for one in said.inner]
        threshold = said.threshold
        if not inner:
            return lambda mask: (mask & validators).bit_count() >= threshold
        return lambda mask: (mask & validators).bit_count() + sum(test(mask) for test in inner) >= threshold

    def step(self) -> None:
        """Counts one."""
        self.left -= 1
        if self.left < 0:
            raise BudgetExceeded(_TOO_MANY)

    def greatest(self, mask: int, liars: int = 0) -> int:
        """The union of all quorums inside, or 0: who isn't satisfied leaves, until everybody is."""
        self.step()
        while True:
            around = mask | liars
            satisfied = sum(bit for bit in _bits(mask) if self.tests[bit.bit_length() - 1](around))
            if satisfied == mask:
                return mask
            mask = satisfied

    def minimal(self, within: int) -> list[int]:
        """The minimal quorums, small ones first, equal ones by their nodes' order."""
        return sorted(self._minimal(within), key=lambda mask: (mask.bit_count(), _bits(mask)))

    def _minimal(self, within: int, liars: int = 0, beside: int | None = None) -> Iterator[int]:
        """Branches on one node after the other: taken, or left out; a branch without a quorum is cut.

        With `beside`, only those that leave another quorum there.
        """
        stack = [(0, self.greatest(within, liars))]
        while stack:
            taken, free = stack.pop()
            if beside is not None and not self.greatest(beside & ~taken, liars):
                continue
            inside = self.greatest(taken, liars)
            if inside:
                if inside == taken and not any(self.greatest(taken & ~bit, liars) for bit in _bits(taken)):
                    yield taken
                continue
            reachable = self.greatest(taken | free, liars)
            if not reachable or reachable & taken != taken:
                continue
            free = reachable & ~taken
            if free:
                bit = free & -free
                stack.append((taken, free & ~bit))
                stack.append((taken | bit, free & ~bit))

    def satisfying(self, policy: Policy) -> list[int]:
        """The minimal sets that satisfy it: a diagram has them much faster than a search."""
        events = [Event(key, 0.5, (key,), shared=False) for key in self.keys]
        found = cut_sets(structure(policy, events, exact=True), first=self.left)
        if found.number is None or found.number > self.left:
            raise BudgetExceeded(_TOO_MANY)
        return [self.mask(nodes) for nodes in found.first]

    def disjoint(self, within: int, liars: int = 0) -> tuple[int, int] | None:
        """Two disjoint quorums: one minimal, the other all that is left beside it."""
        quorum = next(self._minimal(within, liars, beside=within), 0)
        return (quorum, self.greatest(within & ~quorum, liars)) if quorum else None

    def mask(self, nodes: Iterable[str]) -> int:
        """Raises `BadInput` for a node that isn't there."""
        mask = 0
        for key in nodes:
            if key not in self.bit:
                raise BadInput(f"no node is called {key!a}")
            mask |= self.bit[key]
        return mask

    def members(self, mask: int) -> tuple[str, ...]:
        return tuple(key for key in self.keys if mask & self.bit[key])

    def names(self, masks: Sequence[int]) -> tuple[tuple[str, ...], ...]:
        ordered = sorted(masks, key=lambda mask: (mask.bit_count(), _bits(mask)))
        return tuple(self.members(mask) for mask in ordered)


def _bits(mask: int) -> list[int]:
    bits = []
    while mask:
        bit = mask & -mask
        bits.append(bit)
        mask ^= bit
    return bits
