"""`assay verify`: checks a report without trusting who made it."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from assay.cli.exits import CLEAN, FINDINGS, INCOMPLETE, one_line
from assay.cli.output import emit
from assay.cli.reading import read_bytes
from assay.core.canonical import canonical
from assay.core.errors import BadInput
from assay.engine.verification import Item, Result, Verification, verify

EPILOG = """\b
Examples:
  assay verify report.json
  assay verify report.json --digest sha256:9f86…   it must be this very report
  assay verify report.json --rerun                 ask the rules again over the kept sources

\b
Exit codes:
  0  nothing fails
  1  something fails
  2  the file can't be read
  3  nothing fails, but --rerun was given and not everything could be compared"""

MOST = 20
"""Items of one kind of check that are listed one by one; further ones are counted."""


@click.command("verify", epilog=EPILOG)
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--digest", metavar="DIGEST", help="The digest that the report must have, as you noted it elsewhere.")
@click.option("--rerun", is_flag=True, help="Ask the rules again over the kept facts: finds what was left out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(report: Path, digest: str | None, rerun: bool, form: str) -> None:
    """Check REPORT again, offline: digest, evidence, arithmetic and grade hold, fail, or can't be checked here."""
    raw = read_bytes(report)
    made = verify(raw, digest=digest, rerun=rerun)
    if made.digest is None and not _is_json(raw):
        raise BadInput(f"{report}: not a JSON report of assay")
    if form == "json":
        emit(json.dumps(json.loads(canonical(made)), indent=2, ensure_ascii=False) + "\n")
    else:
        emit("\n".join(lines(made)) + "\n")
    incomplete = rerun and not made.is_rerun
    raise click.exceptions.Exit(FINDINGS if not made.holds else INCOMPLETE if incomplete else CLEAN)


def lines(made: Verification) -> Iterator[str]:
    """A line for each kind of check, below it what does not hold; the sum at the end."""
    for check, counts in made.counts().items():
        yield f"{check:<16}{_summed(counts)}"
        wanting = [item for item in made.items if item.check == check and item.result is not Result.HOLDS]
        wanting.sort(key=lambda item: item.result is not Result.FAILS)
        for item in wanting[:MOST]:
            yield f"  {_described(item)}"
        if len(wanting) > MOST:
            yield f"  and {len(wanting) - MOST} more"
    total = {result: sum(item.result is result for item in made.items) for result in Result}
    yield f"{made.digest or 'not a report'}: {_summed(total)}"


def _is_json(raw: bytes) -> bool:
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _described(item: Item) -> str:
    about = f" {item.about}" if item.about else ""
    because = f": {item.because}" if item.because else ""
    return one_line(f"{item.result}{about}{because}")


def _summed(counts: dict[Result, int]) -> str:
    words = {Result.HOLDS: ("holds", "hold"), Result.FAILS: ("fails", "fail")}
    said = []
    for result, count in counts.items():
        one, many = words.get(result, (str(result), str(result)))
        if count:
            said.append(f"{count} {one if count == 1 else many}")
    return ", ".join(said) or "nothing to check"
