"""Calls: what leaves, what stays, with which options."""

import pytest

from assay.testing.graphs import printed
from assay.testing.solidity import flow, function

MEMBERS = """
    uint256 s; bool b; address o; uint256[] a; mapping(address => uint256) m;
    function g(uint256 x) internal returns (uint256) { return x; }
"""

CASES = [
    pytest.param(
        """function f(uint256 x) public { h({q: x, p: 1}); } function h(uint256 p, uint256 q) internal {}""",
        "^0.8.20",
        """
0:
  call C.h(1, x)
  goto 1
1:
  return
""",
        id="named arguments stand in the order of the parameters",
    ),
    pytest.param(
        """function f(address payable x) public { x.call{value: 1, gas: 2}(""); }""",
        "^0.8.20",
        """
0:
  %1, %2 = call x("") value 1 gas 2 discarded
  goto 1
1:
  return
""",
        id="options in braces",
    ),
    pytest.param(
        """function f() public { o = _msgSender(); }""",
        "^0.8.20",
        """
0:
  o <- msg.sender
  goto 1
1:
  return
""",
        id="a Context that was not read says who calls",
    ),
    pytest.param(
        """function f(uint256 x) public returns (uint256) { return x.mul(2).div(s, "zero"); }""",
        "^0.7.0",
        """
0:
  %1 = x * 2
  %2 = load s
  %3 = %1 / %2
  _ = %3
  goto 1
1:
  return _
""",
        id="a SafeMath that was not read computes and checks",
    ),
    pytest.param(
        """function f(address x) public { x.call.value(1).gas(2)(""); }""",
        "^0.5.0",
        """
0:
  %1, %2 = call x("") value 1 gas 2 discarded
  goto 1
1:
  return
""",
        id="options in brackets",
    ),
    pytest.param(
        """function f(address x) public { x.call.value(1); }""",
        "^0.5.0",
        """
0:
  call.options(1)
  goto 1
1:
  return
""",
        id="a call that is never made",
    ),
    pytest.param(
        """function f(address payable x) public { b = x.send(1); x.transfer(2); }""",
        "^0.8.20",
        """
0:
  %1 = send x() value 1
  b <- %1
  transfer x() value 2 discarded
  goto 1
1:
  return
""",
        id="send and transfer",
    ),
    pytest.param(
        """function f(C c) public { c.h(1); this.h(2); } function h(uint256) external {}""",
        "^0.8.20",
        """
0:
  high c.h(1) discarded
  high this.h(2) discarded
  goto 1
1:
  return
""",
        id="a call of an interface and of this",
    ),
    pytest.param(
        """uint256 public p; function f(C c) public { s = c.p(); }""",
        "^0.8.20",
        """
0:
  %1 = high c.p()
  s <- %1
  goto 1
1:
  return
""",
        id="a getter",
    ),
    pytest.param(
        """function f() public { o = address(new D{value: 1}(2)); } }
        contract D { constructor(uint256) payable {}""",
        "^0.8.20",
        """
0:
  %1 = create D(2) value 1
  %2 = address(%1)
  o <- %2
  goto 1
1:
  return
""",
        id="a contract that is made",
    ),
    pytest.param(
        """function f(function(uint256) external h) public { h(1); }""",
        "^0.8.20",
        """
0:
  high h.h(1) discarded
  goto 1
1:
  return
""",
        id="a function value of external type leaves",
    ),
    pytest.param(
        """function f() public { function(uint256) internal returns (uint256) h = g; h(1); }""",
        "^0.8.20",
        """
0:
  h = g
  %1 = opaque (called through a function-typed value) of (1)
  goto 1
1:
  return
gap: a call is not followed: called through a function-typed value (line 5)
""",
        id="a function value of internal type is a gap",
    ),
    pytest.param(
        """event E(uint256 x); function f() public { E(g(1)); emit E(2); }""",
        "^0.4.24",
        """
0:
  %1 = call C.g(1)
  emit E(%1)
  emit E(2)
  goto 1
1:
  return
""",
        id="an event, with and without emit",
    ),
    pytest.param(
        """function f(address payable x) public { selfdestruct(x); }""",
        "^0.8.20",
        """
0:
  selfdestruct(x)
  stop
""",
        id="selfdestruct",
    ),
    pytest.param(
        """using L for uint256;
        function f(uint256 x) public { s = x.t() + L.t(x); } }
        library L { function t(uint256 x) internal pure returns (uint256) {}""",
        "^0.8.20",
        """
0:
  %1 = call exactly L.t(x)
  %2 = call exactly L.t(x)
  %3 = %1 + %2
  s <- %3
  goto 1
1:
  return
""",
        id="a library's function, attached and not",
    ),
    pytest.param(
        """function f(uint256 x) public { s = L.t(x); } }
        library L { function t(uint256 x) public pure returns (uint256) {}""",
        "^0.8.20",
        """
0:
  %1 = library L.t(x)
  s <- %1
  goto 1
1:
  return
""",
        id="a public library function runs elsewhere",
    ),
    pytest.param(
        """function f(address x, bytes memory d) public { x.functionCall(d); Address.sendValue(payable(x), 5); }""",
        "^0.8.20",
        """
0:
  %1, %2 = call x(d)
  require %1 ? 2 : 1
1:
  revert
2:
  %3 = address payable(x)
  %4, %5 = call %3("") value 5
  require %4 ? 4 : 3
3:
  revert
4:
  return
""",
        id="the published wrappers of calls, where their library was not read",
    ),
    pytest.param(
        """function f(Feed x) public { (, int256 price,, uint256 at) = x.latest(); (s, ) = x.pair(); s = at; }""",
        "^0.8.20",
        """
0:
  %2, %3, %4, %5 = high x.latest()
  price = %3
  at = %5
  %7, %8 = high x.pair()
  s <- %7
  s <- at
  goto 1
1:
  return
""",
        id="a call that was not read gives back as many values as are taken from it",
    ),
]


@pytest.mark.parametrize(("source", "pragma", "expected"), CASES)
def test_the_whole_graph_of(source: str, pragma: str, expected: str) -> None:
    built = flow(f"contract C {{ {MEMBERS} {source} }}", pragma)
    asked = "C.f"
    assert printed(built.graph(function(built.project, asked))) == expected.strip()
