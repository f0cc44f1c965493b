"""Bad input, as somebody meets it on the command line: a place, the other files' findings, the code."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import DRAINED, Cli
from tests.engine.hostile import DEEP, HARM, HEAD, wrapped

from assay.sources.files.folder import FolderTree
from assay.sources.files.tree import Listing

ASSAY = (sys.executable, "-c", "from assay.cli import main; main()")
SECONDS, MEBIBYTES = 40, 1024


@dataclass(frozen=True)
class Done:
    """A process that has ended by itself, and what it took."""

    code: int
    errors: str
    report: dict[str, Any]

    @property
    def gaps(self) -> dict[str, str]:
        return {gap["what"]: gap["because"] for gap in self.report["gaps"]}

    def found(self, path: str) -> list[str]:
        return [each["rule"] for each in self.report["findings"] if each["at"]["path"] == path]


def scan(folder: Path, *arguments: str, budget: float = 10) -> Done:
    """Runs `assay scan` in a process of its own, whose memory and time are watched."""
    began = time.monotonic()
    process = subprocess.Popen(
        [*ASSAY, "scan", *arguments, "--format", "json", "--no-source", "--budget", str(budget), "--workers", "2"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    output, errors = process.communicate(timeout=2 * SECONDS)
    assert time.monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEBIBYTES * 1024
    assert b"Traceback" not in errors
    return Done(process.returncode, errors.decode(), json.loads(output) if output else {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Holds a file with a high finding."""
    (tmp_path / "Drained.sol").write_text(DRAINED, encoding="utf-8")
    return tmp_path


EXPECTED = {
    "binary": ("Bad.sol", "it is binary (it holds a NUL byte)"),
    "empty": ("Bad.sol", "the file is empty"),
    "blank": ("Bad.sol", "the file is empty"),
    "no utf-8": ("Bad.sol:2", "not UTF-8 at byte 52 (line 2)"),
    "brackets": ("Bad.sol:1", "this is not Solidity"),
    "deep blocks": ("Bad.sol:2", "nested deeper than 128 levels at line 2"),
    "deep calls": ("Bad.sol:2", "nested deeper than 128 levels at line 2"),
    "long sum": ("Bad.sol:2", "nested deeper than 128 levels at line 2"),
    "braces": ("Bad.sol", "more than 10,000 contracts and functions"),
}


SLOW = ("brackets", "braces", "deep calls", "long sum")


@pytest.mark.parametrize("harm", [pytest.param(harm, marks=[pytest.mark.slow] * (harm in SLOW)) for harm in EXPECTED])
def test_what_could_not_be_read_is_said_with_its_place_and_costs_nothing_else(harm: str, folder: Path) -> None:
    (folder / "Bad.sol").write_bytes(HARM[harm])
    together = scan(folder, ".")
    assert together.code == 1
    assert together.found("Drained.sol")
    what, because = EXPECTED[harm]
    assert because in together.gaps[what]
    alone = scan(folder, "Bad.sol", "--fail-on-unknown")
    assert (alone.code, alone.gaps[what]) == (3, together.gaps[what])


def test_an_empty_file_alone_is_clean_but_said(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "Empty.sol").touch()
    answer = cli("scan", "Empty.sol")
    assert answer.exit_code == 0
    assert "Empty.sol: the file is empty" in answer.stdout
    assert cli("scan", "Empty.sol", "--fail-on-unknown").exit_code == 3


def test_a_hundred_megabytes_of_brackets_are_not_even_read(folder: Path) -> None:
    with (folder / "Bad.sol").open("wb") as file:
        for _ in range(100):
            file.write(b"(" * 1024 * 1024)
    done = scan(folder, ".")
    assert (done.code, done.gaps) == (1, {"Bad.sol": "it is larger than the limit (4,194,304 bytes)"})
    assert done.found("Drained.sol")


@pytest.mark.slow
@pytest.mark.parametrize("harm", sorted(HARM.keys() - EXPECTED.keys()))
def test_no_harm_reaches_the_other_file(harm: str, folder: Path) -> None:
    (folder / "Bad.sol").write_bytes(HARM[harm])
    done = scan(folder, ".")
    assert done.code == 1
    assert done.found("Drained.sol")


def test_a_regex_bomb_of_a_comment_takes_no_longer_than_its_length(folder: Path) -> None:
    (folder / "Drained.sol").write_bytes(HARM["comment bomb"] + b"\n" + DRAINED.encode())
    done = scan(folder, ".")
    assert done.code == 1
    assert done.found("Drained.sol")
    assert [what for what in done.gaps if what.startswith("Drained.sol")] == ["Drained.sol:2"]  # its mistaken ignore[]


def test_loops_of_links_are_said_and_followed_nowhere(folder: Path) -> None:
    (folder / "Loop.sol").symlink_to("Pool.sol")
    (folder / "Pool.sol").symlink_to("Loop.sol")
    (folder / "round").mkdir()
    (folder / "round" / "again").symlink_to(folder)
    (folder / "Out.sol").symlink_to("/etc/hostname")
    done = scan(folder, ".")
    assert done.code == 1
    assert done.found("Drained.sol")
    assert done.gaps["Loop.sol"] == done.gaps["Pool.sol"] == "it is a loop of symbolic links"
    assert "leads out" in done.gaps["Out.sol"]
    assert len(done.report["findings"]) == len([f for f in done.report["findings"] if f["at"]["path"] == "Drained.sol"])
    refused = scan(folder, "Loop.sol")
    assert (refused.code, refused.errors.splitlines()[0]) == (2, "error: Loop.sol: it is a loop of symbolic links")


def test_bases_that_form_a_cycle_are_said_and_their_functions_still_asked(folder: Path) -> None:
    cycle = b"contract A is B {} contract B is C {} contract C is A { " + DRAINED.partition("{")[2].encode()
    (folder / "Bad.sol").write_bytes(HEAD + cycle)
    done = scan(folder, "Bad.sol", "--only", "contracts.reentrancy")
    assert (
        done.found("Bad.sol")
        or any("cycle" in because for because in done.gaps.values())
        or done.report["outcomes"][0]["unknown"]
    )
    assert scan(folder, ".").found("Drained.sol")


def test_files_that_import_each_other_are_read_once_each(folder: Path) -> None:
    (folder / "Other.sol").write_bytes(
        HEAD + b'import "./Drained.sol"; import "./Other.sol"; contract Other is Purse {}'
    )
    (folder / "Drained.sol").write_text('import "./Other.sol";\n' + DRAINED, encoding="utf-8")
    done = scan(folder, ".")
    assert (done.code, done.gaps) == (1, {})
    assert [measure["value"] for measure in done.report["measures"] if measure["name"] == "files read"] == [2]


def test_a_file_that_vanishes_between_listing_and_reading_is_said(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = FolderTree.solidity_files

    def then_removed(self: FolderTree, path: str, **how: Any) -> Listing:
        found = listed(self, path, **how)
        if "Sound.sol" in found.files:
            (tmp_path / "Sound.sol").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(FolderTree, "solidity_files", then_removed)
    answer = cli("scan", ".", "--format", "json")
    report = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert [(gap["what"], gap["because"]) for gap in report["gaps"]] == [("Sound.sol", "it is not there (any more)")]
    assert {finding["at"]["path"] for finding in report["findings"]} == {"Drained.sol"}


def test_a_folder_that_is_gone_is_refused(folder: Path) -> None:
    done = scan(folder, "gone/")
    assert (done.code, done.report) == (2, {})
    assert done.errors.splitlines()[0] == "error: gone: no such file or folder"


def test_an_unknown_rule_in_the_settings_is_refused_with_its_line_and_the_nearest(folder: Path) -> None:
    (folder / "assay.toml").write_text('[[ignore]]\nrule = "contracts.reentrance"\nreason = "a test"\n')
    done = scan(folder, ".")
    assert (done.code, done.report) == (2, {})
    assert done.errors.startswith("error: assay.toml:")
    assert "'contracts.reentrance' (did you mean contracts.reentrancy" in done.errors


def test_a_child_that_is_stuck_is_ended_and_what_it_was_at_is_unknown(folder: Path) -> None:
    (folder / "Bad.sol").write_bytes(wrapped("a = " + "a + " * DEEP * 10 + "a;"))
    began = time.monotonic()
    done = scan(folder, ".", budget=0.5)
    assert time.monotonic() - began < SECONDS
    assert done.found("Drained.sol")
    assert not os.path.exists(folder / "core")
