"""Which failures of a call take its caller down."""

import pytest

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.failures import failure_reverts
from assay.solidity.ir import operations as op
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse

HELPERS = """
    error Failed(); uint owed;
    function pay(address to) internal { (bool ok,) = to.call{value: 1}(""); require(ok); }
    function tryPay(address to) internal returns (bool ok) { (ok,) = to.call{value: 1}(""); }
    function give() internal pure { revert Failed(); }
    function verify(bool ok) internal pure { if (!ok) give(); }
    function note(bool ok) internal { if (!ok) owed += 1; }
"""


def reverts(body: str) -> list[bool]:
    """For each external call that a function with this body makes, itself or by a helper."""
    function = f"function f(address a, bool b) public returns (bool) {{ {body} }}"
    data = f"pragma solidity ^0.8.0; contract A {{ {HELPERS} {function} }}".encode()
    project = Project.build({"A.sol": ReadFile(parse("A.sol", data), data, True, ())})
    flow = Flow(project)
    asked = next(f for f in project.functions if f.name == "f")
    sites = [s for s in flow.effects(asked).calls if isinstance(s.operation, op.ExternalCall)]
    return [failure_reverts(flow, asked, asked.contract, site) for site in sites]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("payable(a).transfer(1);", True),
        ("payable(a).send(1);", False),
        ("require(payable(a).send(1));", True),
        ("bool ok = payable(a).send(1); if (!ok) { revert Failed(); }", True),
        ("bool ok = payable(a).send(1); if (!ok) { owed += 1; }", False),
        ("bool ok = payable(a).send(1); if (!ok && b) { revert Failed(); }", False),
        ("bool ok = payable(a).send(1); ok = b; require(ok);", False),
        ("bool ok = payable(a).send(1); verify(ok);", True),
        ("bool ok = payable(a).send(1); note(ok);", False),
        ("pay(a);", True),
        ("tryPay(a);", False),
        ("require(tryPay(a));", True),
        ("return tryPay(a);", False),
        ("try A(a).f(a, b) returns (bool) {} catch {}", False),
        ("A(a).f(a, b);", True),
        ("assembly { if iszero(call(gas(), a, 1, 0, 0, 0, 0)) { revert(0, 0) } }", True),
    ],
)
def test_a_failure_reverts_or_does_not(body: str, expected: bool) -> None:
    assert reverts(body) == [expected]
