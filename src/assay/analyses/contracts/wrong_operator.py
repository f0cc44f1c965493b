"""Wrong operator: what was written is legal, and says something other than what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.core.evidence import SourceSpan
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.ranges.symbols import bounds_of
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Block, Branch
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

RULE = Rule(
    id=RuleId("contracts.wrong-operator"),
    title="An operator that does not do what it looks like",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC03:2025", "swc:129", "cwe:480", "dasp:other"),
    meaning=(
        "`total =+ amount` sets the total instead of raising it, `owner == caller;` compares and forgets, `x || true` "
        "and `count >= 0` let everyone pass, `owner = owner` keeps the old value, and `shr(x, 8)` in assembly shifts 8 "
        "by x. The compiler accepts all of them.\n\n"
        "Not flagged: a minus that belongs to a number (`x = -1`), `while (true)`, `assert(false)`, lone names that "
        "silence a warning, also as `x = x` of a parameter, and shifts of a literal by a variable that build a mask."
    ),
    remedy="Write the operator that was meant; remove checks that can't fail.",
    references=("https://swcregistry.io/docs/SWC-129", "https://cwe.mitre.org/data/definitions/480.html"),
    flagged=("wrong_operator_always_true.sol", "wrong_operator_shift.sol", "wrong_operator_unary_old.sol"),
    clean=(
        "wrong_operator_clean_meant.sol",
        "wrong_operator_clean_signs_old.sol",
        "wrong_operator_clean_silenced.sol",
    ),
)

_PLUS = re.compile(rb"=\+")
"""The grammar reads past a unary plus, so it stands between the sides of the assignment."""
_COMPARISONS = frozenset({"==", "!=", "<", ">", "<=", ">="})


@answers(RULE)
def wrong_operator(functions: Functions) -> Iterator[Outcome]:
    """One finding for each."""
    for function in functions:
        body = function.function.node.body
        if body is None:
            continue
        for node in walk(body):
            because = _slip(function, node)
            if because is not None:
                yield _found(function, function.span(node), *because)
        yield from _tautologies(function)


def _found(function: FunctionView, at: SourceSpan, message: str, severity: Severity) -> Found:
    exposure = function.exposure()
    return RULE.found(
        function.part,
        message,
        at=at,
        severity=Severity.LOW if exposure is Exposure.NOBODY and function.function.kind != "constructor" else severity,
        confidence=Confidence.HIGH,
        exposure=exposure,
    )


def _slip(function: FunctionView, node: syntax.Node) -> tuple[str, Severity] | None:
    match node:
        case syntax.Assignment(operator="="):
            return _assignment(function, node)
        case syntax.Evaluate(expression=syntax.Binary(operator=operator)) if operator in _COMPARISONS:
            return f"this compares with {operator} and drops the answer: nothing is checked or set", Severity.MEDIUM
        case syntax.Binary(operator="||" | "&&" as operator, left=left, right=right):
            for side in (left, right):
                if isinstance(side, syntax.Literal) and side.kind == "bool":
                    decides = (operator == "||") == (side.text == "true")
                    effect = f"is always {side.text}" if decides else "has a part without effect"
                    return (
                        f"the condition {effect}: {side.text} stands in it",
                        Severity.MEDIUM if decides else Severity.LOW,
                    )
        case syntax.YulCall(function="shl" | "shr" | "sar" as name, arguments=(first, second)):
            if _is_shift_amount(second) and not isinstance(first, syntax.YulLiteral) and not _is_worked_out(first):
                return f"{name} takes the shift first: this shifts {_yul(second)} by a variable", Severity.MEDIUM
    return None


def _assignment(function: FunctionView, node: syntax.Assignment) -> tuple[str, Severity] | None:
    left, right = function.text(node.left), function.text(node.right)
    named = isinstance(node.left, syntax.Identifier | syntax.Member | syntax.Index)
    if named and left == right and not _silences(function, node):
        return f"{left[:60]} is set to itself: another value was meant", Severity.MEDIUM
    between = function.file.source[node.left.end : node.right.start]
    if _PLUS.search(between):
        return f"`=+` sets {left[:60]}; `+=` would change it", Severity.MEDIUM
    if isinstance(node.right, syntax.Unary) and node.right.prefix and node.right.operator == "-":
        after = function.file.source[node.right.start + 1 : node.right.operand.start]
        if between.endswith(b"=") and between != b"=" and after[:1].isspace():
            return f"`=-` sets {left[:60]}; `-=` would change it", Severity.MEDIUM
    return None


def _silences(function: FunctionView, node: syntax.Assignment) -> bool:
    """`x = x` of a local or a parameter, or where it can't run, only keeps the compiler from warning.

    Unless the name hides a state variable: then that one was meant.
    """
    if isinstance(node.left, syntax.Identifier):
        name, mine = node.left.name, function.function
        own = any(p.name == name for p in (*mine.parameters, *mine.returns)) or _declares(function, name)
        if own:
            return function.context is None or name not in function.context.variables
    places = [block for block, _, o in function.graph.operations if o.node is node]
    return all(_never_runs(function, block) for block in places)


def _never_runs(function: FunctionView, block: Block) -> bool:
    """Under `if (false)`."""
    for _, branch in function.graph.branches:
        if isinstance(branch.condition, Constant):
            dead = branch.no if branch.condition.text == "true" else branch.yes
            if len(dead.predecessors) == 1 and function.dominators.dominates(dead, block):
                return True
    return False


def _declares(function: FunctionView, name: str) -> bool:
    body = function.function.node.body
    declared = (n for n in walk(body) if isinstance(n, syntax.Declaration)) if body is not None else ()
    return any(v is not None and v.name == name for n in declared for v in n.variables)


def _is_shift_amount(node: syntax.YulExpression) -> bool:
    """A whole number of bytes, as shifts are; masks and the one that is shifted up are not."""
    number = _yul(node)
    return number is not None and 0 < number < 256 and number % 8 == 0


def _is_worked_out(node: syntax.YulExpression) -> bool:
    """A number of bits put together from comparisons and shifts, as logarithms and square roots do."""
    return isinstance(node, syntax.YulCall) and node.function in ("shl", "shr", "lt", "gt")


def _yul(node: syntax.YulExpression) -> int | None:
    if not isinstance(node, syntax.YulLiteral):
        return None
    try:
        return int(node.text, 0)
    except ValueError:
        return None


def _tautologies(function: FunctionView) -> Iterator[Found]:
    """Comparisons with a number that the other side's type decides already, where they are a condition."""
    for _, branch in function.graph.branches:
        made = function.definition(branch.condition)
        if (
            not isinstance(made, op.Arithmetic)
            or isinstance(made.node, syntax.YulCall)
            or made.body is not function.function
        ):
            continue
        for value, operator, other in (
            (made.left, made.operator, made.right),
            (made.right, _TURNED.get(made.operator, ""), made.left),
        ):
            always = _always(value, operator, other)
            if always is not None:
                yield _found(function, function.at(made), _decided(made, branch, always), Severity.LOW)
                break


_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _always(value: Value, operator: str, other: Value) -> bool | None:
    """What `value operator other` is for every value of the type; None when it depends."""
    kind = getattr(value, "type", None)
    number = other.number if isinstance(other, Constant) else None
    if number is None or isinstance(value, Constant) or kind is None or t.integer(kind) is None or kind is t.NUMBER:
        return None
    low, high = bounds_of(kind)
    match operator:
        case ">=":
            return True if low >= number else (False if high < number else None)
        case ">":
            return True if low > number else (False if high <= number else None)
        case "<=":
            return True if high <= number and number != high else (False if low > number else None)
        case "<":
            return True if high < number else (False if low >= number else None)
    return None


def _decided(made: op.Arithmetic, branch: Branch, always: bool) -> str:
    text = " ".join(made.body.file.text(made.node).split())[:80]
    checks = branch.kind in ("require", "assert") and always
    return (
        f"`{text}` is always {'true' if always else 'false'} for its type{': the check never fails' if checks else ''}"
    )
