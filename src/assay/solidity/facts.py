"""Providers of the facts that rules about Solidity ask for."""

from assay.core.errors import BudgetExceeded
from assay.core.fact import Focus
from assay.core.provider import provides
from assay.core.subject import PartId
from assay.solidity.flow.analysis import Flow
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax.trees import SyntaxTrees
from assay.solidity.views import Contracts, Files, Functions, FunctionView


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


@provides
def functions(flow: Flow, focus: Focus) -> Functions:
    """The functions among the unit's parts; what can't be computed for one of them costs only that one."""
    wanted = set(focus.unit.parts)
    views, unanswered = [], {}
    for function in flow.project.functions:
        if function.part not in wanted:
            continue
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
def contracts(flow: Flow, focus: Focus) -> Contracts:
    """The contracts among the unit's parts."""
    wanted = set(focus.unit.parts)
    return Contracts(tuple(c for c in flow.project.contracts if c.part in wanted), flow)


@provides
def files(flow: Flow, focus: Focus) -> Files:
    """The files among the unit's parts."""
    wanted = set(focus.unit.parts)
    return Files(tuple(f for f in flow.project.files.values() if f.part in wanted), flow)


__all__ = ["Contracts", "Files", "Flow", "FunctionView", "Functions", "Project"]
