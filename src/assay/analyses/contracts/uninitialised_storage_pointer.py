"""Uninitialised storage pointer: a local reference that points at nothing yet, which is slot zero."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

RULE = Rule(
    id=RuleId("contracts.uninitialised-storage-pointer"),
    title="A local reference without a target overwrites the first storage slots",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "swc:109", "cwe:824", "dasp:other"),
    meaning=(
        "Before Solidity 0.5 a local struct or array that says neither `memory` nor what it refers to is a reference "
        "to storage slot 0. Writing its fields overwrites the contract's first state variables, often the owner.\n\n"
        "Not flagged: locals in memory, references that are set where they are declared or later."
    ),
    remedy="Declare it `memory`, or point it at a place in storage; compile with 0.5 or newer, which refuses it.",
    references=("https://swcregistry.io/docs/SWC-109",),
    flagged=("uninitialised_storage_pointer_array.sol", "uninitialised_storage_pointer_struct.sol"),
    clean=(
        "uninitialised_storage_pointer_clean_memory.sol",
        "uninitialised_storage_pointer_clean_pointed.sol",
        "uninitialised_storage_pointer_clean_pointed_later.sol",
    ),
)


@answers(RULE)
def uninitialised_storage_pointer(functions: Functions) -> Iterator[Outcome]:
    """One finding for each such local that is used."""
    for function in functions:
        body = function.function.node.body
        if function.file.version >= (0, 5, 0) or body is None:
            continue
        nodes = tuple(walk(body))
        for declaration in nodes:
            if isinstance(declaration, syntax.Declaration) and declaration.value is None:
                for local in declaration.variables:
                    if local is not None and _refers_to_storage(function, local):
                        yield from _judged(function, declaration, local, nodes)


def _refers_to_storage(function: FunctionView, local: syntax.Variable) -> bool:
    kind = scope.type_of(local.type, function.file, function.contract)
    return local.location in ("", "storage") and isinstance(kind, t.StructType | t.Array)


def _judged(
    function: FunctionView, declaration: syntax.Declaration, local: syntax.Variable, nodes: tuple[syntax.Node, ...]
) -> Iterator[Found]:
    if any(local.name in _names(n.left) for n in nodes if isinstance(n, syntax.Assignment)):
        return
    used = [n for n in nodes if isinstance(n, syntax.Identifier) and n.name == local.name and n.start > declaration.end]
    if not used:
        return
    written = next((n for n in nodes if _writes(n, local.name)), None)
    exposure = function.exposure()
    if exposure is not Exposure.ANYONE:
        severity = Severity.LOW
    else:
        severity = Severity.HIGH if written is not None else Severity.MEDIUM
    place = function.span(written if written is not None else used[0])
    what = "is written through" if written is not None else "is read"
    yield RULE.found(
        function.part,
        f"{local.name} points at storage slot 0 and {what} without being set first",
        at=function.span(declaration),
        severity=severity,
        confidence=Confidence.HIGH,
        exposure=exposure,
        evidence=[place],
    )


def _names(target: syntax.Expression) -> tuple[str, ...]:
    items = target.items if isinstance(target, syntax.TupleExpression) else (target,)
    return tuple(i.name for i in items if isinstance(i, syntax.Identifier))


def _writes(node: syntax.Node, name: str) -> bool:
    match node:
        case syntax.Assignment(left=target):
            return _root(target) == name
        case syntax.Unary(operator="++" | "--" | "delete", operand=target):
            return _root(target) == name
        case syntax.Call(function=syntax.Member(base=target, name="push" | "pop")):
            return _root(target) == name
    return False


def _root(node: syntax.Expression) -> str:
    while isinstance(node, syntax.Member | syntax.Index):
        node = node.base
    return node.name if isinstance(node, syntax.Identifier) else ""
