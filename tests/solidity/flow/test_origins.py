"""Where a value comes from."""

import pytest

from assay.solidity.ir import operations as op
from assay.testing.solidity import flow, function

MEMBERS = """
    address owner; address immutable fixed_; mapping(address => address) m; C c;
    function same(address x) internal pure returns (address) { return x; }
    function sender() internal view virtual returns (address) { return msg.sender; }
    function deep(address x, uint256 n) internal returns (address) { if (n == 0) return x; return deep(owner, n - 1); }
    function second(address x, address y) internal pure returns (address, address) { return (y, x); }
    function token() external returns (address) {}
    constructor(address x) { fixed_ = x; }
"""


def origins(expression: str, before: str = "") -> set[str]:
    """Of what is sent to as `expression`."""
    body = f"{before} payable({expression}).transfer(1);"
    built = flow(f"contract C {{ {MEMBERS} function f(address p, address q, bytes memory d) public {{ {body} }} }}")
    asked = function(built.project, "C.f")
    calls = (o for _, _, o in built.graph(asked).operations if isinstance(o, op.ExternalCall) and o.kind == "transfer")
    (call,) = calls
    return {str(o).split(":<")[0] for o in built.origins(asked).of(call.receiver)}


@pytest.mark.parametrize(
    ("expression", "before", "expected"),
    [
        ("p", "", {"parameter:p"}),
        ("msg.sender", "", {"sender"}),
        ("tx.origin", "", {"tx.origin"}),
        ("block.coinbase", "", {"block:block.coinbase"}),
        ("address(this)", "", {"this"}),
        ("owner", "", {"storage:owner"}),
        ("m[p]", "", {"storage:m"}),
        ("fixed_", "", {"fixed:fixed_"}),
        ("address(0x1234)", "", set()),
        ("same(p)", "", {"parameter:p"}),
        ("same(same(q))", "", {"parameter:q"}),
        ("sender()", "", {"sender"}),
        ("deep(p, 3)", "", {"parameter:p", "storage:owner"}),
        ("y", "(, address y) = second(p, q);", {"parameter:p"}),
        ("x", "address x = p; if (p != q) x = owner;", {"parameter:p", "storage:owner"}),
        ("x", "address x = p == q ? owner : msg.sender;", {"storage:owner", "sender"}),
        ("x", "address x; for (uint256 i; i < 2; i++) x = q;", {"parameter:q"}),
        ("address(uint160(uint256(blockhash(block.number - 1))))", "", {"block:blockhash"}),
        ("abi.decode(d, (address))", "", {"parameter:d"}),
        ("address(uint160(uint256(keccak256(abi.encode(p, owner)))))", "", {"parameter:p", "storage:owner"}),
        ("ecrecover(0, 27, 0, 0)", "", {"signer"}),
        ("x", "address x; assembly { x := caller() }", {"sender"}),
        ("x", "address x; assembly { x := calldataload(4) }", {"calldata"}),
        ("x", "address x; assembly { function g(a) -> b { b := a } x := g(p) }", {"parameter:p"}),
    ],
)
def test_where_a_value_comes_from(expression: str, before: str, expected: set[str]) -> None:
    assert origins(expression, before) == expected


@pytest.mark.parametrize(("expression", "kind"), [("c.token()", "external"), ("address(new C(p))", "created")])
def test_what_comes_from_a_call_names_it(expression: str, kind: str) -> None:
    (found,) = origins(expression)
    assert found.split(":")[0] == kind
