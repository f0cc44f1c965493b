"""Which of several functions of one name a call means."""

import pytest

from assay.solidity.ir import operations as op
from assay.testing.solidity import flow, function


def callee(source: str, asked: str = "f", pragma: str = "^0.8.20") -> str:
    """`Contract.name(types)` of the only call in the function."""
    built = flow(source, pragma)
    graph = built.graph(function(built.project, asked))
    (call,) = (o for _, _, o in graph.operations if isinstance(o, op.InternalCall | op.ExternalCall))
    assert call.function is not None
    owner = f"{call.function.contract.name}." if call.function.contract else ""
    return owner + call.function.signature


OVERLOADS = """
    function g(uint256 a) internal {{}}
    function g(int8 a) internal {{}}
    function g(address a) internal {{}}
    function g(bytes32 a) internal {{}}
    function g(string memory a) internal {{}}
    function g(uint256 a, uint256 b) internal {{}}
    function g(function() a) internal {{}}
    function none() internal {{}}
    function f(uint8 small, int8 signed, address who, bytes4 tag, string memory text, C other) external {{ {} }}
"""


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("g(small)", "g(uint256)"),
        ("g(signed)", "g(int8)"),
        ("g(who)", "g(address)"),
        ("g(msg.sender)", "g(address)"),
        ("g(address(other))", "g(address)"),
        ("g(text)", "g(string)"),
        ("g(small, 1)", "g(uint256,uint256)"),
        ("g({b: small, a: 1})", "g(uint256,uint256)"),
    ],
)
def test_the_overload_whose_parameters_fit_is_called(call: str, expected: str) -> None:
    assert callee("contract C {" + OVERLOADS.format(call + ";") + "}") == f"C.{expected}"


def test_overloads_survive_types_that_are_looked_up_in_their_own_contract() -> None:
    # the struct's type is resolved before the parameters of `g` are known
    source = """contract C {
        struct S { uint256 a; }
        mapping(uint256 => S) s;
        function g(uint256 a) internal {}
        function g(uint256 a, S memory b) internal {}
        function f() external { g(1, s[1]); }
    }"""
    assert callee(source) == "C.g(uint256,S)"
