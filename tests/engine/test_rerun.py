"""Asking again over the kept facts of a real scan: the same answers, and what was left out."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assay.core.canonical import canonical
from assay.core.children import Ended
from assay.core.evidence import Statements
from assay.core.fact import Gap, Standing
from assay.core.report import Reasoned, Report
from assay.engine.children import ForkedChildren
from assay.engine.request import ScanRequest
from assay.engine.scan import scan
from assay.engine.verification import Result, Verification, verify
from assay.testing.honest import honest

BANK = b"""\
pragma solidity ^0.8.20;

import "./Missing.sol";

contract Bank {
    mapping(address => uint256) public balances;

    function withdraw() external {
        uint256 amount = balances[msg.sender];
        (bool ok, ) = msg.sender.call{value: amount}("");
        require(ok);
        balances[msg.sender] = 0;
    }

    function byOrigin() external {
        require(tx.origin == address(1));
        // assay: ignore[contracts.tx-origin] -- said on the wrong line
    }
}
"""
SETTINGS = b"""\
[[ignore]]
rule = "contracts.tx-origin"
path = "src/Bank.sol"
reason = "known"
until = 2030-01-01
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    root = tmp_path_factory.mktemp("project")
    files = {
        "foundry.toml": b"[profile.default]\n",
        "assay.toml": SETTINGS,
        "src/Bank.sol": BANK,
        "src/Broken.sol": b"contract Broken { function f() external { if ( } }\n",
        "src/Latin.sol": b'contract Latin { string s = "\xe9"; }\n',
        "src/Empty.sol": b"",
    }
    for path, data in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    (root / "src/Nowhere.sol").symlink_to(root / "src/Gone.sol")
    return _scan(root / "src")


def _scan(*paths: Path, stdin: bytes | None = None) -> Report:
    return scan(ScanRequest(today=date(2026, 11, 24), paths=paths, stdin=stdin, workers=1))[0]


def _verified(report: Report) -> Verification:
    return verify(canonical(report), rerun=True)


def test_a_real_report_gives_the_same_again(report: Report) -> None:
    made = _verified(report)
    assert [finding.rule for finding in report.findings] == ["contracts.reentrancy", "contracts.tx-origin"]
    assert len(report.gaps) == 5
    assert made.failed == ()
    assert {item.check for item in made.unchecked} <= {"order"}
    assert made.counts()["rerun"][Result.HOLDS] == 11


def test_standard_input_gives_the_same_again() -> None:
    assert _verified(_scan(stdin=BANK)).failed == ()


def test_each_finding_that_is_removed_is_found(report: Report) -> None:
    for removed in report.findings:
        findings = tuple(finding for finding in report.findings if finding is not removed)
        failed = _verified(honest(msgspec.structs.replace(report, findings=findings))).failed
        assert ("findings", f"{removed.rule} at {removed.at.path}:{removed.at.line} is missing in the report") in [
            (item.about, item.because) for item in failed
        ]


def test_a_finding_is_not_hidden_by_an_invented_gap_either(report: Report) -> None:
    removed = report.findings[0]
    gap = Gap(what="src/Elsewhere.sol", because="permission denied", parts=(removed.part,))
    outcomes = tuple(
        msgspec.structs.replace(outcome, unknown=(*outcome.unknown, Reasoned(because=gap.because, parts=gap.parts)))
        if outcome.rule == removed.rule
        else outcome
        for outcome in report.outcomes
    )
    hidden = msgspec.structs.replace(report, findings=report.findings[1:], gaps=(*report.gaps, gap), outcomes=outcomes)
    assert "findings" in [item.about for item in _verified(honest(hidden)).failed if item.check == "rerun"]


def test_a_suppression_that_nobody_wrote_is_found(report: Report) -> None:
    bank, origin = report.findings
    assert origin.suppression is not None
    hidden = msgspec.structs.replace(bank, suppression=origin.suppression, status=origin.status)
    made = _verified(honest(msgspec.structs.replace(report, findings=(hidden, origin))))
    assert [item.because for item in made.failed if item.about == "findings"] == [
        f"{bank.rule} at src/Bank.sol:{bank.at.line} differs"
    ]


def test_statements_in_another_order_are_found_without_asking_again(report: Report) -> None:
    bank = report.findings[0]
    path = next(evidence for evidence in bank.evidence if isinstance(evidence, Statements))
    backwards = msgspec.structs.replace(bank, evidence=(Statements(steps=path.steps[::-1]),))
    changed = honest(msgspec.structs.replace(report, findings=(backwards, *report.findings[1:])))
    made = verify(canonical(changed))
    assert [(item.check, item.because) for item in made.failed] == [("order", "step 2 can't follow step 1")]


def test_a_file_whose_parsing_a_limit_ended_is_left_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Slow.sol").write_bytes(
        b"contract Slow { function f() external { require(tx.origin == msg.sender); } }\n"
    )
    (tmp_path / "Bank.sol").write_bytes(BANK)
    supervise = ForkedChildren.map

    def slow(self: ForkedChildren, work: Any, items: Sequence[Any], *, label: str) -> Iterator[tuple[int, Any]]:
        for index, answer in supervise(self, work, items, label=label):
            ended = label == "parsing" and items[index][0] == "Slow.sol"
            self.reproducible = self.reproducible and not ended
            yield index, Ended("parsing took longer than 10 s", reproducible=False) if ended else answer

    with monkeypatch.context() as patched:
        patched.setattr(ForkedChildren, "map", slow)
        ended = _scan(tmp_path)
    assert not ended.reproducible
    assert _verified(ended).failed == ()
    assert _verified(ended).counts()["rerun"][Result.HOLDS] == 11
    hidden = honest(msgspec.structs.replace(ended, findings=ended.findings[1:]))
    assert [item.about for item in _verified(hidden).failed if item.check == "rerun"][:1] == ["findings"]


def test_facts_that_say_another_origin_or_standing_are_found(report: Report) -> None:
    def with_fact(**changes: Any) -> Report:
        facts = tuple(msgspec.structs.replace(fact, **changes) for fact in report.facts[:1]) + report.facts[1:]
        return msgspec.structs.replace(report, facts=facts).sealed()

    elsewhere = _verified(with_fact(origin="a friend")).failed
    assert [(item.check, item.because) for item in elsewhere][:1] == [
        ("fact", "code comes from file or stdin, not from 'a friend'")
    ]
    assert [item.about for item in _verified(with_fact(standing=Standing.PROVED)).failed] == ["facts"]
