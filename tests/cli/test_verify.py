"""`assay verify` and `assay compare`, as they are called."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Cli

ONLY = ("--only", "contracts.reentrancy")


@pytest.fixture
def reports(cli: Cli) -> Cli:
    """The command line, with `drained.json` and `sound.json` made."""
    for name in ("Drained", "Sound"):
        assert cli("scan", f"{name}.sol", *ONLY, "-o", f"{name.lower()}.json", "--fail-on", "never").exit_code == 0
    return cli


def test_an_honest_report_holds_with_a_rerun_too(reports: Cli) -> None:
    assert reports("verify", "drained.json").exit_code == 0
    again = reports("verify", "drained.json", "--rerun")
    assert (again.exit_code, "fails" in again.stdout) == (0, False), again.stdout


def test_a_changed_report_fails(reports: Cli, tmp_path: Path) -> None:
    report = (tmp_path / "drained.json").read_text()
    (tmp_path / "drained.json").write_text(report.replace('"severity":"high"', '"severity":"low"', 1))
    answer = reports("verify", "drained.json")
    assert answer.exit_code == 1
    assert "digest          1 fails\n" in answer.stdout


def test_another_report_than_the_one_meant_fails(reports: Cli) -> None:
    assert reports("verify", "drained.json", "--digest", "sha256:" + "0" * 64).exit_code == 1


def test_a_rerun_that_can_not_be_compared_is_incomplete(reports: Cli) -> None:
    assert reports("scan", "Drained.sol", *ONLY, "-o", "bare.json", "--no-source", "--fail-on", "never").exit_code == 0
    assert reports("verify", "bare.json").exit_code == 0
    assert reports("verify", "bare.json", "--rerun").exit_code == 3


def test_the_items_come_as_json_too(reports: Cli) -> None:
    made = json.loads(reports("verify", "sound.json", "--format", "json").stdout)
    assert {item["result"] for item in made["items"]} == {"holds"}


@pytest.mark.parametrize("name", ["missing.json", "Drained.sol", "."])
def test_what_is_no_report_is_refused(reports: Cli, name: str) -> None:
    for command in (["verify", name], ["compare", name, "sound.json"]):
        answer = reports(*command)
        assert (answer.exit_code, answer.stdout) == (2, "")
        assert answer.stderr.startswith(f"error: {name}: ")


@pytest.mark.parametrize(("before", "after", "code"), [("sound", "drained", 1), ("drained", "sound", 0)])
def test_a_comparison_fails_only_when_it_got_worse_and_that_was_asked(
    reports: Cli, before: str, after: str, code: int
) -> None:
    names = (f"{before}.json", f"{after}.json")
    assert reports("compare", *names).exit_code == 0
    assert reports("compare", *names, "--fail-on-worse").exit_code == code


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_comparison_names_what_is_new_in_every_format(reports: Cli, form: str) -> None:
    assert "contracts.reentrancy" in reports("compare", "sound.json", "drained.json", "--format", form).stdout
