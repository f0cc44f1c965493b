"""Missing return: one path gives the caller a value, another one the type's zero without a word."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch, Return
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

RULE = Rule(
    id=RuleId("contracts.missing-return"),
    title="A path ends without the value that the others return",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW, Severity.INFO),
    tags=("owasp:SC03:2025", "cwe:394", "dasp:other"),
    meaning=(
        "A function whose results have no names returns zero, false or nothing wherever a path ends without `return`. "
        "Callers can't tell it from an answer: a transfer that worked looks failed, a lookup that failed finds entry "
        "0.\n\n"
        "Not flagged: named results, paths that revert, functions that return nowhere or whose value is set in "
        "assembly, and a modifier that skips the body."
    ),
    remedy="Return on every path, or revert where there is no answer.",
    references=("https://cwe.mitre.org/data/definitions/394.html",),
    flagged=("missing_return_branch.sol", "missing_return_old.sol"),
    clean=("missing_return_clean_named.sol", "missing_return_clean_reverts.sol"),
)


@answers(RULE)
def missing_return(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function."""
    for function in functions:
        declared = function.function.node
        if not function.graph.returns or function.graph.gaps or function.graph.modifiers or declared.body is None:
            continue
        if any(p.name for p in declared.returns) or any(isinstance(n, syntax.Assembly) for n in walk(declared.body)):
            continue
        yield from _in(function)


def _in(function: FunctionView) -> Iterator[Found]:
    graph = function.graph
    returning = {b for b in graph.blocks if any(_sets_result(function, o) for o in b.operations)}
    if not returning:
        return
    silent = _reached_without(graph.entry, returning)
    last = next((b for b in graph.blocks if b in silent and not isinstance(b.end, Branch) and not b.successors), None)
    if last is None or not isinstance(last.end, Return):
        return
    exposure = function.exposure()
    kind = graph.returns[0].type
    zero = "false" if kind == t.BOOL else "zero"
    yield RULE.found(
        function.part,
        f"a path through this function ends without return: callers get {zero}",
        at=function.head(),
        severity=Severity.LOW if function.function.writes_allowed else Severity.INFO,
        confidence=Confidence.MEDIUM,
        exposure=exposure,
    )


def _sets_result(function: FunctionView, operation: op.AnyOperation) -> bool:
    return any(target in function.graph.returns for target in operation.outputs)


def _reached_without(entry: Block, barred: set[Block]) -> set[Block]:
    """Blocks that some path reaches without passing one of `barred`."""
    seen: set[Block] = set()
    pending = [entry]
    while pending:
        block = pending.pop()
        if block not in seen and block not in barred:
            seen.add(block)
            pending.extend(block.successors)
    return seen
