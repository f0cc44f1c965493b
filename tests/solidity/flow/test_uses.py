"""What becomes of a call's result, whichever way it goes."""

import pytest

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.uses import influence
from assay.solidity.ir import operations as op
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse

HELPERS = """
    bool stored; event Result(bool ok);
    function check(bool ok) internal { require(ok); }
    function drop(bool ok) internal { ok; }
    function same(bool ok) internal returns (bool) { return ok; }
"""


def uses(body: str) -> frozenset[str]:
    """Of the first external call's first result in a function with this body."""
    function = f"function f(address a, bool b) public returns (bool r) {{ {body} }}"
    data = f"pragma solidity ^0.8.0; contract A {{ {HELPERS} {function} }}".encode()
    project = Project.build({"A.sol": ReadFile(parse("A.sol", data), data, True, ())})
    flow = Flow(project)
    asked = next(f for f in project.functions if f.name == "f")
    call = next(o for _, _, o in flow.graph(asked).operations if isinstance(o, op.ExternalCall))
    return influence(flow, asked, asked.contract, call, call.results[0])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('a.call("");', set()),
        ('(bool ok,) = a.call(""); ok;', set()),
        ('(bool ok,) = a.call(""); if (ok) {}', set()),
        ('(bool ok,) = a.call(""); ok = b; require(ok);', set()),
        ('(bool ok,) = a.call(""); if (b) { ok = true; } require(ok);', {"branch"}),
        ('(bool ok,) = a.call(""); drop(ok);', set()),
        ('(bool ok,) = a.call(""); check(ok);', {"branch"}),
        ('(bool ok,) = a.call(""); require(same(!ok));', {"branch"}),
        ('(bool ok,) = a.call(""); stored = ok;', {"state"}),
        ('(bool ok,) = a.call(""); emit Result(ok);', {"event"}),
        ('(r,) = a.call("");', {"return"}),
        ('(bool ok,) = a.call(""); return ok && b;', {"branch"}),
        ("assembly { pop(call(gas(), a, 0, 0, 0, 0, 0)) }", set()),
        ("assembly { if iszero(call(gas(), a, 0, 0, 0, 0, 0)) { revert(0, 0) } }", {"branch"}),
        ("assembly { mstore(0, call(gas(), a, 0, 0, 0, 0, 0)) }", {"memory"}),
    ],
)
def test_a_result_is_followed_to_what_it_decides(body: str, expected: set[str]) -> None:
    assert uses(body) == expected
