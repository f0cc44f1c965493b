"""`assay scan`: what goes where, and what the exit code says."""

import json
import os
import pty
import re
import resource
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.cli.conftest import DRAINED, SOUND, Cli

from assay.cli.scan import cache_folder
from assay.core.report import Envelope, Report

ONLY = ("--only", "contracts.reentrancy")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["Sound.sol"], 0),
        (["Drained.sol"], 1),
        (["Drained.sol", "--fail-on", "medium"], 1),
        (["Drained.sol", "--fail-on", "never"], 0),
        (["Sound.sol", "--fail-on-unknown"], 0),
        (["Drained.sol", "--fail-on-unknown"], 1),
        (["Missing.sol"], 2),
        (["Sound.sol", "--fail-on", "sometimes"], 2),
        (["Sound.sol", "--budget", "0"], 2),
        (["Sound.sol", "--workers", "0"], 2),
        (["Sound.sol", "-"], 2),
        (["Sound.sol", "-o", "nowhere/report.json"], 2),
        (["Sound.sol", "-o", "report.what"], 2),
        (["Sound.sol", "--baseline", "missing.json"], 2),
        (["Sound.sol", "--diff", "main"], 2),
        ([], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_exit_code_tells_the_verdict(cli: Cli, arguments: list[str], code: int) -> None:
    answer = cli("scan", *arguments, *ONLY)
    assert answer.exit_code == code, answer.output
    assert "Traceback" not in answer.output


def test_an_incomplete_scan_fails_only_when_asked(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "Broken.sol").write_text("contract Broken { function f( public { } ")
    lenient = cli("scan", "Broken.sol", *ONLY)
    assert (lenient.exit_code, lenient.stderr) == (
        0,
        "note: too little was answered for a grade; --fail-on-unknown makes that exit code 3\n",
    )
    strict = cli("scan", "Broken.sol", *ONLY, "--fail-on-unknown")
    assert strict.exit_code == 3
    assert re.fullmatch(r"note: incomplete: [1-9]\d* unknown answers?, [1-9]\d* things? not looked at\n", strict.stderr)
    assert cli("scan", "Broken.sol", *ONLY, "--fail-on-unknown", "--quiet").stderr == ""


def test_an_empty_name_is_a_mistake_and_not_the_current_folder(cli: Cli) -> None:
    answer = cli("scan", "")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.endswith("the name is empty\n")


def test_the_project_s_settings_count_and_the_command_line_wins(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "assay.toml").write_text('[scan]\nfail-on = "never"\n')
    assert cli("scan", "Drained.sol", *ONLY).exit_code == 0
    assert cli("scan", "Drained.sol", *ONLY, "--fail-on", "high").exit_code == 1


def test_settings_can_be_read_from_another_place(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "assay.toml").write_text('[scan]\nfail-on = "never"\n')
    (tmp_path / "strict.toml").write_text('[scan]\nfail-on = "high"\n')
    assert cli("scan", "Drained.sol", *ONLY, "--config", "strict.toml").exit_code == 1
    assert cli("scan", "Drained.sol", *ONLY, "--config", "missing.toml").exit_code == 2


def test_a_mistake_in_the_settings_is_said_with_its_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "assay.toml").write_text("[scan]\n\nfail-onn = 3\n")
    answer = cli("scan", "Drained.sol")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("error: assay.toml:3: ")


def test_a_mistake_in_settings_from_another_place_is_said_with_that_place(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text("[scan]\nfail-onn = 3\n")
    answer = cli("scan", "Drained.sol", "--config", "strict.toml")
    assert (answer.exit_code, answer.stderr) == (2, "error: strict.toml:2: scan: unknown key `fail-onn`\n")


def test_an_unknown_rule_is_refused_with_the_nearest(cli: Cli) -> None:
    answer = cli("scan", "Sound.sol", "--only", "contracts.reentrance")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "did you mean contracts.reentrancy" in answer.stderr


def test_the_start_of_an_id_means_all_that_start_so(cli: Cli) -> None:
    report = json.loads(cli("scan", "Sound.sol", "--only", "contracts.ree", "--format", "json").stdout)
    assert [rule["id"] for rule in report["rules"]] == ["contracts.reentrancy"]


def test_standard_input_is_scanned(cli: Cli) -> None:
    report = json.loads(cli("scan", "-", *ONLY, "--format", "json", input=DRAINED).stdout)
    assert [finding["rule"] for finding in report["findings"]] == ["contracts.reentrancy"]


def test_empty_standard_input_is_refused(cli: Cli) -> None:
    answer = cli("scan", "-", input="\n")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("error: -: standard input is empty\nhelp: ")


def test_several_reports_are_written_and_named(cli: Cli, tmp_path: Path) -> None:
    answer = cli("scan", "Drained.sol", *ONLY, "-o", "r.json", "-o", "r.sarif", "-o", "r.html", "-o", "r.md")
    assert answer.stdout == ""
    assert answer.stderr.startswith("1 finding (1 high), ")
    assert answer.stderr.endswith("\nwrote r.json, r.sarif, r.html, r.md\n")
    assert json.loads((tmp_path / "r.sarif").read_bytes())["version"] == "2.1.0"
    assert (tmp_path / "r.html").read_text().startswith("<!")
    assert "contracts.reentrancy" in (tmp_path / "r.md").read_text()


def test_beside_a_json_report_goes_its_envelope(cli: Cli, tmp_path: Path) -> None:
    cli("scan", "Drained.sol", *ONLY, "-o", "r.json")
    report = msgspec.json.decode((tmp_path / "r.json").read_bytes(), type=Report)
    envelope = msgspec.json.decode((tmp_path / "r.envelope.json").read_bytes(), type=Envelope)
    assert envelope.report == report.digest == report.computed_digest()


def test_quiet_says_nothing_but_the_report(cli: Cli) -> None:
    answer = cli("scan", "Sound.sol", *ONLY, "-o", "r.json", "--quiet")
    assert answer.output == ""


def test_what_the_baseline_knows_does_not_fail(cli: Cli) -> None:
    cli("scan", "Drained.sol", *ONLY, "-o", "base.json")
    answer = cli("scan", "Drained.sol", *ONLY, "--baseline", "base.json")
    assert answer.exit_code == 0
    assert "1 known (in the baseline)" in answer.stdout


def test_only_what_a_change_touched_fails(cli: Cli, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    assert cli("scan", ".", *ONLY, "--diff", "HEAD").exit_code == 0
    (tmp_path / "Drained.sol").write_text(DRAINED.replace('}("");', '}(hex"00");'))
    assert cli("scan", ".", *ONLY, "--diff", "HEAD").exit_code == 1


def test_a_suppressed_finding_does_not_fail_and_is_shown_when_asked(cli: Cli, tmp_path: Path) -> None:
    comment = "// assay: ignore[contracts.reentrancy] -- a test\n        (bool ok"
    (tmp_path / "Drained.sol").write_text(DRAINED.replace("(bool ok", comment))
    answer = cli("scan", "Drained.sol", *ONLY)
    assert (answer.exit_code, "a test" in answer.stdout) == (0, False)
    assert "a test" in cli("scan", "Drained.sol", *ONLY, "--all").stdout


def test_sources_are_kept_only_when_wanted(cli: Cli) -> None:
    kept = json.loads(cli("scan", "Sound.sol", *ONLY, "--format", "json").stdout)
    bare = json.loads(cli("scan", "Sound.sol", *ONLY, "--format", "json", "--no-source").stdout)
    assert [fact["text"] for fact in kept["facts"] if fact["key"] == "Sound.sol"] == [SOUND]
    assert [fact["text"] for fact in bare["facts"]] == [None] * len(kept["facts"])
    assert [fact["digest"] for fact in bare["facts"]] == [fact["digest"] for fact in kept["facts"]]


def test_colours_come_only_when_wanted(cli: Cli) -> None:
    assert "\x1b[" not in cli("scan", "Drained.sol", *ONLY).stdout
    assert "\x1b[" in cli("scan", "Drained.sol", *ONLY, "--color", "always", color=True).stdout


def test_paths_are_shown_as_they_are_opened_from_here(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "foundry.toml").touch()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    assert "../Drained.sol:11" in cli("scan", "..", *ONLY).stdout


def test_a_real_process_gives_the_same_code_and_bytes(cli: Cli, tmp_path: Path) -> None:
    here = cli("scan", "Drained.sol", *ONLY, "--format", "json")
    script = [sys.executable, "-c", "from assay.cli import main; main()"]
    there = subprocess.run(
        [*script, "scan", "Drained.sol", *ONLY, "--format", "json", "--workers", "3"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=False,
    )
    assert (there.returncode, there.stdout, there.stderr) == (here.exit_code, here.stdout_bytes, b"")


def test_the_cache_is_where_it_is_said_to_be_and_can_be_left_alone(cli: Cli, tmp_path: Path) -> None:
    place = {"ASSAY_CACHE_DIR": str(tmp_path / "kept")}
    first = cli("scan", "Drained.sol", *ONLY, "--format", "json", "--no-cache", env=place)
    assert not (tmp_path / "kept").exists()
    for _ in range(2):
        again = cli("scan", "Drained.sol", *ONLY, "--format", "json", env=place)
        assert (again.stdout_bytes, again.stderr, again.exit_code) == (first.stdout_bytes, "", first.exit_code)
        assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]


def test_a_cache_that_cannot_be_written_goes_unsaid(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with_it = cli("scan", "Drained.sol", *ONLY, "--format", "json", env={"ASSAY_CACHE_DIR": str(tmp_path / "file/x")})
    without = cli("scan", "Drained.sol", *ONLY, "--format", "json", "--no-cache")
    assert (with_it.stdout_bytes, with_it.stderr) == (without.stdout_bytes, "")


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"ASSAY_CACHE_DIR": "here", "XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("here")),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/assay")),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, Path("/h/.cache/assay")),
        ({"ASSAY_CACHE_DIR": "", "HOME": "/h"}, Path("/h/.cache/assay")),
        ({}, None),
    ],
)
def test_the_cache_lies_where_xdg_says(environment: dict[str, str], folder: Path | None) -> None:
    assert cache_folder(environment) == folder


def test_a_bar_is_shown_on_a_terminal_and_taken_away_again(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"C{number}.sol").write_text(SOUND)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", "from assay.cli import main; main()", "scan", ".", *ONLY],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "12/12" in shown


def test_one_small_file_takes_less_than_a_cpu_second(cli: Cli, tmp_path: Path) -> None:
    def cpu_seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        script = [sys.executable, "-c", "from assay.cli import main; main()"]
        subprocess.run([*script, "scan", "Drained.sol"], cwd=tmp_path, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(cpu_seconds() for _ in range(3)) < 1
