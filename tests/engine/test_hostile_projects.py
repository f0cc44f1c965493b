"""A file that is made to do harm costs itself at most: the scan ends in time and the other files are reported on."""

import time
from datetime import date
from pathlib import Path

import pytest
from tests.engine.hostile import HARM

from assay.core.report import Report
from assay.core.subject import PartKind
from assay.engine.request import ScanRequest
from assay.engine.scan import scan

GOOD = """\
pragma solidity ^0.8.20;
contract Good {
    address owner = msg.sender;
    function f() external {
        require(tx.origin == owner);
        payable(msg.sender).transfer(1);
    }
}
"""


def scanned(root: Path) -> Report:
    report, _ = scan(ScanRequest(today=date(2026, 11, 24), paths=(root,), workers=2, seconds=3))
    return report


SLOW = ("brackets", "braces", "many contracts", "long chain")


@pytest.mark.parametrize("harm", [pytest.param(harm, marks=[pytest.mark.slow] * (harm in SLOW)) for harm in HARM])
def test_a_harmful_file_leaves_the_others_their_answers(harm: str, tmp_path: Path) -> None:
    (tmp_path / "Good.sol").write_text(GOOD, encoding="utf-8")
    (tmp_path / "Bad.sol").write_bytes(HARM[harm])
    began = time.monotonic()
    report = scanned(tmp_path)
    assert time.monotonic() - began < 30
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "Good.sol").write_text(GOOD, encoding="utf-8")
    expected = [(finding.rule, finding.at) for finding in scanned(alone).findings]
    assert [(found.rule, found.at) for found in report.findings if found.at.path == "Good.sol"] == expected
    good = {part.id for part in report.parts if part.id.startswith("Good.sol")}
    assert len(good) == 3
    for outcomes in report.outcomes:
        assert good.isdisjoint(part for group in outcomes.unknown for part in group.parts), outcomes.unknown
    # What was not looked at is said: the bad file has parts to ask about, or a gap.
    bad = [part for part in report.parts if part.id.startswith("Bad.sol") and part.kind is not PartKind.FILE]
    assert bad or any(gap.what.startswith("Bad.sol") for gap in report.gaps)
