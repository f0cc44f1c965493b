"""`assay.toml`, at a project's root: what it asks for in every scan. A mistake in it is an error with its place."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

import msgspec

from assay.core.errors import BadInput
from assay.engine.rules import unknown_rule

FILE = "assay.toml"
FailOn = Literal["high", "medium", "low", "never"]
FAIL_ON: tuple[str, ...] = get_args(FailOn)
LARGEST = 1024 * 1024
"""Bytes. Reading TOML is slower than linear for some texts, and nobody writes that much by hand."""


class ScanSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """`[scan]`. What the command line says wins."""

    only: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    fail_on_unknown: bool = False
    include: tuple[str, ...] = ()
    """Globs that are reported on although a default leaves them out."""
    exclude: tuple[str, ...] = ()
    """Globs that are read for meaning but not reported on."""
    budget: float | None = None
    """Seconds for each contract and each fact."""
    memory: int | None = None
    """MiB for each child process."""


class IgnoreEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[[ignore]]`: findings that match all its keys are suppressed."""

    reason: str
    rule: str | None = None
    path: str | None = None
    """Glob below the root."""
    part: str | None = None
    fingerprint: str | None = None
    until: date | None = None
    """The last day it holds."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file."""

    scan: ScanSettings = ScanSettings()
    ignore: tuple[IgnoreEntry, ...] = ()
    lines: tuple[int, ...] = ()
    """Where each `[[ignore]]` stands; filled when read, not a key."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    scan: ScanSettings = ScanSettings()
    ignore: tuple[IgnoreEntry, ...] = ()


def parse_settings(data: bytes, *, known_rules: Sequence[str]) -> Settings:
    """Reads the file's content.

    Raises `BadInput` with the line for what is no TOML, an unknown key, a wrong type, an unknown rule and an
    entry without a reason or without anything to match.
    """
    if len(data) > LARGEST:
        raise BadInput(f"{FILE}: larger than {LARGEST // 1024} KiB")
    try:
        text = data.decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BadInput(f"{FILE}: not UTF-8 (byte {error.start})") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"{FILE}: {error}") from error
    try:
        read = msgspec.convert(document, _File)
    except msgspec.ValidationError as error:
        raise BadInput(_place(text, str(error))) from error
    lines = tuple(_headers(text))
    settings = Settings(scan=read.scan, ignore=read.ignore, lines=lines + (1,) * (len(read.ignore) - len(lines)))
    _check(settings, text, tuple(known_rules))
    return settings


def _check(settings: Settings, text: str, known: tuple[str, ...]) -> None:
    scan = settings.scan
    for id_ in scan.only:
        if id_ not in known:
            raise BadInput(f"{FILE}:{_line_of(text, 'only')}: scan.only: {unknown_rule(id_, known)}")
    for key, value, most in (("budget", scan.budget, 3600.0), ("memory", scan.memory, 1024 * 1024)):
        if value is not None and not 0 < value <= most:
            raise BadInput(f"{FILE}:{_line_of(text, key)}: scan.{key}: expected more than 0 and at most {most:,.0f}")
    for entry, line in zip(settings.ignore, settings.lines, strict=True):
        if not entry.reason.strip():
            raise BadInput(f"{FILE}:{line}: ignore.reason: say why")
        if entry.rule is not None and entry.rule not in known:
            raise BadInput(f"{FILE}:{line}: ignore.rule: {unknown_rule(entry.rule, known)}")
        if entry.rule is entry.path is entry.part is entry.fingerprint is None:
            raise BadInput(f"{FILE}:{line}: ignore: expected rule, path, part or fingerprint beside the reason")


def _headers(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*ignore\s*\]\]", line)]


def _place(text: str, message: str) -> str:
    """msgspec says "Object contains unknown field `x` - at `$.scan`"; a person wants the line and the key."""
    what, _, at = message.partition(" - at ")
    where = at.strip("`").removeprefix("$").removeprefix(".")
    field = re.search(r"field `([^`]*)`", what)
    entry = re.search(r"ignore\[(\d+)\]", where)
    first = 1
    if entry is not None:
        headers = _headers(text)
        first = headers[int(entry[1])] if int(entry[1]) < len(headers) else 1
    key = field[1] if field is not None and "unknown" in what else where.rpartition(".")[2].partition("[")[0]
    what = (
        _plain(what)
        .replace("Object contains unknown field", "unknown key")
        .replace("Object missing required field", "missing key")
    )
    line = _line_of(text, key, first) if "missing" not in what else first
    return f"{FILE}:{line}: {where + ': ' if where else ''}{what[:1].lower() + what[1:]}"


def _plain(what: str) -> str:
    """What is wrong with a value, with what it may be."""
    if what.startswith("Invalid enum value"):
        return f"{what}; expected {', '.join(FAIL_ON)}"
    return "expected a date such as 2027-01-31" if what == "Invalid RFC3339 encoded date" else what


def _line_of(text: str, key: str, first: int = 1) -> int:
    """The first line from `first` on that sets `key`; `first` when none does."""
    start = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=\].]""")
    lines = text.splitlines()
    return next((number for number in range(first, len(lines) + 1) if start.match(lines[number - 1])), first)
