"""Files that a user names, read whole and within bounds."""

import sys
from pathlib import Path

import msgspec

from assay.cli.output import STANDARD
from assay.core.errors import BadInput
from assay.core.report import SCHEMA, Report

LARGEST = 512 * 1024 * 1024
"""Bytes of a report that is read."""


def read_bytes(path: Path) -> bytes:
    """The content of a file, or of standard input for `-`. Raises `BadInput` when it can't be read or is too large."""
    if path == STANDARD:
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as problem:
            raise BadInput(f"{path}: {problem.strerror}") from problem
    if len(data) > LARGEST:
        raise BadInput(f"{path}: larger than {LARGEST // 1024 // 1024} MiB")
    return data


def read_report(path: Path) -> Report:
    """A JSON report. Raises `BadInput` when the file can't be read or is none."""
    try:
        report = msgspec.json.decode(read_bytes(path), type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BadInput(f"{path}: not a JSON report of assay: {problem}") from problem
    if report.schema != SCHEMA:
        raise BadInput(f"{path}: a report of schema {report.schema!r}, where {SCHEMA!r} is expected")
    return report
