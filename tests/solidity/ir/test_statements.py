"""Statements and checks: which blocks there are, and where each leads."""

import pytest

from assay.testing.graphs import printed
from assay.testing.solidity import flow, function

MEMBERS = """
    uint256 s; bool b; address o; uint256[] a; mapping(address => uint256) m;
    function g(uint256 x) internal returns (uint256) { return x; }
"""

CASES = [
    pytest.param(
        """function f(uint256 x) public returns (uint256) { if (x > 1) { s = 1; } else s = 2; return s; }""",
        "^0.8.20",
        """
0:
  %1 = x > 1
  if %1 ? 2 : 1
1:
  s <- 2
  goto 3
2:
  s <- 1
  goto 3
3:
  %2 = load s
  _ = %2
  goto 4
4:
  return _
""",
        id="a condition on either side",
    ),
    pytest.param(
        """function f(uint256 n) public { for (uint256 i = 0; i < n; i++) { if (i == 3) continue; if (i == 4) break;
            s = i; } }""",
        "^0.8.20",
        """
0:
  i = 0
  goto 1
1:
  %1 = i < n
  loop %1 ? 2 : 5
2:
  %2 = i == 3
  if %2 ? 6 : 3
3:
  %3 = i == 4
  if %3 ? 5 : 4
4:
  s <- i
  goto 6
5:
  return
6:
  %4 = i + 1
  %5 = i
  i = %4
  goto 1
""",
        id="a loop with break and continue",
    ),
    pytest.param(
        """function f() public { for (;;) { s = 1; } }""",
        "^0.8.20",
        """
0:
  goto 1
1:
  s <- 1
  goto 1
""",
        id="a loop without a condition",
    ),
    pytest.param(
        """function f(uint256 n) public { while (n > 0) n--; }""",
        "^0.8.20",
        """
0:
  goto 1
1:
  %1 = n > 0
  loop %1 ? 3 : 2
2:
  return
3:
  %2 = n - 1
  %3 = n
  n = %2
  goto 1
""",
        id="a while loop",
    ),
    pytest.param(
        """function f(uint256 n) public { do { if (n == 2) continue; s = n; } while (g(n) > 0); }""",
        "^0.8.20",
        """
0:
  goto 1
1:
  %3 = n == 2
  if %3 ? 3 : 2
2:
  s <- n
  goto 3
3:
  %1 = call C.g(n)
  %2 = %1 > 0
  loop %2 ? 1 : 4
4:
  return
""",
        id="a body that runs before its condition, also after continue",
    ),
    pytest.param(
        """function f(C c) public { try c.h{value: 1, gas: 2}(3) returns (uint256 r) { s = r; }
            catch Error(string memory why) { revert(why); } catch Panic(uint256) { s = 1; }
            catch (bytes memory) { s = 2; } }
        function h(uint256) external payable returns (uint256) {}""",
        "^0.8.20",
        """
0:
  %1 = high c.h(3) value 1 gas 2 tried
  try ? ? 6 : 1
1:
  try ? ? 5 : 2
2:
  try ? ? 4 : 3
3:
  _ = ?
  s <- 2
  goto 7
4:
  _ = ?
  s <- 1
  goto 7
5:
  why = ?
  revert
6:
  r = %1
  s <- r
  goto 7
7:
  return
""",
        id="a try with every clause",
    ),
    pytest.param(
        """function f(C c) public { try c.h() { s = 1; } catch {} } function h() external {}""",
        "^0.8.20",
        """
0:
  high c.h() tried
  try ? ? 1 : 2
1:
  s <- 1
  goto 2
2:
  return
""",
        id="a try that lets no failure through",
    ),
    pytest.param(
        """function f() public { if (b) throw; s = 1; }""",
        "^0.4.24",
        """
0:
  %1 = load b
  if %1 ? 3 : 1
1:
  s <- 1
  goto 2
2:
  return
3:
  revert
""",
        id="throw and what comes after",
    ),
    pytest.param(
        """function f() public { if (b) { uint256 s = 1; } s = 2; }""",
        "^0.4.24",
        """
0:
  %1 = load b
  if %1 ? 1 : 2
1:
  s = 1
  goto 2
2:
  s = 2
  goto 3
3:
  return
""",
        id="locals that live on after their block",
    ),
    pytest.param(
        """function f() public { { uint256 s = 1; s; } s = 2; }""",
        "^0.8.20",
        """
0:
  s = 1
  s <- 2
  goto 1
1:
  return
""",
        id="a local that ends with its block",
    ),
    pytest.param(
        """function f(uint256 x) public { require(x > 1, "small"); }""",
        "^0.8.20",
        """
0:
  %1 = x > 1
  require %1 ? 2 : 1
1:
  revert small
2:
  return
""",
        id="require with a message",
    ),
    pytest.param(
        """error E(uint256 a); function f(uint256 x) public { require(x > 1, E(g(x))); }""",
        "^0.8.20",
        """
0:
  %1 = x > 1
  require %1 ? 2 : 1
1:
  %2 = call C.g(x)
  revert E
2:
  return
""",
        id="require with an error whose arguments are computed only on failure",
    ),
    pytest.param(
        """function f(uint256 x) public { require(x > 1 && (b || !(x < 9))); }""",
        "^0.8.20",
        """
0:
  %1 = x > 1
  require %1 ? 1 : 3
1:
  %2 = load b
  require %2 ? 4 : 2
2:
  %3 = x < 9
  require %3 ? 3 : 4
3:
  revert
4:
  return
""",
        id="parts of a check are branches of their own",
    ),
    pytest.param(
        """function f(uint256 x) public { assert(x == 1); }""",
        "^0.8.20",
        """
0:
  %1 = x == 1
  assert %1 ? 2 : 1
1:
  revert
2:
  return
""",
        id="assert",
    ),
    pytest.param(
        """error E(uint256 a); function f(uint256 x) public { if (x > 1) revert E(g(x)); }""",
        "^0.8.20",
        """
0:
  %1 = x > 1
  if %1 ? 2 : 1
1:
  return
2:
  %2 = call C.g(x)
  revert E
""",
        id="a custom error",
    ),
    pytest.param(
        """function f(string memory x) public { revert(string.concat(x, "!")); }""",
        "^0.8.20",
        """
0:
  %1 = string.concat(x, "!")
  revert
""",
        id="revert with a computed message",
    ),
]


@pytest.mark.parametrize(("source", "pragma", "expected"), CASES)
def test_the_whole_graph_of(source: str, pragma: str, expected: str) -> None:
    built = flow(f"contract C {{ {MEMBERS} {source} }}", pragma)
    asked = "C.f"
    assert printed(built.graph(function(built.project, asked))) == expected.strip()
