"""The JSON Schema of the report, published as `docs/schema/assay-report-1.json`."""

import msgspec

from assay.core.report import SCHEMA, Report


def schema_document() -> bytes:
    """The schema as it is published: indented, keys sorted, a final newline.

    It changes only when the records in `assay.core` do; a test holds the published file to it.
    """
    made = msgspec.json.schema(Report)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = SCHEMA
    return msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=2) + b"\n"
