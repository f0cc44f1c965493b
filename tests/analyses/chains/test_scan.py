"""Scanning a chain from end to end: the same bytes every time, a report that verifies, errors that advise."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest

from assay.core.canonical import canonical
from assay.core.errors import BadInput
from assay.core.report import Report
from assay.core.subject import PartKind, Subject, SubjectKind
from assay.engine.request import ScanRequest
from assay.engine.scan import scan
from assay.engine.verification import Result, verify
from assay.reporting import Format, RenderContext, render
from assay.testing.honest import honest

SHIPPED = sorted((Path(__file__).parents[3] / "examples" / "chains").glob("*.toml"))
MAIN = "from assay.cli import main; main()"


def scanned(path: Path, cache: Path | None = None) -> Report:
    return scan(ScanRequest(today=date(2026, 11, 24), paths=(path,), workers=1, cache=cache))[0]


def outcome(report: Report, rule: str) -> tuple[int, int, int]:
    """Found, not applicable, unknown."""
    (one,) = (one for one in report.outcomes if one.rule == f"chains.{rule}")
    return len(one.found), sum(len(r.parts) for r in one.not_applicable), sum(len(r.parts) for r in one.unknown)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {path.stem: scanned(path) for path in SHIPPED}


def test_each_shipped_profile_has_an_answer_to_every_question(reports: dict[str, Report]) -> None:
    for report in reports.values():
        assert [one.rule for one in report.outcomes if one.unknown] == []
        assert report.gaps == ()
        assert report.grade.overall.letter is not None


def test_the_kind_decides_what_applies(reports: dict[str, Report]) -> None:
    assert outcome(reports["proof_of_work"], "single-point-of-failure") == (0, 1, 0)
    assert outcome(reports["proof_of_work"], "selfish-mining-threshold") == (1, 0, 0)
    assert outcome(reports["fabric"], "single-point-of-failure") == (1, 0, 0)
    assert outcome(reports["fabric"], "cheap-rewrite") == (0, 1, 0)
    assert outcome(reports["hybrid_anchored"], "unanchored-window") == (1, 0, 0)
    assert outcome(reports["proof_of_stake"], "finality-at-a-cut") == (1, 0, 0)


def test_the_subject_is_the_profile_and_its_producers_are_parts(reports: dict[str, Report]) -> None:
    report = reports["qbft"]
    assert report.subject.kind is SubjectKind.CHAIN
    assert Subject.parse(str(report.subject)) == report.subject
    assert [part.kind for part in report.parts] == [PartKind.CHAIN] + 7 * [PartKind.PRODUCER]


def test_every_report_verifies_and_gives_the_same_again(reports: dict[str, Report]) -> None:
    for report in reports.values():
        made = verify(canonical(report), rerun=True)
        assert (made.failed, made.unchecked) == ((), ())
        assert made.counts()["rerun"][Result.HOLDS] == 11


def test_a_finding_that_is_removed_is_found(reports: dict[str, Report]) -> None:
    report = reports["qbft"]
    made = verify(canonical(honest(msgspec.structs.replace(report, findings=report.findings[1:]))), rerun=True)
    assert "findings" in [item.about for item in made.failed]


def test_a_measure_that_was_embellished_is_found(reports: dict[str, Report]) -> None:
    report = reports["qbft"]
    better = tuple(msgspec.structs.replace(one, text="1e-9") for one in report.measures)
    made = verify(canonical(honest(msgspec.structs.replace(report, measures=better))), rerun=True)
    assert [item.about for item in made.failed] == ["measures"]


def test_a_cache_changes_nothing(tmp_path: Path, reports: dict[str, Report]) -> None:
    for path in SHIPPED[:2] + SHIPPED[:2]:
        assert canonical(scanned(path, tmp_path)) == canonical(reports[path.stem])


@pytest.mark.parametrize("format", Format)
def test_a_chain_is_shown_in_every_format(format: Format, reports: dict[str, Report]) -> None:
    assert render(reports["proof_of_work"], format, context=RenderContext())


def assay(*arguments: str, before: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    code = f"{before}\n{MAIN}"
    env = {**os.environ, "PYTHONHASHSEED": "3", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def test_another_process_gives_the_same_bytes(reports: dict[str, Report]) -> None:
    made = assay("scan", str(SHIPPED[0]), "--format", "json", "--no-cache", "--quiet")
    assert made.stdout.encode().rstrip() == canonical(reports[SHIPPED[0].stem])


WITHOUT = "import sys; sys.modules['scipy'] = None"


def test_without_the_extra_a_chain_is_refused_and_a_contract_is_not(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_text("pragma solidity 0.8.20;\ncontract A {}\n")
    refused = assay("scan", str(SHIPPED[0]), before=WITHOUT)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.splitlines() == [
        "error: assay.consensus needs the package scipy, which is not installed",
        "help: pip install 'assay-security[chains]'",
    ]
    code = assay("scan", "A.sol", "--no-cache", before=WITHOUT, cwd=tmp_path)
    assert (code.returncode, code.stderr) == (0, "")


def test_rules_are_listed_and_code_is_scanned_without_numpy(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_text("pragma solidity 0.8.20;\ncontract A {}\n")
    told = "import atexit, sys; atexit.register(lambda: print('numpy' in sys.modules, file=sys.stderr))"
    for call in (("--version",), ("rules",), ("scan", "A.sol", "--no-cache"), ("schema", "--kind", "chain")):
        assert assay(*call, before=told, cwd=tmp_path).stderr.splitlines()[-1:] == ["False"]


def test_mistakes_end_with_one_line_that_names_the_field(tmp_path: Path) -> None:
    profile = SHIPPED[-1].read_text().replace("share = 0.143", "share = 0.5", 1)
    (tmp_path / "bad.toml").write_text(profile)
    made = assay("scan", "bad.toml", cwd=tmp_path)
    assert made.returncode == 2
    assert "producers.member: the shares sum to" in made.stderr


def test_a_policy_that_cannot_be_read_names_its_field(tmp_path: Path) -> None:
    (fabric,) = (path for path in SHIPPED if path.stem == "fabric")
    (tmp_path / "bad.toml").write_text(fabric.read_text().replace("OutOf(2,", "OutOf(9,"))
    with pytest.raises(BadInput, match=r"^bad\.toml:\d+: endorsement\.policy: endorsement policy, column "):
        scanned(tmp_path / "bad.toml")


def test_kinds_are_told_by_name_or_said_and_not_mixed(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_text("contract A {}\n")
    mixed = ScanRequest(today=date(2026, 11, 24), paths=(tmp_path / "A.sol", SHIPPED[0]))
    with pytest.raises(BadInput, match=r"toml is chain and .*A\.sol is code: scan one kind at a time"):
        scan(mixed)
    with pytest.raises(BadInput, match="2 profiles: scan one chain at a time"):
        scan(ScanRequest(today=date(2026, 11, 24), paths=tuple(SHIPPED[:2])))
    with pytest.raises(BadInput, match="not a Solidity file"):
        scan(ScanRequest(today=date(2026, 11, 24), paths=(SHIPPED[0],), kind=SubjectKind.CODE))
    stdin = ScanRequest(today=date(2026, 11, 24), stdin=SHIPPED[0].read_bytes(), kind=SubjectKind.CHAIN, workers=1)
    assert scan(stdin)[0].subject.name == "stdin.toml"


def test_what_the_profile_does_not_say_is_unknown_and_not_safe(tmp_path: Path) -> None:
    (qbft,) = (path for path in SHIPPED if path.stem == "qbft")
    (tmp_path / "q.toml").write_text(qbft.read_text().replace("compromise = 0.004\n", "", 1))
    report = scanned(tmp_path / "q.toml")
    assert outcome(report, "quorum-forge") == outcome(report, "quorum-halt") == (0, 0, 1)
    assert "chance to be forged within a year" not in [one.name for one in report.measures]
