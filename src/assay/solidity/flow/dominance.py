"""Dominators, post-dominators and natural loops.

Source: Cooper, Harvey, Kennedy 2001, "A Simple, Fast Dominance Algorithm".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assay.solidity.ir.graph import Block, Graph


@dataclass(frozen=True, slots=True)
class Dominators:
    """Immediate dominators by block number; the entry's is itself."""

    immediate: tuple[int, ...]

    def dominates(self, above: Block, below: Block) -> bool:
        """Whether every path from the entry to `below` passes `above`; a block dominates itself."""
        current = below.number
        while current > above.number:
            current = self.immediate[current]
        return current == above.number

    def chain(self, block: Block) -> tuple[int, ...]:
        """Numbers of all dominators, the block itself first, the entry last."""
        found = [block.number]
        while found[-1] != self.immediate[found[-1]]:
            found.append(self.immediate[found[-1]])
        return tuple(found)


def dominators(graph: Graph) -> Dominators:
    """Of a graph whose blocks are in reverse post-order, as `ir.build` leaves them."""
    return Dominators(_immediate(len(graph.blocks), [[p.number for p in b.predecessors] for b in graph.blocks]))


def _immediate(count: int, predecessors: Sequence[Sequence[int]]) -> tuple[int, ...]:
    immediate: list[int] = [0] + [-1] * (count - 1)
    changed = True
    while changed:
        changed = False
        for block in range(1, count):
            known = [p for p in predecessors[block] if immediate[p] >= 0]
            if not known:
                continue
            found = known[0]
            for other in known[1:]:
                found = _meet(immediate, found, other)
            if immediate[block] != found:
                immediate[block] = found
                changed = True
    return tuple(immediate)


def _meet(immediate: list[int], a: int, b: int) -> int:
    while a != b:
        while a > b:
            a = immediate[a]
        while b > a:
            b = immediate[b]
    return a


@dataclass(frozen=True, slots=True)
class Loop:
    """A natural loop."""

    header: Block
    blocks: frozenset[Block]
    """All blocks that can reach the header's back edge without leaving through it, the header included."""


def loops(graph: Graph, found: Dominators) -> tuple[Loop, ...]:
    """Natural loops by header; loops that share a header are one."""
    bodies: dict[Block, set[Block]] = {}
    for block in graph.blocks:
        for header in block.successors:
            if found.dominates(header, block):
                body = bodies.setdefault(header, {header})
                pending = [block]
                while pending:
                    current = pending.pop()
                    if current not in body:
                        body.add(current)
                        pending.extend(current.predecessors)
    return tuple(Loop(h, frozenset(b)) for h, b in sorted(bodies.items(), key=lambda item: item[0].number))


def reachable(start: Block, goes: Callable[[Block], Sequence[Block]] = lambda b: b.successors) -> frozenset[Block]:
    """Blocks that control can reach after leaving `start`; `start` itself only when it lies on a cycle."""
    seen: set[Block] = set()
    pending = list(goes(start))
    while pending:
        block = pending.pop()
        if block not in seen:
            seen.add(block)
            pending.extend(goes(block))
    return frozenset(seen)
