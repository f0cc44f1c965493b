"""`assay compare`: two reports side by side."""

from pathlib import Path

import click

from assay.cli.exits import CLEAN, FINDINGS
from assay.cli.output import emit
from assay.cli.reading import read_report
from assay.cli.verdict import got_worse
from assay.engine.comparison import compare
from assay.reporting import Format
from assay.reporting.comparison import FORMATS, render_comparison

EPILOG = """\b
Examples:
  assay compare old.json new.json
  assay compare main.json pull-request.json --format markdown --fail-on-worse

\b
Exit codes:
  0  compared
  1  B is worse and --fail-on-worse was given: a new finding, a graver one, or a lower end of the grade that fell
  2  a report can't be read"""


@click.command("compare", epilog=EPILOG)
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([form.value for form in FORMATS]), default="text", show_default=True
)
@click.option("--fail-on-worse", is_flag=True, help="Exit with 1 when B is worse than A.")
def command(before: Path, after: Path, form: str, fail_on_worse: bool) -> None:
    """Set report B beside report A: better, worse, new, gone. Verify what strangers made first."""
    made = compare(read_report(before), read_report(after))
    emit(render_comparison(made, Format(form)))
    raise click.exceptions.Exit(FINDINGS if fail_on_worse and got_worse(made) else CLEAN)
