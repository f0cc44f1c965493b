"""What a user meets before any command runs."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import assay
from assay.cli import main
from assay.cli.entry import COMMANDS
from assay.core.errors import BadInput

HEAVY = ("rich", "jinja2", "tree_sitter", "tree_sitter_solidity", "msgspec", "asyncio", "multiprocessing", "sqlite3")


def run(*arguments: str, **options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from assay.cli import main; main(prog_name='assay')", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]], ids=" ".join)
def test_version_and_help_import_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from assay.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_version_takes_a_tenth_of_a_cpu_second() -> None:
    script = (
        "import time; from assay.cli import main; main(['--version'], standalone_mode=False);print(time.process_time())"
    )
    best = min(
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout.split()[-1])
        for _ in range(3)
    )
    assert best < 0.15  # 0.05 on an idle machine; CI shares its cores


def test_version_is_the_package_s() -> None:
    assert run("--version").stdout == f"assay {assay.__version__}\n"


def test_every_command_says_the_same_of_itself_in_the_list_and_in_its_help() -> None:
    for name, summary in COMMANDS.items():
        command = main.get_command(None, name)  # type: ignore[arg-type]  # the context is not used
        assert command is not None
        assert summary.rstrip(".").split(":")[0].split()[0] in (command.help or ""), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    answer = CliRunner().invoke(main, [name, "--help"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith(f"Usage: main {name}")


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["frobnicate"]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "advice"), [("scna", "Did you mean 'scan'?"), (".", "To scan it: assay scan ."), ("frobnicate", "")]
)
def test_what_is_no_command_is_answered_with_what_may_be_meant(name: str, advice: str) -> None:
    said = CliRunner().invoke(main, [name]).stderr.splitlines()[-1]
    assert said.partition(f"No such command {name!r}.")[2].strip() == advice


class Advised(BadInput):
    advice = "Do this."


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        (Advised("no such thing"), "error: no such thing\nhelp: Do this.\n"),
        (
            BadInput("a\x1b[31mred\u202e name"),
            "error: a\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER} name\n",
        ),
        (PermissionError(13, "Permission denied", "a.sol"), "error: a.sol: Permission denied\n"),
        (
            ZeroDivisionError("division by zero"),
            (
                "error: assay itself failed: ZeroDivisionError: division by zero\n"
                "help: This is a bug. Run `assay --debug …` and send us the traceback.\n"
            ),
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_are_a_line_and_an_advice_never_a_traceback(
    problem: Exception, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr("assay.cli.schema.emit", fail)
    answer = CliRunner().invoke(main, ["schema"])
    assert (answer.exit_code, answer.stdout, answer.stderr) == (2, "", shown)


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise BadInput("no")

    monkeypatch.setattr("assay.cli.schema.emit", fail)
    answer = CliRunner().invoke(main, ["--debug", "schema"])
    assert isinstance(answer.exception, BadInput)


def test_an_interrupt_is_not_taken_for_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assay.cli.schema.emit", stop)
    assert CliRunner().invoke(main, ["schema"]).exit_code == 130


def test_a_reader_that_goes_away_is_no_error() -> None:
    shell = f"{sys.executable} -c 'from assay.cli import main; main()' schema | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no disk that is always full")
def test_a_full_disk_behind_standard_output_is_no_bug_of_ours() -> None:
    shell = f"{sys.executable} -c 'from assay.cli import main; main()' schema > /dev/full"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    said = "error: standard output: No space left on device\nhelp: Make room, or write to another place with -o.\n"
    assert (done.returncode, done.stderr) == (2, said)
