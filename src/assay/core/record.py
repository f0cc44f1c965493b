"""The base of everything that is written into a report."""

import msgspec


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, built by keyword, and strict when read back: an unknown field is an error, not noise."""
