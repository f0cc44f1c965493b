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
        ("g(tag)", "g(bytes32)"),
        ("g(text)", "g(string)"),
        ("g(small, 1)", "g(uint256,uint256)"),
        ("g({b: small, a: 1})", "g(uint256,uint256)"),
        ("g(none)", "g(function())"),
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


def test_named_arguments_choose_the_overload_that_has_those_names() -> None:
    source = """contract C {
        function g(uint256 a, uint256 b) internal {}
        function g(uint256 x, uint256 y, bool z) internal {}
        function g(uint256 a, uint8 c) internal {}
        function f(uint256 v) external { g({c: 1, a: v}); }
    }"""
    assert callee(source) == "C.g(uint256,uint8)"


def test_super_looks_for_the_overload_in_all_bases() -> None:
    source = """
    contract A { function g(uint256 a) internal virtual {} }
    contract B is A { function g(address a) internal virtual {} }
    contract C is B { function f() external { super.g(uint256(1)); } }
    """
    assert callee(source) == "A.g(uint256)"


def test_an_extension_with_the_name_of_an_own_function_is_called_when_only_it_fits() -> None:
    source = """
    interface T { function send(address to) external; }
    library L { function send(T t, address to, bytes memory data) internal {} }
    contract C { using L for T; function f(T t) external { t.send(msg.sender, ""); } }
    """
    assert callee(source) == "L.send(T,address,bytes)"


def test_an_extension_for_another_type_does_not_fit() -> None:
    source = """
    library A { function g(address a) internal {} }
    library B { function g(uint256 a) internal {} }
    contract C { using A for address; using B for uint256; function f(uint256 a) external { a.g(); } }
    """
    assert callee(source) == "B.g(uint256)"
