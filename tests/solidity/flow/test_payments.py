"""Which calls move value."""

import pytest

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.payments import pays
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("payable(msg.sender).transfer(1);", True),
        ('(bool ok,) = msg.sender.call{value: 1}("");', True),
        ("pay();", True),
        ("t.transfer(msg.sender, 1);", True),
        ("t.balanceOf(msg.sender);", False),
        ('msg.sender.call("");', False),
    ],
)
def test_a_function_pays_by_ether_or_by_a_tokens_transfer_also_in_what_it_calls(body: str, expected: bool) -> None:
    source = (
        "pragma solidity ^0.8.0; interface T { function transfer(address, uint) external returns (bool);"
        " function balanceOf(address) external view returns (uint); } contract A { T t;"
        f" function pay() internal {{ t.transfer(msg.sender, 1); }} function f() external {{ {body} }} }}"
    ).encode()
    flow = Flow(Project.build({"A.sol": ReadFile(parse("A.sol", source), source, True, ())}))
    assert pays(flow.effects(next(f for f in flow.project.functions if f.name == "f"))) is expected
