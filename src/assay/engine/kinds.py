"""Which kind of subject is meant: told from the argument, or said with `--as`."""

from collections.abc import Sequence
from pathlib import Path

from assay.core.errors import BadInput
from assay.core.subject import SubjectKind

PROFILES = frozenset((".toml", ".yaml", ".yml"))
"""What the names of chain profiles end with."""


def kind_of(paths: Sequence[Path], said: SubjectKind | None = None) -> SubjectKind:
    """The kind of all that was named; `code` for standard input. Raises `BadInput` when there are two."""
    if said is not None:
        return said
    told = {SubjectKind.CHAIN if path.suffix in PROFILES else SubjectKind.CODE: path for path in reversed(paths)}
    if len(told) > 1:
        named = " and ".join(f"{told[kind]} is {kind}" for kind in sorted(told))
        raise BadInput(f"{named}: scan one kind at a time, or say which is meant with --as")
    return next(iter(told), SubjectKind.CODE)
