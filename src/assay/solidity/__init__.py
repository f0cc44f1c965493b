"""Reads Solidity without a compiler: source to syntax, semantic model, control flow and data flow. Judges nothing.

In a notebook: `project = assay.solidity.load("contracts/")`, then `flow = assay.solidity.Flow(project)`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assay.solidity.flow.analysis import Flow
    from assay.solidity.loading import load
    from assay.solidity.model.project import Project

_LAZY = {
    "Flow": "assay.solidity.flow.analysis",
    "Project": "assay.solidity.model.project",
    "load": "assay.solidity.loading",
}

__all__ = ["Flow", "Project", "load"]


def __getattr__(name: str) -> Any:
    """Imports the instrument's parts when they are first used, so that naming the package costs nothing."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
