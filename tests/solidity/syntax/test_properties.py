"""What holds for any bytes: no exception, spans inside their parents', trees that travel."""

from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.solidity.syntax import parse
from assay.solidity.syntax.nodes import Node, SourceUnit
from assay.testing.trees import everything

SOURCE = b"""pragma solidity ^0.8.0; import {A as B} from "./a.sol"; using L for uint;
struct S { mapping(address => uint[]) m; } event E(uint indexed a); error F(); type T is uint8; uint constant K = 1;
abstract contract C is A(1), B { enum Q { X, Y } uint public v = 1 ether; function(uint) external returns (bool) g;
  modifier m(uint a) { require(a > 0, "no"); _; } constructor(uint x) A(x) payable {} receive() external payable {}
  function f(uint a, bytes calldata b) external m(a) returns (uint r) {
    (uint x, , bool y) = h({p: 1, q: a}); if (!b[1:2].c(d) && y) { revert F(); } else emit E(x);
    for (uint i = 0; i < 10; i++) { continue; } while (a ** b ** c > 0) { delete s[i]; }
    try this.g{value: 1, gas: 2}(x) returns (bool z) { return z ? 1 : y ? 2 : 3; } catch Error(string memory) {}
      catch {}
    unchecked { a += msg.sender.call.value(1)(""); } new A.B[](3); throw; do { _ } while (true);
    assembly ("memory-safe") { let p, q := f(1) switch p case 0 { leave } default { p, q := g() } if lt(p, q) { } }
  } }
"""
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").rglob("*.sol"))
SOURCES = [SOURCE, *(path.read_bytes() for path in EXAMPLES)]
SCRAPS = [b"{", b"}", b"(", b")", b";", b"[", b"]", b"function ", b"contract ", b"_ ", b"\xff", b"\x00", b'"', b"/*"]
SCRAPS += [
    b"assembly {",
    b"? ",
    b": ",
    b"= ",
    b"=:",
    b"-> ",
    b".",
    b",",
    b"new ",
    b"uint ",
    b"'",
    b"error ",
    b"modifier",
]


def check(data: bytes) -> SourceUnit:
    """Parse, and require what must hold for every file."""
    read = parse("a.sol", data)
    for node in everything(read):
        assert 0 <= node.start <= node.end <= len(data)
        for child in _children(node):
            assert node.start <= child.start <= child.end <= node.end, (node, child)
    packed = msgspec.msgpack.encode(read)
    assert msgspec.msgpack.encode(msgspec.msgpack.decode(packed, type=SourceUnit)) == packed
    return read


def _children(node: Node) -> list[Node]:
    work: list[object] = list(msgspec.structs.astuple(node))
    found: list[Node] = []
    while work:
        item = work.pop()
        if isinstance(item, Node):
            found.append(item)
        elif isinstance(item, tuple):
            work.extend(item)
    return found


def test_the_sources_to_mutate_are_read_whole() -> None:
    assert [check(source).problems for source in SOURCES] == [()] * len(SOURCES)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    check(data)


@given(st.lists(st.sampled_from(SCRAPS), max_size=60))
def test_any_heap_of_scraps_can_be_read(scraps: list[bytes]) -> None:
    check(b" ".join(scraps))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SOURCES), st.data())
def test_a_damaged_source_can_be_read(source: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = min(len(source), start + data.draw(st.integers(0, 30)))
        source = source[:start] + data.draw(st.sampled_from([b"", *SCRAPS])) + source[end:]
    check(source)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SOURCES), st.data())
def test_a_source_cut_short_can_be_read(source: bytes, data: st.DataObject) -> None:
    check(source[: data.draw(st.integers(0, len(source)))])
