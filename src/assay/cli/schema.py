"""`assay schema`: what a report may look like, for those who read it with other tools."""

import click

from assay.cli.output import emit
from assay.reporting.schema import schema_document


@click.command("schema")
def command() -> None:
    """Print the JSON schema of the report that `assay scan --format json` writes."""
    emit(schema_document())
