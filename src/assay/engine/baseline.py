"""An earlier report as a baseline: what it has found is known."""

from pathlib import Path

import msgspec

from assay.core.errors import BadInput
from assay.core.report import SCHEMA

LARGEST = 512 * 1024 * 1024
"""Bytes of a report that is read back."""


class _Finding(msgspec.Struct, frozen=True):
    fingerprint: str


class _Report(msgspec.Struct, frozen=True):
    schema: str
    findings: tuple[_Finding, ...]


def read_baseline(path: Path) -> tuple[str, ...]:
    """The fingerprints of all its findings, suppressed ones too, sorted. Raises `BadInput` for what is no report."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path}: larger than {LARGEST // 1024 // 1024} MiB")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: can't be read: {error.strerror}") from error
    return parse_baseline(data, str(path))


def parse_baseline(data: bytes, name: str) -> tuple[str, ...]:
    """Like `read_baseline`, for the content of a file called `name`."""
    try:
        report = msgspec.json.decode(data, type=_Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{name}: no JSON report of assay: {error}") from error
    if report.schema != SCHEMA:
        raise BadInput(f"{name}: a report of schema {report.schema!r}, where {SCHEMA!r} is expected")
    return tuple(sorted({finding.fingerprint for finding in report.findings}))
