"""Inline assembly: storage, calls and control flow."""

import pytest

from assay.testing.graphs import printed
from assay.testing.solidity import flow, function

MEMBERS = """
    uint256 s; bool b; address o; uint256[] a; mapping(address => uint256) m;
    function g(uint256 x) internal returns (uint256) { return x; }
"""

CASES = [
    pytest.param(
        """function f(uint256 k) public { assembly { sstore(s.slot, k) let v := sload(k) sstore(add(k, 1), v) } }""",
        "^0.8.20",
        """
0:
  s <- k
  %1 = load slot(k)
  v = %1
  %2 = k + 1 wraps
  slot(%2) <- v
  goto 1
1:
  return
""",
        id="slots by name and by number",
    ),
    pytest.param(
        """function f(uint256 k) public { assembly { sstore(s_slot, k) } }""",
        "^0.5.0",
        """
0:
  s <- k
  goto 1
1:
  return
""",
        id="slots by their old names",
    ),
    pytest.param(
        """function f(uint256 k) public { assembly { if iszero(k) { revert(0, 0) } switch k case 1 { sstore(0, 1) }
            default { sstore(0, 2) } } }""",
        "^0.8.20",
        """
0:
  %1 = !k
  if %1 ? 5 : 1
1:
  %2 = k == 1
  switch %2 ? 3 : 2
2:
  slot(0) <- 2
  goto 4
3:
  slot(0) <- 1
  goto 4
4:
  return
5:
  revert
""",
        id="if and switch",
    ),
    pytest.param(
        """function f(uint256 k) public { assembly { for { let i := 0 } lt(i, k) { i := add(i, 1) } { if eq(i, 1) {
            continue } if eq(i, 2) { break } sstore(i, 1) } } }""",
        "^0.8.20",
        """
0:
  i = 0
  goto 1
1:
  %1 = i < k
  loop %1 ? 2 : 5
2:
  %2 = i == 1
  if %2 ? 6 : 3
3:
  %3 = i == 2
  if %3 ? 5 : 4
4:
  slot(i) <- 1
  goto 6
5:
  return
6:
  %4 = i + 1 wraps
  i = %4
  goto 1
""",
        id="a loop with break and continue",
    ),
    pytest.param(
        """function f(uint256 k) public { assembly { function h(x) -> z { z := 1 if x { leave } z := add(x, 2) }
            sstore(0, h(k)) } }""",
        "^0.8.20",
        """
0:
  x = k
  z = 0
  z = 1
  if x ? 2 : 1
1:
  %1 = x + 2 wraps
  z = %1
  goto 2
2:
  slot(0) <- z
  goto 3
3:
  return
""",
        id="a function with leave is written where it is called",
    ),
    pytest.param(
        """function f(uint256 k) public { assembly { function h(x) -> z { z := h(x) } sstore(0, h(k)) } }""",
        "^0.8.20",
        """
0:
  x = k
  z = 0
  %1 = opaque (assembly function h calls itself) of (x)
  z = %1
  goto 1
1:
  slot(0) <- z
  goto 2
2:
  return
gap: assembly function h calls itself (line 5)
""",
        id="a function that calls itself is a gap",
    ),
    pytest.param(
        """function f(address x) public { assembly { let ok := call(gas(), x, callvalue(), 0, 0, 0,
            0) ok := delegatecall(gas(), x, 0, 0, 0, 0) pop(staticcall(gas(), x, 0, 0, 0, 0)) } }""",
        "^0.8.20",
        """
0:
  %1 = yul.gas()
  %2 = call x() value msg.value gas %1
  ok = %2
  %3 = yul.gas()
  %4 = delegatecall x() gas %3
  ok = %4
  %5 = yul.gas()
  %6 = staticcall x() gas %5
  %7 = yul.pop(%6)
  goto 1
1:
  return
""",
        id="calls",
    ),
    pytest.param(
        """function f(uint256 k) public { assembly { sstore(sload(k), sload(2)) } }""",
        "^0.8.20",
        """
0:
  %1 = load slot(2)
  %2 = load slot(k)
  slot(%2) <- %1
  goto 1
1:
  return
""",
        id="arguments are evaluated right to left",
    ),
    pytest.param(
        """struct U { uint256 d; }
        function f(bytes32 p) public { U storage u; assembly { u.slot := p } u.d = 1; }""",
        "^0.8.20",
        """
0:
  u = p
  u.d <- 1
  goto 1
1:
  return
""",
        id="a storage reference is set by hand",
    ),
    pytest.param(
        """function f() public { assembly { return(0, 32) } }""",
        "^0.8.20",
        """
0:
  stop
""",
        id="the call ends",
    ),
]


@pytest.mark.parametrize(("source", "pragma", "expected"), CASES)
def test_the_whole_graph_of(source: str, pragma: str, expected: str) -> None:
    built = flow(f"contract C {{ {MEMBERS} {source} }}", pragma)
    asked = "C.f"
    assert printed(built.graph(function(built.project, asked))) == expected.strip()
