"""Dominators and loops, against their definitions on random graphs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assay.solidity.flow.dominance import dominators, loops, reachable
from assay.solidity.ir.build.function import _in_reverse_post_order
from assay.solidity.ir.graph import Block, Branch, Graph, Jump, Return
from assay.solidity.ir.values import Constant
from assay.solidity.model import types as t
from assay.testing.solidity import function, project

OWNER = function(project("contract C { function f() public {} }"), "f")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Of up to 12 blocks that end, jump or branch anywhere."""
    count = draw(st.integers(1, 12))
    blocks = [Block(i, operations=[]) for i in range(count)]
    anywhere = st.sampled_from(blocks)
    for block in blocks:
        match draw(st.integers(0, 3)):
            case 0:
                block.end = Return((), OWNER.node, OWNER)
            case 1:
                block.end = Jump(draw(anywhere))
            case _:
                condition = Constant("true", t.BOOL)
                block.end = Branch(condition, OWNER.node, OWNER, draw(anywhere), draw(anywhere))
    return Graph(OWNER, _in_reverse_post_order(blocks[0]), (), ())


def reached_without(graph: Graph, left_out: Block | None) -> set[Block]:
    seen: set[Block] = set()
    pending = [graph.entry]
    while pending:
        block = pending.pop()
        if block is not left_out and block not in seen:
            seen.add(block)
            pending.extend(block.successors)
    return seen


@given(graphs())
def test_a_block_dominates_what_can_not_be_reached_without_it(graph: Graph) -> None:
    found = dominators(graph)
    for above in graph.blocks:
        without = reached_without(graph, above)
        for below in graph.blocks:
            assert found.dominates(above, below) == (below not in without), (above, below)


@given(graphs())
def test_the_chain_of_a_block_is_all_that_dominates_it_nearest_first(graph: Graph) -> None:
    found = dominators(graph)
    for block in graph.blocks:
        chain = found.chain(block)
        assert set(chain) == {b.number for b in graph.blocks if found.dominates(b, block)}
        assert all(found.dominates(graph.blocks[above], graph.blocks[below]) for below, above in pairwise(chain))


@given(graphs())
def test_a_loop_is_what_reaches_its_back_edge_without_its_header(graph: Graph) -> None:
    found = dominators(graph)
    expected: dict[Block, set[Block]] = {}
    for block in graph.blocks:
        for header in block.successors:
            if header in (graph.blocks[n] for n in found.chain(block)):
                body = expected.setdefault(header, {header})
                body |= {b for b in graph.blocks if b is block or reaches(b, block, header)} - {header} | {header}
    assert {loop.header: set(loop.blocks) for loop in loops(graph, found)} == expected


def reaches(start: Block, goal: Block, without: Block) -> bool:
    return start is not without and goal in reachable(start, lambda b: [s for s in b.successors if s is not without])
