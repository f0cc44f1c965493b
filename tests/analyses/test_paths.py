"""What findings show as one execution can be one: the order of their statements holds, as `verify` judges it."""

from collections import Counter
from datetime import date
from pathlib import Path

import assay
from assay.core.canonical import canonical
from assay.engine.request import ScanRequest
from assay.engine.scan import scan
from assay.engine.verification import Verification, verify

EXAMPLES = Path(assay.__file__).parent / "analyses" / "contracts" / "examples"

# Two rights that don't lead to each other, in either order.
RIGHTS = b"""\
pragma solidity ^0.8.20;

interface IERC20 { function transfer(address to, uint256 amount) external returns (bool); }

contract Box {
    address owner = msg.sender;
    receive() external payable {}
    function end() external { require(msg.sender == owner); selfdestruct(payable(owner)); }
    function sweep(address payable to) external { require(msg.sender == owner); to.transfer(address(this).balance); }
}
"""


def verified(*paths: Path, stdin: bytes | None = None) -> Verification:
    report, _ = scan(ScanRequest(today=date(2026, 11, 25), paths=paths, stdin=stdin))
    return verify(canonical(report))


def test_the_reports_of_all_examples_hold() -> None:
    made = verified(EXAMPLES)
    assert made.failed == ()
    assert made.unchecked == ()
    assert Counter(item.check for item in made.items)["order"] > 50


def test_rights_of_an_owner_are_not_shown_as_one_execution() -> None:
    made = verified(stdin=RIGHTS)
    assert made.failed == ()
    assert "contracts.owner-powers at" in " ".join(item.about for item in made.items)
