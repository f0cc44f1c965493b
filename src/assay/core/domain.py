"""A domain: a family of rules and the way to gather what they are asked about. What a plug-in registers."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from assay.core.children import Children
from assay.core.errors import AssayError
from assay.core.fact import Material
from assay.core.subject import SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which subject to gather: what the user named, before anything was read."""

    paths: tuple[Path, ...] = ()
    """Files and folders as given; empty when `stdin` is not None."""
    stdin: bytes | None = None
    include: tuple[str, ...] = ()
    """Globs below the project's root that are reported on although a default leaves them out."""
    exclude: tuple[str, ...] = ()
    """Globs below the project's root that are read for meaning but not reported on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Material, and what about it depends on this machine and so stays out of the report."""

    material: Material
    root: Path | None = None
    """The project's root; None when there is none on disk (standard input)."""
    named: tuple[str, ...] = ()
    """The named subjects below the root, sorted: `Options.paths`."""
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """Source by path below the root, as it was read."""


class Gather(Protocol):
    """Reads a subject. Raises `BadInput` when there is nothing to read at all; the rest becomes gaps."""

    def __call__(self, sought: Sought, children: Children) -> Gathered:
        """`children` is where files are parsed; what ends there is a gap."""
        ...


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

    def gather(self, sought: Sought, children: Children) -> Gathered:
        """Reads the subject with the domain's gatherer, which is imported now. Raises `AssayError` when it can't be."""
        module, _, name = self.gatherer.partition(":")
        try:
            gather = cast(Gather, getattr(importlib.import_module(module), name))
        except (ImportError, AttributeError) as error:
            raise AssayError(f"domain {self.name}: {self.gatherer} can't be loaded: {error}") from error
        return gather(sought, children)
