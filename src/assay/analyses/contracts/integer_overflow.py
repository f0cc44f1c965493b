"""Integer overflow: unchecked arithmetic on what a caller supplies can wrap, and the result is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.modular import computes_modulo
from assay.solidity.flow.ranges import Ranges, Symbol
from assay.solidity.flow.ranges.chosen import chosen
from assay.solidity.flow.ranges.wraps import OPERATORS, Use, Wrap, wraps
from assay.solidity.flow.supplied import supplied
from assay.solidity.flow.uses import influence
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Field, Key, Value
from assay.solidity.model import types as t
from assay.solidity.syntax import nodes as syntax

RULE = Rule(
    id=RuleId("contracts.integer-overflow"),
    title="Arithmetic on what a caller supplies can wrap",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC08:2025", "swc:101", "cwe:190", "cwe:191", "dasp:arithmetic"),
    meaning=(
        "Below Solidity 0.8, in `unchecked` blocks and in assembly, a sum, difference or product that does not fit its "
        "type wraps around. A caller who chooses an operand turns a small balance into an enormous one, a price into "
        "nothing, a time lock into the past.\n\n"
        "Not flagged: operands whose ranges fit, checks on every path (`require(balance >= amount)`, a sum compared "
        "with its operand, a product divided back), functions that check for their callers such as SafeMath's, ether "
        "sent with the call (there is too little of it), counters, the last index of an array in memory, "
        "and pure functions that compute modulo 2^256 on "
        "purpose, as `mulmod` and bit operations on the same values show."
    ),
    remedy="Compile with 0.8 or newer outside `unchecked`, or check the operands before the operation.",
    references=(
        "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC08-integer-overflow-underflow.html",
        "https://swcregistry.io/docs/SWC-101",
    ),
    flagged=(
        "integer_overflow_old_lock_time.sol",
        "integer_overflow_old_product_in_check.sol",
        "integer_overflow_old_transfer.sol",
        "integer_overflow_unchecked_block.sol",
    ),
    clean=(
        "integer_overflow_clean_last_element_old.sol",
        "integer_overflow_clean_loop_counter.sol",
        "integer_overflow_clean_modulo_on_purpose.sol",
        "integer_overflow_clean_required_before.sol",
        "integer_overflow_clean_safe_math.sol",
        "integer_overflow_clean_unchecked_after_check.sol",
        "integer_overflow_clean_unchecked_conserved.sol",
        "integer_overflow_clean_unchecked_moved.sol",
    ),
)

_ETHER = "msg.value"
_ENOUGH = 2**32
"""A sum counts when its operand can be at least this part of its type's range: less needs billions of calls."""
_WRAPS = {"+": "overflow", "-": "underflow", "*": "overflow"}


@answers(RULE)
def integer_overflow(functions: Functions) -> Iterator[Outcome]:
    """One finding for each value that can have wrapped, at the operation that makes it."""
    for function in functions:
        if not _has_unchecked(function) or computes_modulo(function.graph):
            continue
        try:
            found = function.flow.ranges.ranges(function.function)
            outcomes = tuple(_in(function, found))
        except BudgetExceeded as error:
            yield RULE.unknown(function.part, because=str(error))
            continue
        yield from outcomes


def _has_unchecked(function: FunctionView) -> bool:
    return any(not o.checked and o.operator in OPERATORS for o in function.each(op.Arithmetic))


@dataclass(frozen=True, slots=True)
class _Case:
    wrap: Wrap
    chosen: tuple[frozenset[str], frozenset[str]]
    """For each operand the names of what the caller has in hand."""
    exposure: Exposure

    @property
    def names(self) -> frozenset[str]:
        return self.chosen[0] | self.chosen[1]

    @property
    def is_conserved(self) -> bool:
        """All that the caller chooses is bounded by what storage holds: the total keeps the sum in range."""
        return all(held for names, held in zip(self.chosen, self.wrap.held, strict=True) if names)


def _in(function: FunctionView, found: Ranges) -> Iterator[Found]:
    across = function.flow.ranges
    cases = []
    for wrap in wraps(found):
        left, right = (frozenset(chosen(across, function.function, found, p)) for p in wrap.symbol.parts)
        case = _Case(wrap, (left, right), function.exposure(wrap.operation))
        if case.exposure is not Exposure.NOBODY and _is_asked(function, found, case):
            cases.append((case, _severity(function, case)))
    # what is computed from a value that can have wrapped is the same hole again
    made_of = {case.wrap.symbol: found.symbols.made_of(case.wrap.symbol) for case, _ in cases}
    cases = [(c, s) for c, s in cases if not _follows_from_another(c.wrap.symbol, made_of)]
    worse = {name for case, severity in cases if severity is Severity.HIGH for name in case.names}
    for case, severity in cases:
        # NOTE: the sum of an amount that already wrapped elsewhere is the same hole seen twice
        again = case.wrap.operation.operator == "+" and bool(case.names & worse) and severity is Severity.MEDIUM
        yield _found(function, case, Severity.LOW if again else severity)


def _follows_from_another(symbol: Symbol, made_of: Mapping[Symbol, set[Symbol]]) -> bool:
    """Computed from another of them; two that a loop makes from each other both stand."""
    return any(one is not symbol and one in made_of[symbol] and symbol not in made_of[one] for one in made_of)


def _is_asked(function: FunctionView, found: Ranges, case: _Case) -> bool:
    """Whether somebody outside can bring the wrap about, its result is used, and accounting does not rule it out."""
    wrap, operation = case.wrap, case.wrap.operation
    if not wrap.uses and _reaches_something(function, operation):
        return False
    if wrap.certain or any(_is_length(u) for u in wrap.uses):
        return True
    kinds = {u.kind for u in wrap.uses}
    if case.exposure is Exposure.PRIVILEGED and not kinds & {"stored", "sent"}:
        return False
    if operation.operator == "+" and function.function.is_entry and not function.function.writes_allowed and kinds:
        return False
    if isinstance(operation.node, syntax.YulCall) and not any(u.kind in ("stored", "sent") for u in wrap.uses):
        return False
    if any(_is_bytes(function, v) for v in (operation.left, operation.right)):
        return False
    left, right = (names - {_ETHER} for names in case.chosen)
    match operation.operator:
        case "-" if not kinds & {"stored", "sent", "passed"} and _is_length_in_memory(function, operation.left):
            return False  # whoever takes an element at the wrapped index is stopped
        case "-":
            # what a callee made of the left operand (its part, the lesser of two) is taken to be at most that
            derived = wrap.symbol.parts[1].kind == "value" and found.symbols.depends(*wrap.symbol.parts[::-1])
            conserved = wrap.held[1] and not any(_is_account(u) for u in wrap.uses)
            return bool(left or case.chosen[1]) and not conserved and not derived
        case "+":
            most = wrap.symbol.high // _ENOUGH
            large = any(names and high >= most for names, high in zip((left, right), wrap.highest, strict=True))
            return large and not (case.is_conserved and operation.body.file.version >= (0, 8, 0))
        case _:
            return bool(left or right)


def _reaches_something(function: FunctionView, operation: op.Arithmetic) -> bool:
    return bool(influence(function.flow, function.function, function.context, operation, operation.target))


def _is_bytes(function: FunctionView, value: Value) -> bool:
    """A hash or another string of bytes read as a number: such sums are addresses of slots, not amounts."""
    made = function.definition(value)
    source = made.value.type if isinstance(made, op.Convert) and hasattr(made.value, "type") else None
    return isinstance(source, t.Elementary) and source.name.startswith("bytes")


def _is_length_in_memory(function: FunctionView, value: Value) -> bool:
    """`path.length` of an array in memory or calldata."""
    made = function.definition(value)
    path = made.place.path if isinstance(made, op.Load) and not made.place.storage else ()
    return bool(path) and path[-1] == Field("length")


def _is_keyed(use: Use) -> bool:
    return use.kind == "stored" and isinstance(use.at, op.Store) and any(isinstance(s, Key) for s in use.at.place.path)


def _is_length(use: Use) -> bool:
    """`list.length--`: whoever calls once too often gets a list as long as storage, and with it every slot."""
    path = use.at.place.path if use.kind == "stored" and isinstance(use.at, op.Store) else ()
    return bool(path) and isinstance(path[-1], Field) and path[-1].name == "length"


def _is_account(use: Use) -> bool:
    """Stored for one address among many: a balance or an allowance, where what others hold says nothing."""
    keys = (s.value for s in use.at.place.path if isinstance(s, Key)) if isinstance(use.at, op.Store) else ()
    return use.kind == "stored" and any(t.is_address(k.type) for k in keys)


def _severity(function: FunctionView, case: _Case) -> Severity:
    wrap = case.wrap
    kinds = {u.kind for u in wrap.uses} - {"loop", "index"}
    operands = (wrap.operation.left, wrap.operation.right)
    timed = any(o.kind == "block" for v in operands for o in supplied(function.flow, function.function, function.of(v)))
    constant = wrap.operation.operator == "+" and any(isinstance(v, Constant) for v in operands)
    signed = wrap.symbol.low < 0
    if not kinds or (kinds == {"returned"} and function.function.is_entry):
        return Severity.LOW
    if case.exposure is not Exposure.ANYONE or (not function.function.writes_allowed and function.function.is_entry):
        return Severity.LOW
    if timed or signed or constant:
        return Severity.LOW
    grave = any(_is_keyed(u) for u in wrap.uses) or bool(kinds & {"sent", "checked"})
    if wrap.operation.operator == "+":
        both = all(case.chosen)
        if case.is_conserved:
            return Severity.LOW
        return Severity.HIGH if both and kinds & {"sent", "checked"} else Severity.MEDIUM
    bounded = wrap.operation.operator == "*" and case.is_conserved
    return Severity.HIGH if grave and not bounded else Severity.MEDIUM


def _found(function: FunctionView, case: _Case, severity: Severity) -> Found:
    wrap = case.wrap
    operation = wrap.operation
    use = next((u for u in wrap.uses if u.at is not operation), None)
    path = [function.step(operation, f"can {_WRAPS[operation.operator]} {_type(operation)}")]
    if use is not None and isinstance(use.at, op.Operation | Branch):
        path.append(function.step(use.at, _USED[use.kind]))
    return RULE.found(
        function.part,
        _message(case),
        at=function.at(operation),
        severity=severity,
        confidence=Confidence.MEDIUM if case.is_conserved or wrap.symbol.low < 0 else Confidence.HIGH,
        exposure=case.exposure,
        path=path,
        guards=[
            function.guard(check, "it does not bound the operands")
            for check in function.checks_before(operation)
            if check.kind in ("require", "assert", "if")
        ],
    )


def _message(case: _Case) -> str:
    operation = case.wrap.operation
    text = " ".join(operation.body.file.text(operation.node).split())[:80]
    if case.wrap.certain:
        return f"`{text}` wraps around {_type(operation)} whenever it runs"
    if not case.names:
        return f"`{text}` can {_WRAPS[operation.operator]}: nothing bounds how often it runs"
    who = " and ".join(sorted(case.names))
    end = "" if case.wrap.uses else ", though nothing here depends on the result"
    return f"`{text}` can {_WRAPS[operation.operator]}: the caller chooses {who}, and nothing bounds it{end}"


def _type(operation: op.Arithmetic) -> str:
    target: Value = operation.target
    return str(target.type)


_USED = {
    "stored": "the wrapped result is stored",
    "index": "the wrapped result says where to store",
    "checked": "the wrapped result passes for the real one in this condition",
    "loop": "the wrapped result bounds this loop",
    "sent": "the wrapped amount is sent",
    "passed": "the wrapped result goes to another contract",
    "given": "the wrapped result goes on into this function",
    "returned": "the wrapped result is returned",
}
