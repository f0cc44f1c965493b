"""A file that is made to do harm costs itself at most: the scan ends in time and the other files are reported on."""

import time
from datetime import date
from pathlib import Path

import pytest

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
HEAD = b"pragma solidity ^0.8.20;\n"
DEEP = 10_000


def wrapped(body: str) -> bytes:
    return HEAD + f"contract Bad {{ function f(uint a) external {{ {body} }} }}\n".encode()


HARM = {
    "binary": b"\x7fELF\x00\x01" * 100,
    "empty": b"",
    "blank": b" \n\t\n",
    "no utf-8": HEAD + b'contract Bad { string s = "\xff\xfe"; }',
    "brackets": b"(" * 3_000_000,
    "braces": b"contract A {" * 100_000,
    "deep parentheses": wrapped("a = " + "(" * DEEP + "a" + ")" * DEEP + ";"),
    "deep blocks": wrapped("{" * DEEP + "}" * DEEP),
    "deep ifs": wrapped("if (a > 0) " * DEEP + "a = 1;"),
    "deep unary": wrapped("a = " + "-" * 1 + "~" * DEEP + "a;"),
    "deep index": wrapped("a" + "[a" * DEEP + "]" * DEEP + " = 1;"),
    "long sum": wrapped("a = " + "a + " * DEEP + "a;"),
    "deep calls": wrapped("f(" * DEEP + ")" * DEEP + ";"),
    "comment bomb": HEAD + b"/*" + b"* /" * 500_000 + b"*/ // assay: ignore[" + b"(a+)+" * 100_000,
    "string bomb": wrapped('string memory s = "' + "\\" * 500_000 + '";'),
    "cyclic inheritance": HEAD + b"contract A is B {} contract B is C {} contract C is A { function f() public {} }",
    "inherits itself": HEAD + b"contract A is A { function f() public { super.f(); } }",
    "cyclic import": HEAD + b'import "./Bad.sol"; import "./Good.sol"; contract Bad {}',
    "many contracts": HEAD + b"".join(b"contract C%d { function f() public {} }\n" % n for n in range(1_000)),
    "long chain": HEAD
    + b"contract C0 {}\n"
    + b"".join(b"contract C%d is C%d {}\n" % (n, n - 1) for n in range(1, 400)),
}


def scanned(root: Path) -> Report:
    report, _ = scan(ScanRequest(today=date(2026, 11, 24), paths=(root,), workers=2, seconds=3))
    return report


@pytest.mark.parametrize("harm", HARM)
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
    # What was not looked at is said: unless there is nothing in it, the bad file has parts to ask about, or a gap.
    bad = [part for part in report.parts if part.id.startswith("Bad.sol") and part.kind is not PartKind.FILE]
    assert not HARM[harm].strip() or bad or any(gap.what.startswith("Bad.sol") for gap in report.gaps)
