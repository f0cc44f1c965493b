"""`assay explain`: a rule as its author declared it."""

import click

from assay.cli import rule_page
from assay.cli.output import emit
from assay.cli.views import prose_width
from assay.engine.rules import rule

EPILOG = """\b
Examples:
  assay explain contracts.reentrancy
  assay explain reentrancy --all                       every example
  assay explain contracts.reentrancy --format markdown
"""


@click.command("explain", epilog=EPILOG)
@click.argument("rule_id", metavar="RULE")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
@click.option("--all", "show_all", is_flag=True, help="Every example, not one flagged and one clean.")
def command(rule_id: str, form: str, show_all: bool) -> None:
    """Tell what RULE means, with a flagged and a clean example, references and remedy."""
    bound = rule(rule_id)
    if form == "markdown":
        emit(rule_page.markdown(bound))
    else:
        emit(rule_page.text(bound, width=prose_width(), show_all=show_all))
