"""What the table of times says is what was scanned."""

from pathlib import Path

from assay.evaluation.speed import Timed, by_rule, grown, rule_table, table

SOURCE = """\
pragma solidity ^0.8.20;
contract A {
    function f() external { require(tx.origin == msg.sender); }
}
"""


def test_scans_grow_and_an_edit_is_the_last(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_text(SOURCE)
    timed = grown(tmp_path, (1, 2))
    assert [(each.what, each.files, each.lines) for each in timed] == [
        ("1 ×", 1, 4),
        ("2 ×", 2, 8),
        ("cold", 2, 8),
        ("warm", 2, 8),
        ("one file edited", 2, 10),
    ]
    assert all(0 < each.cpu_seconds < 30 and 10 < each.mebibytes < 1_000 for each in timed)


def test_every_rule_has_its_time(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_text(SOURCE)
    reading, spent = by_rule(tmp_path)
    assert reading >= 0
    assert "contracts.tx-origin" in spent
    assert len(rule_table(reading, spent).splitlines()) == 17


def test_the_table_tells_the_rate() -> None:
    row = table([Timed(what="cold", files=3, lines=2_000, cpu_seconds=1.5, mebibytes=90)]).splitlines()[1]
    assert row.split() == ["cold", "3", "2,000", "1.50", "90", "750.0"]
