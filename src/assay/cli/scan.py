"""`assay scan`: reads what was asked for, scans, shows, and tells by its exit code."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from assay.cli.destinations import Destination, destinations, write_all
from assay.cli.exits import EXIT_CODES, Refused
from assay.cli.output import STANDARD, check
from assay.cli.progress import bar
from assay.cli.verdict import remark, threshold, verdict
from assay.cli.views import COLOURS, context_for
from assay.core.subject import SubjectKind
from assay.engine.request import ScanRequest
from assay.engine.rules import all_rules
from assay.engine.scan import project_settings, scan
from assay.reporting import Format
from assay.reporting.wording import summary_line

EPILOG = f"""\b
Examples:
  assay scan contracts/                      a folder, a file, or a Foundry or Hardhat project
  assay scan chain.toml                      a blockchain, as a profile describes it
  assay scan - < Vault.sol                   standard input
  assay scan . -o report.html                the format is told from the name
  assay scan . --format text -o - --format sarif -o assay.sarif
  assay scan . --baseline main.json          only what is new since that report
  assay scan . --diff origin/main            only what a git change touched

{EXIT_CODES}

\b
assay.toml at the project's root holds what you always want; the command line wins over it."""


class Place(click.Path):
    """A path that says something: an empty one is a variable that was never set, not the current folder."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Click's; refuses the empty name, which `Path` takes for `.`."""
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


ANY = Place(path_type=Path)
FORMATS = click.Choice([form.value for form in Format])
HELP_FORMAT = "Give it once for each -o, in the same order.  [default: told by FILE's name, else text]"
HELP_OUTPUT = "Write here; - is the terminal. Give it several times for several reports."
KINDS = click.Choice([kind.value for kind in SubjectKind])
THRESHOLDS = click.Choice(["high", "medium", "low", "never"])
LONGEST = 3600
"""Seconds of a budget, as in `assay.toml`."""


@click.command("scan", epilog=EPILOG)
@click.argument("subjects", metavar="SUBJECT...", nargs=-1, required=True, type=ANY)
@click.option("--as", "kind", type=KINDS, help="What SUBJECT is.  [default: told by its name]")
@click.option("--format", "formats", multiple=True, type=FORMATS, help=HELP_FORMAT)
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", type=ANY, help=HELP_OUTPUT)
@click.option("--fail-on", type=THRESHOLDS, help="Least severity for exit code 1.  [default: high]")
@click.option("--fail-on-unknown", is_flag=True, help="Exit with 3 when anything was not answered or not looked at.")
@click.option("--baseline", metavar="REPORT", type=ANY, help="A JSON report: what it has found does not fail.")
@click.option("--diff", metavar="REV", help="A git revision: only what differs from it fails.")
@click.option("--only", metavar="RULE", multiple=True, help="Only this rule, or all whose ids start so; repeatable.")
@click.option("--config", metavar="FILE", type=ANY, help="Read this in place of the project's assay.toml.")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes at once.  [default: all cores]")
@click.option("--budget", metavar="SECONDS", type=float, help="For each contract and each fact.  [default: 10]")
@click.option("--no-source", is_flag=True, help="Keep only digests of the sources in the report.")
@click.option("--no-cache", is_flag=True, help="Work everything out anew, and keep nothing for the next run.")
@click.option("--all", "show_all", is_flag=True, help="Also what is suppressed, known, unchanged; long lists in full.")
@click.option("--quiet", is_flag=True, help="Nothing but the report: no progress, no notes.")
@click.option("--no-progress", is_flag=True, help="No progress bar.")
@click.option("--color", type=click.Choice(COLOURS), default="auto", show_default=True, help="Colours in text.")
def command(
    subjects: tuple[Path, ...],
    kind: str | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fail_on: str | None,
    fail_on_unknown: bool,
    baseline: Path | None,
    diff: str | None,
    only: tuple[str, ...],
    config: Path | None,
    workers: int | None,
    budget: float | None,
    no_source: bool,
    no_cache: bool,
    show_all: bool,
    quiet: bool,
    no_progress: bool,
    color: str,
) -> None:
    """Scan SUBJECT and report how secure it is: a Solidity file, a folder or a project, a chain's profile (*.toml), or
    - for standard input."""
    if budget is not None and not 0 < budget <= LONGEST:
        raise click.BadParameter(f"expected more than 0 and at most {LONGEST} seconds", param_hint="--budget")
    wanted = destinations(formats, outputs)
    for destination in wanted:
        check(destination.path)
    request = ScanRequest(
        today=datetime.now(UTC).date(),
        paths=() if subjects == (STANDARD,) else subjects,
        stdin=_standard_input(subjects),
        kind=SubjectKind(kind) if kind is not None else None,
        only=matching(only),
        config=config,
        baseline=baseline,
        diff=diff,
        workers=workers,
        seconds=budget,
        cache=None if no_cache else cache_folder(os.environ),
        keep_source=not no_source,
    )
    settings = project_settings(request).scan
    with bar(wanted=not (quiet or no_progress)) as progress:
        report, envelope = scan(request, progress)
    write_all(wanted, report, envelope, context_for(report, envelope.root, color=color, show_all=show_all))
    code = verdict(
        report,
        fail_on=threshold(fail_on or settings.fail_on),
        fail_on_unknown=fail_on_unknown or settings.fail_on_unknown,
    )
    if not quiet:
        _note(wanted, summary_line(report), remark(report, code))
    raise click.exceptions.Exit(code)


def matching(only: tuple[str, ...]) -> tuple[str, ...]:
    """The rules that are meant: that id, else all that start so. What fits none stays, for the engine to refuse."""
    ids = [str(bound.rule.id) for bound in all_rules()] if only else []
    meant: set[str] = set()
    for name in only:
        starting = {each for each in ids if name and name not in ids and each.startswith(name)}
        meant |= starting or {name}
    return tuple(sorted(meant))


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where to keep what was worked out: `ASSAY_CACHE_DIR`, else as XDG says; None where there is no such place."""
    named = environment.get("ASSAY_CACHE_DIR")
    if named:
        return Path(named)
    base = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):  # XDG: a relative path is to be ignored.
        return Path(base) / "assay"
    home = environment.get("HOME", "")
    return Path(home) / ".cache" / "assay" if os.path.isabs(home) else None


def _standard_input(subjects: tuple[Path, ...]) -> bytes | None:
    if STANDARD not in subjects:
        return None
    if len(subjects) > 1:
        raise click.UsageError("Standard input (-) can't be scanned together with other subjects.")
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise Refused("-: standard input is empty", "Pipe Solidity source in, or name a file or folder.")
    return data


def _note(wanted: tuple[Destination, ...], summary: str, remark: str) -> None:
    """Says on standard error what went where, and the remark; the summary only when no report is in the terminal."""
    files = [str(destination.path) for destination in wanted if destination.path != STANDARD]
    if len(files) == len(wanted):
        click.echo(summary, err=True)
    if files:
        click.echo(f"wrote {', '.join(files)}", err=True)
    if remark:
        click.echo(f"note: {remark}", err=True)
