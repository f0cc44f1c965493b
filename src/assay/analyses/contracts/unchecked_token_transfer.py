"""Unchecked token transfer: an ERC-20 token says by its result that nothing moved, and nothing looks at it."""

import re
from collections.abc import Iterator

from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Flow, Functions, FunctionView
from assay.solidity.flow.uses import influence
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, Function
from assay.solidity.together import told, write_with

ARGUMENTS = {"transfer": 2, "transferFrom": 3, "approve": 2}
"""Functions by which ERC-20 says "no" with a boolean, each with the number of its arguments."""
ERC20 = frozenset(ARGUMENTS) | {
    "totalSupply", "balanceOf", "allowance", "name", "symbol", "decimals", "increaseAllowance", "decreaseAllowance",
    "mint", "burn", "permit", "nonces", "DOMAIN_SEPARATOR",
}  # fmt: skip
"""What an interface for any token may ask for."""
_STANDARD = re.compile(r"\b\w{0,40}ERC20\w{0,40}\b")
_HELPERS_DEEP = 5

RULE = Rule(
    id=RuleId("contracts.unchecked-token-transfer"),
    title="The result of a token transfer is ignored",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC06:2025", "swc:104", "cwe:252", "dasp:unchecked_low_level_calls"),
    meaning=(
        "ERC-20 lets a token refuse a transfer by returning false. A contract that ignores the result credits a "
        "deposit that never came, or clears a debt that it never paid.\n\n"
        "Medium where the same execution writes state, low where nothing rests on the transfer and for `approve`. Not "
        "flagged: a result that is required, branched on or returned, wrappers such as SafeERC20, interfaces that "
        "return nothing, and tokens whose source is at hand and can only return true."
    ),
    remedy="Use SafeERC20, which also accepts tokens that return nothing, or require the result.",
    references=(
        "https://eips.ethereum.org/EIPS/eip-20",
        "https://docs.openzeppelin.com/contracts/5.x/api/token/erc20#SafeERC20",
    ),
    flagged=(
        "unchecked_token_transfer_dropped.sol",
        "unchecked_token_transfer_old.sol",
        "unchecked_token_transfer_import_missing.sol",
    ),
    clean=(
        "unchecked_token_transfer_clean_nothing_returned.sol",
        "unchecked_token_transfer_clean_required.sol",
        "unchecked_token_transfer_clean_safe_library.sol",
        "unchecked_token_transfer_clean_own_token.sol",
        "unchecked_token_transfer_clean_own_interface.sol",
    ),
)


@answers(RULE)
def unchecked_token_transfer(functions: Functions) -> Iterator[Outcome]:
    """One finding for each transfer or approval whose result nothing depends on."""
    for function in functions:
        for call in function.each(op.ExternalCall):
            if _returns_success(call) and not _only_true(function, call) and not _matters(function, call):
                yield _found(function, call)


def _returns_success(call: op.ExternalCall) -> bool:
    if call.kind != "high" or ARGUMENTS.get(call.name) != len(call.arguments) or len(call.results) != 1:
        return False
    if call.function is not None:
        return call.results[0].type == t.BOOL
    return _named_as_standard(call.receiver)


def _named_as_standard(receiver: Value) -> bool:
    """A type that was not read and that the code calls ERC20, IERC20, ERC20Upgradeable: the standard says the rest."""
    kind = receiver.type
    return isinstance(kind, t.Unresolved) and _STANDARD.search(kind.because) is not None


def _matters(function: FunctionView, call: op.ExternalCall) -> bool:
    return bool(influence(function.flow, function.function, function.context, call, call.results[0]))


def _only_true(function: FunctionView, call: op.ExternalCall) -> bool:
    """The receiver is a contract whose source is at hand, and its function reverts or returns true.

    Behind an interface of the project's own (one that asks for more than ERC-20 does), it is what implements it here.
    """
    kind, flow = call.contract, function.flow
    if call.function is None or kind is None:
        return False
    if call.function.implemented:
        return _returns_only_true(flow, call.function, kind, 0)
    if all(name in ERC20 for base in kind.linearized for name in [f.name for f in base.functions]):
        return False
    wanted = [str(p.type) for p in call.function.parameters]
    own = [
        (implementation, contract)
        for contract in flow.dispatch.derived(kind)
        if contract.deployable
        for implementation in contract.members.get(call.name, ())
        if implementation.implemented and [str(p.type) for p in implementation.parameters] == wanted
    ]
    return bool(own) and all(_returns_only_true(flow, implementation, contract, 0) for implementation, contract in own)


def _returns_only_true(flow: Flow, function: Function, context: Contract | None, deep: int) -> bool:
    graph = flow.graph(function)
    if deep > _HELPERS_DEEP or len(graph.returns) != 1:
        return False
    written = graph.definitions.get(graph.returns[0], [])
    return bool(written) and all(
        isinstance(one, op.Assign) and _is_true(flow, function, one.value, context, deep) for one in written
    )


def _is_true(flow: Flow, function: Function, value: Value, context: Contract | None, deep: int) -> bool:
    if isinstance(value, Constant):
        return value.text == "true"
    match flow.graph(function).definitions.get(value, []):
        case [op.InternalCall() as call]:
            target = flow.dispatch.target(call, context)
            return target is not None and _returns_only_true(flow, target, context, deep + 1)
    return False


def _found(function: FunctionView, call: op.ExternalCall) -> Found:
    write = write_with(function, call) if call.name != "approve" else None
    path, evidence = told(
        function,
        call,
        "a token that returns false has done nothing, and execution goes on",
        write,
        "this state is settled whether the tokens moved or not",
    )
    return RULE.found(
        function.part,
        f"whether {call.name} did anything is ignored" + (": state is settled as if it had" if write else ""),
        at=function.at(call),
        severity=Severity.MEDIUM if write else Severity.LOW,
        confidence=Confidence.HIGH if call.function is not None else Confidence.MEDIUM,
        exposure=function.exposure(call),
        path=path,
        evidence=evidence,
    )
