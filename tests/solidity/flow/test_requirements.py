"""What must hold before a statement, what conditions are about, and where a project keeps its rights."""

import pytest

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.authority import authorities, named, restricted_writers, set_at_deployment
from assay.solidity.ir import operations as op
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax.unit import parse
from assay.solidity.views import FunctionView

HEAD = """
pragma solidity ^0.8.20;
contract C {
    address owner = msg.sender; address pending; uint256 x; uint256 cap; bool paused; bytes32 secret;
    mapping(address => uint256) balanceOf; mapping(address => mapping(uint256 => bool)) roles;
    error No();
    modifier never() { require(roles[msg.sender][1]); _; }
    function fail() internal pure { revert No(); }
    function enough(uint256 a) internal view { require(balanceOf[msg.sender] >= a); }
    function offer(address to) external { require(msg.sender == owner); pending = to; }
    function accept() external { require(msg.sender == pending); owner = msg.sender; pending = address(0); }
"""


def flow_of(body: str) -> Flow:
    source = f"{HEAD}function f(uint256 a, bytes memory word) external payable {{ {body} }} }}".encode()
    return Flow(Project.build({"a.sol": ReadFile(parse("a.sol", source), source, True, ())}))


def view(flow: Flow, name: str = "f") -> FunctionView:
    return FunctionView(next(f for f in flow.project.functions if f.name == name), flow)


@pytest.mark.parametrize(
    ("condition", "concerns", "distinguishes"),
    [
        ("require(a > 0);", set(), False),
        ("require(!paused);", {"state"}, False),
        ("require(a <= cap);", {"state"}, False),
        ("require(balanceOf[msg.sender] >= a);", {"entry"}, True),
        ("require(msg.value >= cap);", {"paid", "state"}, True),
        ("require(block.timestamp > cap);", {"time", "state"}, False),
        ("require(address(this).balance >= a);", {"balance"}, False),
        ("require(keccak256(word) == secret);", {"hash", "state", "answer"}, True),
        ("require(a == cap);", {"state", "answer"}, True),
    ],
)
def test_a_condition_says_what_it_is_about(condition: str, concerns: set[str], distinguishes: bool) -> None:
    function = view(flow_of(f"{condition} x = 1;"))
    (requirement,) = function.requirements(next(function.sites(op.Store)))
    assert (set(requirement.concerns), requirement.distinguishes) == (concerns, distinguishes)


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("if (a > 1) { cap = 2; } x = 1;", []),
        ("if (a > 1) fail(); x = 1;", ["a > 1"]),
        ("enough(a); x = 1;", ["balanceOf[msg.sender] >= a"]),
        ("x = 1; require(a > 1);", []),
        ("require(a > 1 && a < 9); x = 1;", ["a > 1", "a < 9"]),
    ],
)
def test_only_what_must_hold_on_the_way_is_required(body: str, texts: list[str]) -> None:
    function = view(flow_of(body))
    site = next(
        s for s in function.sites(op.Store) if isinstance(s.operation, op.Store) and str(s.operation.place) == "x"
    )
    assert [r.branch.body.file.text(r.branch.node) for r in function.requirements(site)] == texts


def test_what_is_checked_afterwards_is_told_apart() -> None:
    function = view(flow_of("require(a > 1); x = 1; require(a < 9);"))
    after = function.requirements_after(next(function.sites(op.Store)))
    assert [r.branch.body.file.text(r.branch.node) for r in after] == ["a < 9"]


def test_rights_are_kept_where_callers_are_checked_even_by_a_modifier_that_nobody_uses() -> None:
    flow = flow_of("")
    known = authorities(flow)
    assert sorted(map(named, known)) == ["owner", "pending", "roles"]
    guards = {named(cell): [a.guarded.name for a in each] for cell, each in known.items()}
    assert guards == {"owner": ["offer"], "pending": ["accept"], "roles": ["never"]}
    assert [named(cell) for cell in set_at_deployment(flow)] == ["owner"]
    (pending,) = (cell for cell in known if named(cell) == "pending")
    assert [f.name for f in restricted_writers(flow, pending)] == ["offer", "accept"]
