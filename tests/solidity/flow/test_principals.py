"""Who may reach a statement: checks of the caller in the function, in modifiers and in what it calls."""

import pytest

from assay.solidity.flow.analysis import Flow
from assay.solidity.ir import operations as op
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax.unit import parse

HEAD = """
pragma solidity ^0.8.20;
interface I {
    function onBehalfOf() external view returns (address);
    function may(address who) external view returns (bool);
}
contract C {
    address owner; uint256 x;
    mapping(address => uint256) balanceOf; mapping(address => uint256) indexOf;
    mapping(bytes32 => mapping(address => bool)) roles;
    function list(address a, uint256 i) private { indexOf[a] = i; }
    function put() public payable { balanceOf[msg.sender] += msg.value; }
    function sender() internal view returns (address) { return msg.sender; }
    function has(bytes32 role, address who) public view returns (bool) { return roles[role][who]; }
    function checkRole(bytes32 role) internal view { checkRole(role, sender()); }
    function checkRole(bytes32 role, address who) internal view { if (!has(role, who)) revert(); }
    I asked;
    function allowed(address who) internal view returns (bool) {
        if (who == address(this)) { return true; } else if (who == owner) { return true; }
        else if (address(asked) == address(0)) { return false; } else { return asked.may(who); }
    }
    function loose(address who) internal view returns (bool) { if (x == 0) return true; return who == owner; }
    function acting() internal view returns (address) {
        if (msg.sender == address(asked)) return asked.onBehalfOf();
        return msg.sender;
    }
    mapping(address => uint256) rewards;
    function due(address a) internal view returns (uint256) { return x / 2 + rewards[a]; }
    function bringUpToDate(address a) external { rewards[a] = due(a); }
    function same(address a, address b) internal pure { require(a == b); }
    function only(address who) internal view { require(msg.sender == who); }
"""


def who_may_write(body: str) -> list[str]:
    source = f"{HEAD}function f(address given) external {{ {body} x = 1; }} }}".encode()
    project = Project.build({"a.sol": ReadFile(parse("a.sol", source), source, True, ())})
    flow = Flow(project)
    function = next(f for f in project.functions if f.name == "f")
    store = [o for _, _, o in flow.graph(function).operations if isinstance(o, op.Store)][-1]
    return sorted(p.kind for p in flow.who_may(function, store))


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("require(msg.sender.code.length == 0); x = 1;", ["anyone"]),
        ("", ["anyone"]),
        ("require(msg.sender == owner);", ["owner"]),
        ("checkRole(bytes32(0));", ["role"]),
        ("checkRole(bytes32(0), given);", ["anyone"]),
        ("same(msg.sender, owner);", ["owner"]),
        ("same(msg.sender, given);", ["chosen"]),
        ("only(owner);", ["owner"]),
        ("require(allowed(msg.sender));", ["authority", "owner", "self"]),
        ("require(loose(msg.sender));", ["anyone"]),
        ("require(msg.sender == address(0));", ["fixed"]),
        ("require(acting() == owner);", ["owner", "owner"]),
        ("only(given);", ["chosen"]),
        ("require(indexOf[msg.sender] > 0);", ["role"]),
        ("require(indexOf[msg.sender] != 0);", ["role"]),
        ("require(indexOf[msg.sender] == 0);", ["anyone"]),
        ("require(balanceOf[msg.sender] > 0);", ["anyone"]),
        ("require(rewards[msg.sender] > 0);", ["anyone"]),
    ],
)
def test_a_check_lets_through_whom_it_names(body: str, who: list[str]) -> None:
    assert who_may_write(body) == who
