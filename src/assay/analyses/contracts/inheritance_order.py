"""Inheritance order: two bases declare the same function, and the order in which they are listed picks one."""

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts
from assay.solidity.flow.analysis import Flow
from assay.solidity.ir import operations as op
from assay.solidity.model.declarations import Contract, Function

SAID_SINCE = (0, 6, 0)
"""From here on the compiler demands `override(A, B)` where two bases differ."""

RULE = Rule(
    id=RuleId("contracts.inheritance-order"),
    title="The order of bases decides which function runs",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW,),
    tags=("owasp:SC03:2025", "swc:125", "cwe:710", "dasp:other"),
    meaning=(
        "Before Solidity 0.6 a contract may inherit one function from two bases that know nothing of each other. The "
        "base that is listed last wins without a word, and what the other one does (a check, a payment, an entry) "
        "never happens.\n\n"
        "Not flagged: functions that the contract overrides itself, one base that derives from the other, functions "
        "that hand on to the next by `super`, and two that are written alike."
    ),
    remedy="Override the function and say what of both shall run, or list the bases from general to special.",
    references=("https://swcregistry.io/docs/SWC-125",),
    flagged=("inheritance_order_limits.sol", "inheritance_order_modifier.sol"),
    clean=("inheritance_order_clean_overridden.sol", "inheritance_order_clean_super.sol"),
)


@answers(RULE)
def inheritance_order(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for each function or modifier of two bases, the last listed base's first."""
    for contract in contracts:
        if contract.file.version >= SAID_SINCE or len(contract.bases) < 2 or contract.problem:
            continue
        try:
            yield from _in(contracts.flow, contract)
        except BudgetExceeded as error:
            yield RULE.unknown(contract.part, because=str(error))


def _in(flow: Flow, contract: Contract) -> Iterator[Found]:
    for group in contract.members.values():
        for winner in group:
            loser = _loser(contract, winner)
            if loser is not None and _does_something(flow, loser) and not _hands_on(flow, winner):
                yield _found(contract, winner, loser)


def _loser(contract: Contract, winner: Function) -> Function | None:
    """What another base would run, when neither it nor the contract meant to override it."""
    home = winner.contract
    if home is None or home is contract or not winner.implemented or winner.kind not in ("function", "modifier"):
        return None
    for base in contract.bases:
        if home in base.linearized:
            continue
        for other in base.members.get(winner.name, ()):
            if other.implemented and other.kind == winner.kind and other.signature == winner.signature:
                unrelated = other.contract is not None and other.contract not in home.linearized
                if unrelated and other.visibility != "private" and _text(other) != _text(winner):
                    return other
    return None


def _text(function: Function) -> str:
    body = function.node.body
    return "".join(function.file.text(body).split()) if body is not None else ""


def _does_something(flow: Flow, function: Function) -> bool:
    """It changes state, calls out, or lets only some pass."""
    if function.kind == "modifier":
        return True
    found = flow.effects(function)
    return bool(found.writes or found.calls) or any(
        b.kind in ("require", "assert") for _, b in flow.graph(function).branches
    )


def _hands_on(flow: Flow, function: Function) -> bool:
    if function.kind == "modifier":
        return False
    return any(isinstance(o, op.InternalCall) and o.is_super for _, _, o in flow.graph(function).operations)


def _found(contract: Contract, winner: Function, loser: Function) -> Found:
    return RULE.found(
        contract.part,
        f"{contract.name} runs {winner.qualified} and never {loser.qualified}, only by the order of its bases",
        at=contract.file.stretch(contract.node.start, contract.node.start + _head(contract)),
        confidence=Confidence.HIGH,
        exposure=Exposure.NOBODY,
        evidence=[f.file.stretch(f.node.start, f.node.head_end) for f in (winner, loser)],
    )


def _head(contract: Contract) -> int:
    """Bytes up to the contract's first brace."""
    text = contract.file.source[contract.node.start : contract.node.end]
    return len(text.partition(b"{")[0].rstrip())
