"""An earlier report is a baseline; anything else is refused with its name."""

from pathlib import Path

import pytest

from assay.core.canonical import canonical
from assay.core.errors import BadInput
from assay.engine.baseline import parse_baseline, read_baseline
from assay.testing.reports import sample_report


def test_a_baseline_is_the_fingerprints_of_all_findings(tmp_path: Path) -> None:
    report = sample_report()
    file = tmp_path / "report.json"
    file.write_bytes(canonical(report))
    assert read_baseline(file) == tuple(sorted({finding.fingerprint for finding in report.findings}))


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "no JSON report of assay"),
        (b"[]", "no JSON report of assay"),
        (b'{"findings": []}', "no JSON report of assay"),
        (b'{"schema": "assay-report/1", "findings": [{"fingerprint": 3}]}', "no JSON report of assay"),
        (b'{"schema": "\xff", "findings": []}', "no JSON report of assay"),
        (b"[" * 100_000, "no JSON report of assay"),
        (b'{"schema": "assay-report/0", "findings": []}', "a report of schema 'assay-report/0'"),
    ],
)
def test_what_is_no_report_is_bad_input(content: bytes, because: str) -> None:
    with pytest.raises(BadInput, match=f"^old.json: {because}"):
        parse_baseline(content, "old.json")


def test_a_missing_baseline_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be read: No such file or directory"):
        read_baseline(tmp_path / "none.json")
