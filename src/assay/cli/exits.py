"""Exit codes, and the one way in which errors are shown."""

from typing import IO, Any

import click

from assay.core.errors import AssayError

CLEAN = 0
FINDINGS = 1
REFUSED = 2
INCOMPLETE = 3
INTERRUPTED = 130
"""What a shell gives for SIGINT; never 1, which would say that there are findings."""

EXIT_CODES = """\b
Exit codes:
  0  clean: nothing at or above the threshold
  1  findings at or above the threshold (or: a check fails, a report got worse)
  2  could not run: bad input, bad option, unreadable file
  3  incomplete: something is unknown and --fail-on-unknown was given (or: a rerun could not be compared)"""


class Refused(click.ClickException):
    """Shown as `error: …` and, where there is something to do about it, `help: …`."""

    exit_code = REFUSED

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def show(self, file: IO[Any] | None = None) -> None:
        """To standard error unless `file` is given."""
        click.echo(f"error: {one_line(self.message)}", file=file, err=file is None)
        if self.advice:
            click.echo(f"help: {self.advice}", file=file, err=file is None)


def refusal(problem: Exception) -> tuple[str, str]:
    """Message and advice for any error that reached the top."""
    match problem:
        case AssayError():
            return str(problem), problem.advice
        case OSError(filename=str(path), strerror=str(why)):
            return f"{path}: {why}", ""
        case RecursionError():
            return "the input is nested too deeply", "Run `assay --debug …` to see where."
    name = type(problem).__name__
    return (
        f"assay itself failed: {name}: {problem}",
        "This is a bug. Run `assay --debug …` and send us the traceback.",
    )


def one_line(text: str) -> str:
    """`text` without control or bidirectional characters: a file's name can't drive the terminal."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )
