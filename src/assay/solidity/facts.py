"""Providers of the facts that rules about Solidity ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assay.core.errors import BudgetExceeded
from assay.core.fact import Focus
from assay.core.provider import provides
from assay.core.subject import PartId
from assay.solidity.flow.analysis import Flow
from assay.solidity.model.declarations import Contract, File, Function
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax.trees import SyntaxTrees
from assay.solidity.views import Contracts, Files, Functions, FunctionView

T = TypeVar("T")


@provides
def project(trees: SyntaxTrees) -> Project:
    """Every file that was read, linked."""
    return Project.build(
        {path: ReadFile(file.unit(), file.source, file.reported, file.imports) for path, file in trees.files.items()}
    )


@provides
def flow(project: Project) -> Flow:
    """Control and data flow, computed function by function when asked."""
    return Flow(project)


@dataclass(frozen=True, slots=True)
class Places:
    """What each part is, with its place among all, so that a unit costs what it holds and not what the run holds."""

    functions: Mapping[PartId, tuple[int, Function]]
    contracts: Mapping[PartId, tuple[int, Contract]]
    files: Mapping[PartId, tuple[int, File]]


@provides
def places(project: Project) -> Places:
    """Made once for a run."""
    return Places(
        {PartId(f.part): (place, f) for place, f in enumerate(project.functions)},
        {PartId(c.part): (place, c) for place, c in enumerate(project.contracts)},
        {PartId(f.part): (place, f) for place, f in enumerate(project.files.values())},
    )


def _among(parts: Iterable[PartId], known: Mapping[PartId, tuple[int, T]]) -> list[T]:
    """Those of `parts` that are known, in the project's order."""
    return [what for _, what in sorted((known[part] for part in parts if part in known), key=lambda placed: placed[0])]


@provides
def functions(flow: Flow, places: Places, focus: Focus) -> Functions:
    """The functions among the unit's parts; what can't be computed for one of them costs only that one."""
    views, unanswered = [], {}
    for function in _among(focus.unit.parts, places.functions):
        view = FunctionView(function, flow)
        because = _beyond_budget(view)
        if because:
            unanswered[PartId(function.part)] = because
        else:
            views.append(view)
    return Functions(tuple(views), unanswered)


def _beyond_budget(view: FunctionView) -> str:
    try:
        _ = view.effects, view.origins, view.who_may()
        view.flow.principals(view.function)
    except BudgetExceeded as error:
        return str(error)
    return ""


@provides
def contracts(flow: Flow, places: Places, focus: Focus) -> Contracts:
    """The contracts among the unit's parts."""
    return Contracts(tuple(_among(focus.unit.parts, places.contracts)), flow)


@provides
def files(flow: Flow, places: Places, focus: Focus) -> Files:
    """The files among the unit's parts."""
    return Files(tuple(_among(focus.unit.parts, places.files)), flow)


__all__ = ["Contracts", "Files", "Flow", "FunctionView", "Functions", "Project"]
