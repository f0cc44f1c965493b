"""A domain: a family of rules and the way to gather what they are asked about. What a plug-in registers."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from assay.core.errors import AssayError
from assay.core.fact import Material
from assay.core.subject import SubjectKind

Gather = Callable[..., Material]
"""Reads a subject: `gather(located, scope, children)` for code. What can't be read is a gap, not an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """Registered under the entry point group `assay.domains`; holds names, so that registering imports nothing."""

    name: str
    """The first half of its rules' ids: `contracts`."""
    kinds: tuple[SubjectKind, ...]
    package: str
    """Dotted; each module below it whose name does not start with `_` declares one rule."""
    gatherer: str
    """`module:function`, a `Gather`; imported when a subject of these kinds is asked for."""

    def gather(self) -> Gather:
        """The function that reads its subjects, imported now. Raises `AssayError` when it can't be."""
        module, _, name = self.gatherer.partition(":")
        try:
            return cast(Gather, getattr(importlib.import_module(module), name))
        except (ImportError, AttributeError) as error:
            raise AssayError(f"domain {self.name}: {self.gatherer} can't be loaded: {error}") from error
