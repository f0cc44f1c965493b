"""Expressions and storage: what is read and written, in which order, how often."""

import pytest

from assay.testing.graphs import printed
from assay.testing.solidity import flow, function

MEMBERS = """
    uint256 s; bool b; address o; uint256[] a; mapping(address => uint256) m;
    function g(uint256 x) internal returns (uint256) { return x; }
"""

CASES = [
    pytest.param(
        """function f(uint256 x) public { s = g(x) + g(2) * s; }""",
        "^0.8.20",
        """
0:
  %1 = call C.g(x)
  %2 = call C.g(2)
  %3 = load s
  %4 = %2 * %3
  %5 = %1 + %4
  s <- %5
  goto 1
1:
  return
""",
        id="left to right",
    ),
    pytest.param(
        """function f() public { a[g(1)] = g(2); }""",
        "^0.8.20",
        """
0:
  %1 = call C.g(2)
  %2 = call C.g(1)
  a[%2] <- %1
  goto 1
1:
  return
""",
        id="right side first in an assignment",
    ),
    pytest.param(
        """function f() public { a[g(1)] += g(2); }""",
        "^0.8.20",
        """
0:
  %1 = call C.g(2)
  %2 = call C.g(1)
  %3 = load a[%2]
  %4 = %3 + %1
  a[%2] <- %4 (+=)
  goto 1
1:
  return
""",
        id="the target of a compound assignment is evaluated once",
    ),
    pytest.param(
        """function f() public returns (uint256 r) { r = a[g(1)]++; r = --a[g(2)]; }""",
        "^0.8.20",
        """
0:
  %1 = call C.g(1)
  %2 = load a[%1]
  %3 = %2 + 1
  a[%1] <- %3 (++)
  r = %2
  %4 = call C.g(2)
  %5 = load a[%4]
  %6 = %5 - 1
  a[%4] <- %6 (--)
  r = %6
  goto 1
1:
  return r
""",
        id="the target of ++ is evaluated once",
    ),
    pytest.param(
        """function f(bool x, bool y) public { b = x && y; }""",
        "^0.8.20",
        """
0:
  short x ? 2 : 1
1:
  %1 = false
  goto 3
2:
  %1 = y
  goto 3
3:
  b <- %1
  goto 4
4:
  return
""",
        id="a short circuit as a value",
    ),
    pytest.param(
        """function f(uint256 x) public { s = x > 1 ? g(x) : 2; }""",
        "^0.8.20",
        """
0:
  %2 = x > 1
  if %2 ? 2 : 1
1:
  %1 = 2
  goto 3
2:
  %3 = call C.g(x)
  %1 = %3
  goto 3
3:
  s <- %1
  goto 4
4:
  return
""",
        id="a ternary",
    ),
    pytest.param(
        """function f(bool x) public returns (uint256 p, uint256 q) { (p, q) = x ? (1, s) : (s, 2); }""",
        "^0.8.20",
        """
0:
  if x ? 2 : 1
1:
  %4 = load s
  %1 = %4
  %2 = 2
  goto 3
2:
  %3 = load s
  %1 = 1
  %2 = %3
  goto 3
3:
  p = %1
  q = %2
  goto 4
4:
  return p, q
""",
        id="a ternary of tuples",
    ),
    pytest.param(
        """function f(uint256 x, uint256 y) public { (x, y) = (y, x); s = x; }""",
        "^0.8.20",
        """
0:
  %1 = y
  %2 = x
  x = %1
  y = %2
  s <- x
  goto 1
1:
  return
""",
        id="a swap reads before it writes",
    ),
    pytest.param(
        """function f() public { (, uint256 y) = h(); s = y; }
        function h() internal returns (uint256, uint256) {}""",
        "^0.8.20",
        """
0:
  %1, %2 = call C.h()
  y = %2
  s <- y
  goto 1
1:
  return
""",
        id="a tuple with holes",
    ),
    pytest.param(
        """function f(uint256 x) public { unchecked { s = x + 1; } s = x + 1; }""",
        "^0.8.20",
        """
0:
  %1 = x + 1 wraps
  s <- %1
  %2 = x + 1
  s <- %2
  goto 1
1:
  return
""",
        id="unchecked blocks wrap",
    ),
    pytest.param(
        """function f(uint256 x) public { s = x + 1; }""",
        "^0.7.0",
        """
0:
  %1 = x + 1 wraps
  s <- %1
  goto 1
1:
  return
""",
        id="before 0.8 everything wraps",
    ),
    pytest.param(
        """function f(int256 x, uint256 y) public { x = -x; y = ~y; b = !b; s = y; }""",
        "^0.8.20",
        """
0:
  %1 = -x
  x = %1
  %2 = ~y
  y = %2
  %3 = load b
  %4 = !%3
  b <- %4
  s <- y
  goto 1
1:
  return
""",
        id="unary operators",
    ),
    pytest.param(
        """function f() public { s = 2 ** 3 * 1 ether - 1 days; s = type(uint8).max; }""",
        "^0.8.20",
        """
0:
  s <- 7999999999999913600
  s <- 255
  goto 1
1:
  return
""",
        id="literals are computed",
    ),
    pytest.param(
        """function f(uint256 x) public { delete m[o]; delete x; delete a; }""",
        "^0.8.20",
        """
0:
  %1 = load o
  m[%1] <- 0 (delete)
  x = 0
  a <- 0 (delete)
  goto 1
1:
  return
""",
        id="delete",
    ),
    pytest.param(
        """function f(uint256 x) public returns (uint256, uint256) { if (x > 1) return (x, 2); }""",
        "^0.8.20",
        """
0:
  %1 = x > 1
  if %1 ? 1 : 2
1:
  _ = x
  _ = 2
  goto 2
2:
  return _, _
""",
        id="a function returned in the middle",
    ),
    pytest.param(
        """struct U { uint256 d; }
        mapping(uint256 => U) us;
        function f(uint256 i) public { U storage u = us[i]; u.d = 1; s = u.d; }""",
        "^0.8.20",
        """
0:
  u -> us[i]
  us[i].d <- 1
  %1 = load us[i].d
  s <- %1
  goto 1
1:
  return
""",
        id="a reference bound once is the place itself",
    ),
    pytest.param(
        """struct U { uint256 d; }
        mapping(uint256 => U) us;
        function f(uint256 i) public { U storage u = us[i]; u.d = 1; u = us[2]; u.d = 3; }""",
        "^0.8.20",
        """
0:
  u -> us[i]
  u.d <- 1
  u -> us[2]
  u.d <- 3
  goto 1
1:
  return
""",
        id="a reference that moves is followed no further",
    ),
    pytest.param(
        """struct U { uint256 d; }
        mapping(uint256 => U) us;
        function f(uint256 i) public { h(us[i]); }
        function h(U storage u) internal { u.d = 1; }""",
        "^0.8.20",
        """
0:
  call C.h(&us[i])
  goto 1
1:
  return
""",
        id="a parameter stands for what is passed",
    ),
    pytest.param(
        """function f(uint256 x) public { a.push(x); a.pop(); s = a.length; }""",
        "^0.8.20",
        """
0:
  a[?] <- x (push)
  a[?] <- 0 (pop)
  %1 = load a.length
  s <- %1
  goto 1
1:
  return
""",
        id="push and pop",
    ),
    pytest.param(
        """struct U { uint256 d; } U[] us;
        function f() public { U storage u = us.push(); u.d = 1; us.push().d = 2; }""",
        "^0.8.20",
        """
0:
  us[?] <- 0 (push)
  u -> us.push
  us.push.d <- 1
  us[?] <- 0 (push)
  us.push.d <- 2
  goto 1
1:
  return
""",
        id="what push returns is a reference to the new end",
    ),
    pytest.param(
        """function f(uint256 x) public { s = a.push(x) - 1; }""",
        "^0.5.0",
        """
0:
  a[?] <- x (push)
  %1 = load a.length
  %2 = %1 - 1 wraps
  s <- %2
  goto 1
1:
  return
""",
        id="before 0.6 push returns the length",
    ),
    pytest.param(
        """struct U { uint256 d; } U[] us; function f() public { U u = us[0]; u.d = 1; }""",
        "^0.4.24",
        """
0:
  u -> us[0]
  us[0].d <- 1
  goto 1
1:
  return
""",
        id="before 0.5 a local struct points to storage",
    ),
    pytest.param(
        """struct U { uint256 d; } U[] us; function f() public { U memory u = us[0]; u.d = 1; }""",
        "^0.8.20",
        """
0:
  %1 = load us[0]
  u = %1
  memory u.d <- 1
  goto 1
1:
  return
""",
        id="memory is no storage",
    ),
]


@pytest.mark.parametrize(("source", "pragma", "expected"), CASES)
def test_the_whole_graph_of(source: str, pragma: str, expected: str) -> None:
    built = flow(f"contract C {{ {MEMBERS} {source} }}", pragma)
    asked = "C.f"
    assert printed(built.graph(function(built.project, asked))) == expected.strip()
