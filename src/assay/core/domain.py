"""A domain: a family of rules and the way to gather what they are asked about. What a plug-in registers."""

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from assay.core.children import Children
from assay.core.errors import AssayError
from assay.core.fact import Fact, Material
from assay.core.subject import Subject, SubjectKind


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


class GatherAgain(Protocol):
    """Makes the material again from the facts that a report kept, without the disk."""

    def __call__(
        self, subject: Subject, facts: Sequence[Fact], reported: Iterable[str], children: Children
    ) -> Material:
        """`reported` are the paths of the parts that are whole files. Raises `AssayError` when it can't be done."""
        ...


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
    again: str = ""
    """`module:function`, a `GatherAgain`; without it a report can't be rerun."""

    def gather(self, sought: Sought, children: Children) -> Gathered:
        """Reads the subject with the domain's gatherer, which is imported now. Raises `AssayError` when it can't be."""
        return cast(Gather, self._named(self.gatherer))(sought, children)

    def gather_again(
        self, subject: Subject, facts: Sequence[Fact], reported: Iterable[str], children: Children
    ) -> Material:
        """As the domain's `GatherAgain` does. Raises `AssayError` when it has none, or it can't be imported."""
        if not self.again:
            raise AssayError(f"domain {self.name} can't ask again over kept facts")
        return cast(GatherAgain, self._named(self.again))(subject, facts, reported, children)

    def _named(self, function: str) -> object:
        module, _, name = function.partition(":")
        try:
            return getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError) as error:
            raise AssayError(f"domain {self.name}: {function} can't be loaded: {error}") from error
