"""`assay explain`: a rule as its author declared it."""

import click

from assay.cli import rule_page
from assay.cli.output import emit
from assay.engine.rules import rule

EPILOG = """\b
Examples:
  assay explain contracts.reentrancy
  assay explain contracts.reentrancy --format markdown"""


@click.command("explain", epilog=EPILOG)
@click.argument("rule_id", metavar="RULE")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
def command(rule_id: str, form: str) -> None:
    """Tell what RULE means, with a flagged and a clean example, references and remedy."""
    bound = rule(rule_id)
    emit(rule_page.markdown(bound) if form == "markdown" else rule_page.text(bound))
