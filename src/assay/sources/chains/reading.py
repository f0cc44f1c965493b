"""From the bytes of a profile to the profile, or to an error that names the field and its line."""

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from assay.core.errors import BadInput
from assay.sources.chains.checking import mistake
from assay.sources.chains.places import Places, path_of, place_of_key
from assay.sources.chains.profile import Path, Profile

LARGEST = 1024 * 1024
"""Bytes. Reading TOML is slower than linear for some texts, and a chain of five thousand producers needs less."""


def read_profile(name: str, data: bytes) -> Profile:
    """The profile in a TOML file called `name`. Numbers are read as they are written, none is rounded.

    Raises `BadInput`, naming the line and the field, for what is no TOML, an unknown or missing field, a wrong type
    or unit, a number that can't be, and fields that contradict each other.
    """
    document = _document(name, data)
    try:
        profile = msgspec.convert(document, Profile)
    except (msgspec.ValidationError, ValueError, InvalidOperation) as error:
        path, why = _explained(str(error), document)
        raise _bad(name, data, path, why) from error
    found = mistake(profile)
    if found is not None:
        raise _bad(name, data, *found)
    return profile


def _document(name: str, data: bytes) -> dict[str, Any]:
    if not name.endswith(".toml"):
        raise BadInput(f"{name}: profiles of chains are read as TOML (*.toml); YAML is not read")
    if len(data) > LARGEST:
        raise BadInput(f"{name}: larger than {LARGEST // 1024} KiB")
    try:
        return tomllib.loads(data.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError, InvalidOperation) as error:  # also a number with thousands of digits
        raise BadInput(f"{name}: {str(error)[:200]}") from error


def _bad(name: str, data: bytes, path: Path, why: str) -> BadInput:
    line = data.count(b"\n", 0, Places(data).of(path)[0]) + 1
    return BadInput(f"{name}:{line}: {place_of_key(path) or 'profile'}: {why}")


def _explained(message: str, document: dict[str, Any]) -> tuple[Path, str]:
    """msgspec says "Object contains unknown field `x` - at `$.work`"; a person wants the field and what is wrong."""
    what, _, at = message.partition(" - at ")
    path = path_of(at.strip("`"), document)
    field = re.search(r"(unknown|missing required) field `([^`]*)`", what)
    if field is None:
        return path, (what[:1].lower() + what[1:])[:200]
    return (*path, field[2]), "unknown field" if field[1] == "unknown" else "this field is missing"
