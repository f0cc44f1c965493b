"""What holds for the graph of every function there is: the examples, those of the rules, and the compiler's samples."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay import solidity
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Graph, Return
from assay.solidity.ir.values import Temporary, Value
from assay.solidity.model.targets import External, Internal, LowLevel
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

ROOT = Path(__file__).parents[3]
FOLDERS = ("examples/contracts", "src/assay/analyses/contracts/examples", "tests/data/solc/sources")


@pytest.fixture(scope="module", params=FOLDERS)
def flow(request: pytest.FixtureRequest) -> solidity.Flow:
    return solidity.Flow(solidity.load(*sorted((ROOT / request.param).rglob("*.sol"))))


@pytest.fixture(scope="module")
def graphs(flow: solidity.Flow) -> list[Graph]:
    return [flow.graph(f) for f in flow.project.functions]


def test_every_block_ends_and_is_known_to_those_it_leads_to(graphs: list[Graph]) -> None:
    for graph in graphs:
        assert all(b.end is not None for b in graph.blocks)
        assert [b.number for b in graph.blocks] == list(range(len(graph.blocks)))
        edges = Counter((b.number, s.number) for b in graph.blocks for s in b.successors)
        assert Counter((p.number, b.number) for b in graph.blocks for p in b.predecessors) == edges


def test_the_entry_dominates_everything(flow: solidity.Flow, graphs: list[Graph]) -> None:
    for graph in graphs:
        found = flow.dominators(graph.function)
        assert all(found.chain(b)[-1] == 0 and found.dominates(graph.entry, b) for b in graph.blocks)


def test_a_temporary_is_defined_on_every_path_before_it_is_read(graphs: list[Graph]) -> None:
    for graph in graphs:
        assert list(undefined_reads(graph)) == []


def undefined_reads(graph: Graph) -> Iterator[tuple[Graph, Block, Value]]:
    everything = {v for v in graph.definitions if isinstance(v, Temporary)}
    before: dict[Block, set[Value]] = {b: set(everything) for b in graph.blocks}
    before[graph.entry] = set()
    changed = True
    while changed:
        changed = False
        for block in graph.blocks:
            after = before[block] | {v for o in block.operations for v in o.outputs}
            for successor in block.successors:
                if not before[successor] <= after:
                    before[successor] &= after
                    changed = True
    for block in graph.blocks:
        known = set(before[block])
        for operation in block.operations:
            yield from ((graph, block, v) for v in operation.inputs if isinstance(v, Temporary) and v not in known)
            known |= set(operation.outputs)
        read: tuple[Value, ...] = ()
        match block.end:
            case Branch(condition=condition):
                read = (condition,)
            case Return(values=values):
                read = values
        yield from ((graph, block, v) for v in read if isinstance(v, Temporary) and v not in known)


def test_each_call_that_is_written_runs_once(flow: solidity.Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    from assay.solidity.model.expressions import Typer

    resolved: dict[syntax.Node, type] = {}
    resolve = Typer._resolve

    def recorded(self: Typer, call: syntax.Call) -> object:
        found = resolve(self, call)
        resolved[call] = type(found)
        return found

    monkeypatch.setattr(Typer, "_resolve", recorded)
    leaving = (op.InternalCall, op.ExternalCall)
    for function in flow.project.functions:
        graph = solidity.Flow(flow.project).graph(function)
        body = function.node.body
        assert body is not None
        placeholders = [
            sum(isinstance(n, syntax.Placeholder) for n in walk(m.node.body)) for m in graph.modifiers if m.node.body
        ]
        if any(count != 1 for count in placeholders):
            continue
        seen = Counter(o.node for _, _, o in graph.operations if isinstance(o, leaving) and o.body is function)
        assert all(count == 1 for count in seen.values()), function
        kinds = (Internal, External, LowLevel)
        written = {n for n in walk(body) if isinstance(n, syntax.Call) and resolved.get(n) in kinds}
        lost = [n for n in written if n not in seen and reachable(graph, n)]
        assert lost == [], (function, [function.file.text(n) for n in lost])


def reachable(graph: Graph, node: syntax.Node) -> bool:
    """Whether something around the node is among the operations: code after `return` is left out of the graph."""
    return any(o.node.start <= node.start and node.end <= o.node.end for _, _, o in graph.operations)
