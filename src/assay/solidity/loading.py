"""Reading a project for a notebook or a script: in this process, without engine or rules."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from assay.core.children import Ended
from assay.core.domain import Sought
from assay.solidity.facts import project as linked
from assay.solidity.gather import gather
from assay.solidity.model.project import Project
from assay.solidity.syntax.trees import SyntaxTrees

T = TypeVar("T")
R = TypeVar("R")


class _Here:
    """Work done in place; for trusted code, since nothing can be ended."""

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        return ((index, work(item)) for index, item in enumerate(items))


def load(*paths: str | Path) -> Project:
    """The linked project of files or folders, with all that they import. Raises `BadInput` when nothing is there."""
    gathered = gather(Sought(paths=tuple(Path(p) for p in paths)), _Here())
    return linked(gathered.material.seeds[SyntaxTrees])
