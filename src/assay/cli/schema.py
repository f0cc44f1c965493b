"""`assay schema`: what a report may look like, for those who read it with other tools, and what a profile may."""

import click

from assay.cli.output import emit
from assay.reporting.schema import schema_document
from assay.sources.chains import schema as chain_schema


@click.command("schema")
@click.option("--kind", type=click.Choice(["report", "chain"]), default="report", show_default=True, help="Of what.")
def command(kind: str) -> None:
    """Print the JSON schema of the report that `assay scan --format json` writes, or of a chain's profile."""
    emit(chain_schema.schema_document() if kind == "chain" else schema_document())
