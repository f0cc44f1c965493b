"""Modifiers around bodies, and constructors around each other."""

import pytest

from assay.testing.graphs import printed
from assay.testing.solidity import flow, function

MEMBERS = """
    uint256 s; bool b; address o; uint256[] a; mapping(address => uint256) m;
    function g(uint256 x) internal returns (uint256) { return x; }
"""

CASES = [
    pytest.param(
        """modifier t(uint256 v) { require(v > s); _; s = v; }
        function f(uint256 x) public t(x + 1) { b = true; }""",
        "^0.8.20",
        """
0:
  %1 = x + 1
  v = %1
  %2 = load s
  %3 = v > %2
  require %3 ? 2 : 1
1:
  revert
2:
  b <- true
  goto 3
3:
  s <- v
  goto 4
4:
  return
""",
        id="before and after, with an argument",
    ),
    pytest.param(
        """modifier t() { _; _; } function f() public t { s += 1; }""",
        "^0.8.20",
        """
0:
  %1 = load s
  %2 = %1 + 1
  s <- %2 (+=)
  goto 1
1:
  %3 = load s
  %4 = %3 + 1
  s <- %4 (+=)
  goto 2
2:
  return
""",
        id="two placeholders run the body twice",
    ),
    pytest.param(
        """modifier t() { _; s = 2; } function f() public t returns (uint256) { if (b) return 1; s = 3; }""",
        "^0.8.20",
        """
0:
  %1 = load b
  if %1 ? 2 : 1
1:
  s <- 3
  goto 3
2:
  _ = 1
  goto 3
3:
  s <- 2
  goto 4
4:
  return _
""",
        id="return in the body goes on in the modifier",
    ),
    pytest.param(
        """modifier t() { if (b) return; _; } function f() public t { s = 1; }""",
        "^0.8.20",
        """
0:
  %1 = load b
  if %1 ? 2 : 1
1:
  s <- 1
  goto 2
2:
  return
""",
        id="return in a modifier leaves the body out",
    ),
    pytest.param(
        """modifier p() { s = 1; _; s = 2; }
        modifier q() { s = 3; _; s = 4; }
        function f() public p q { s = 5; }""",
        "^0.8.20",
        """
0:
  s <- 1
  s <- 3
  s <- 5
  goto 1
1:
  s <- 4
  goto 2
2:
  s <- 2
  goto 3
3:
  return
""",
        id="nested, in the order they are written",
    ),
    pytest.param(
        """modifier t(uint256 v) { s = v; _; s = v; } function f(uint256 x) public t(x) t(2) {}""",
        "^0.8.20",
        """
0:
  v = x
  s <- v
  v = 2
  s <- v
  goto 1
1:
  s <- v
  goto 2
2:
  s <- v
  goto 3
3:
  return
""",
        id="one modifier twice has parameters of its own each time",
    ),
    pytest.param(
        """function f() public onlyOwner { s = 1; } } contract D is Missing {""",
        "^0.8.20",
        """
0:
  opaque (modifier onlyOwner was not read) of ()
  s <- 1
  goto 1
1:
  return
gap: modifier onlyOwner was not read (line 5)
""",
        id="a modifier that was not read",
    ),
    pytest.param(
        """modifier t() { for (uint256 i; i < 2; i++) { _; } }
        function f() public t { while (b) { break; } }""",
        "^0.8.20",
        """
0:
  i = 0
  goto 1
1:
  %1 = i < 2
  loop %1 ? 3 : 2
2:
  return
3:
  %2 = load b
  loop %2 ? 4 : 4
4:
  %3 = i + 1
  %4 = i
  i = %3
  goto 1
""",
        id="break in a body does not end the modifier's loop",
    ),
    pytest.param(
        """abstract contract A { uint256 s;
        constructor(uint256 x) { s = x; } }
        contract C is A { constructor(uint256 x) A(x + 1) { s = x; } }""",
        "^0.8.20",
        """
0:
  %1 = x + 1
  call exactly A.constructor(%1)
  s <- x
  goto 1
1:
  return
""",
        id="base constructors that the head names",
    ),
    pytest.param(
        """contract C { address o; function C() public { o = msg.sender; } }""",
        "^0.4.24",
        """
0:
  o <- msg.sender
  goto 1
1:
  return
""",
        id="a constructor named as its contract",
    ),
    pytest.param(
        """contract A { uint256 s;
        modifier t() { s = 1; _; } }
        contract C is A { function f() public t { s = 2; } }""",
        "^0.8.20",
        """
0:
  s <- 1
  s <- 2
  goto 1
1:
  return
""",
        id="a modifier of a base",
    ),
]


@pytest.mark.parametrize(("source", "pragma", "expected"), CASES)
def test_the_whole_graph_of(source: str, pragma: str, expected: str) -> None:
    whole = source if "contract C" in source else f"contract C {{ {MEMBERS} {source} }}"
    built = flow(whole, pragma)
    asked = "C.constructor" if "constructor" in source or "function C" in source else "C.f"
    assert printed(built.graph(function(built.project, asked))) == expected.strip()
