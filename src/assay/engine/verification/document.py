"""The document itself: strictly a report, in canonical form, with the digest it should have."""

from collections.abc import Iterator

import msgspec

from assay.core.canonical import canonical
from assay.core.report import SCHEMA, Report
from assay.engine.verification.items import Item, fails, holds, judged, unchecked


def decode(raw: bytes) -> Report | str:
    """The report, or why it is none."""
    try:
        report = msgspec.json.decode(raw, type=Report, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"not a report: {error}"
    if report.schema != SCHEMA:
        return f"schema {report.schema[:80]!a}, this assay reads {SCHEMA!a}"
    return report


def check_document(raw: bytes, report: Report | str, given: str | None) -> Iterator[Item]:
    """Schema, canonical form, the digest that the report carries and the one that was given."""
    if isinstance(report, str):
        yield fails("schema", "", report)
        yield unchecked("canonical form", "", "it is not a report")
        yield unchecked("digest", "", "it is not a report")
        return
    yield holds("schema")
    same = raw.removesuffix(b"\n") == canonical(report)
    yield judged("canonical form", "", None if same else "the bytes are not the canonical form of what they say")
    real = report.computed_digest()
    yield _digest("carried", report.digest, real)
    if given is not None:
        yield _digest("given", given, real)


def _digest(about: str, expected: str, real: str) -> Item:
    return judged("digest", about, None if expected == real else f"expected {expected[:100]!a}, the report has {real}")
