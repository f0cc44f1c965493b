"""Numbers that are drawn from block data, and what becomes of them."""

import pytest

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.draws import decides, draws
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse


def drawn(body: str) -> list[tuple[tuple[str, ...], bool, frozenset[str]]]:
    """Of a function `f` with this body: what each draw reads, whether it is mixed, and what it decides."""
    source = (
        f"pragma solidity ^0.8.0; contract A {{ uint n; uint[] list; function f() external {{ {body} }} }}".encode()
    )
    flow = Flow(Project.build({"A.sol": ReadFile(parse("A.sol", source), source, True, ())}))
    function = next(f for f in flow.project.functions if f.name == "f")
    found = draws(flow, function, function.contract)
    return [(d.names, d.mixed, decides(flow.graph(function), d)) for d in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("n = uint(keccak256(abi.encode(block.timestamp))) % 6;", (("block.timestamp",), True, {"state"})),
        ("n = list[block.prevrandao % list.length];", (("block.difficulty",), True, {"key", "state"})),
        ("if (block.number % 2 == 0) n = 1;", (("block.number",), False, {"branch"})),
        ("n = uint8(uint(blockhash(block.number - 1)));", (("block.number", "blockhash"), True, {"state"})),
    ],
)
def test_a_hash_or_a_value_of_chance_that_is_cut_down_is_a_draw(
    body: str, expected: tuple[tuple[str, ...], bool, set[str]]
) -> None:
    assert drawn(body) == [(expected[0], expected[1], frozenset(expected[2]))]


@pytest.mark.parametrize(
    "body",
    [
        "n = uint(keccak256(abi.encode(block.timestamp)));",
        "n = block.timestamp % 2**32;",
        "n = block.timestamp / 1 days;",
        "n = uint(keccak256(abi.encode(msg.sender))) % 6;",
        "require(blockhash(n) != 0); n = 1;",
    ],
)
def test_what_is_kept_whole_wrapped_or_divided_is_none(body: str) -> None:
    assert drawn(body) == []


def test_what_no_run_brings_to_the_draw_is_no_source_of_it() -> None:
    body = "uint h; if (n > 3) { h = uint(blockhash(n)); list.push(h); } else { h = n; list.push(h % 6); }"
    assert drawn(body) == []
