"""`assay schema`: what a report may look like, for those who read it with other tools."""

import json
from typing import Any

import click
import msgspec

from assay.cli.output import emit
from assay.core.report import SCHEMA, Report


def report_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the canonical report."""
    schema = msgspec.json.schema(Report)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": SCHEMA,
        **schema,
    }


@click.command("schema")
def command() -> None:
    """Print the JSON schema of the report that `assay scan --format json` writes."""
    emit(json.dumps(report_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n")
