"""The JSON Schema of a profile, published as `docs/schema/assay-chain-1.json`."""

from typing import Any

import msgspec

from assay.sources.chains.profile import Profile

SCHEMA = "assay-chain/1"


def schema_document() -> bytes:
    """The schema as it is published: indented, keys sorted, a final newline."""
    made = _numbers(msgspec.json.schema(Profile))
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = SCHEMA
    return msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=2) + b"\n"


def _numbers(value: Any) -> Any:
    """TOML has numbers that keep their digits; msgspec takes decimals for strings, as JSON needs them."""
    if isinstance(value, dict):
        if value.get("format") == "decimal":
            return {**{key: one for key, one in value.items() if key != "format"}, "type": "number"}
        return {key: _numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return value
