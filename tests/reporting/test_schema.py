"""The published schema is the one that the records have."""

import json
from pathlib import Path

import jsonschema
from hypothesis import given, settings

from assay.core.canonical import canonical
from assay.core.report import Report
from assay.reporting.schema import schema_document
from assay.testing.arbitrary_reports import reports

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "assay-report-1.json"


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_bytes() == schema_document(), "run `assay schema > docs/schema/assay-report-1.json`"


@settings(max_examples=20, deadline=None)
@given(reports())
def test_every_report_is_valid_under_the_schema(report: Report) -> None:
    jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_bytes())).validate(json.loads(canonical(report)))
