"""Hash collision: two values of free length are packed side by side, so different pairs have one hash."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.uses import influence
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Temporary, Value, Variable
from assay.solidity.model import types as t

RULE = Rule(
    id=RuleId("contracts.hash-collision"),
    title="Packed values of free length share a hash",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC04:2025", "swc:133", "cwe:294", "dasp:other"),
    meaning=(
        "`abi.encodePacked` writes strings, bytes and arrays without their lengths. Where two of them stand side by "
        "side, bytes can move from one to the other: `ab, c` and `a, bc` hash the same. Who "
        "chooses both passes for a pair that was signed, registered or paid for by somebody else.\n\n"
        "Not flagged: `abi.encode`, one value of free length among fixed ones, parts that are hashed by themselves "
        "first, text that is only shown."
    ),
    remedy="Use `abi.encode`, or hash each part by itself before they are joined.",
    references=(
        "https://swcregistry.io/docs/SWC-133",
        "https://docs.soliditylang.org/en/latest/abi-spec.html#non-standard-packed-mode",
    ),
    flagged=("hash_collision_two_arrays_old.sol", "hash_collision_two_strings.sol"),
    clean=(
        "hash_collision_clean_encode.sol",
        "hash_collision_clean_hashed_parts.sol",
        "hash_collision_clean_one_dynamic.sol",
    ),
)

_HASHES = frozenset({"keccak256", "sha3", "sha256"})


@answers(RULE)
def hash_collision(functions: Functions) -> Iterator[Outcome]:
    """One finding for each hash."""
    for function in functions:
        for compute in function.each(op.Compute):
            if compute.name not in _HASHES:
                continue
            packed = _packed(function, compute)
            pair = _neighbours(function, packed) if packed is not None else None
            if pair is None or not _decides(function, compute):
                continue
            yield _found(function, compute, pair)


def _packed(function: FunctionView, hashing: op.Compute) -> tuple[Value, ...] | None:
    """What is packed for this hash: by `encodePacked`, or before 0.5 by the hash function itself."""
    if len(hashing.arguments) > 1:
        return hashing.arguments
    made = function.definition(hashing.arguments[0]) if hashing.arguments else None
    while isinstance(made, op.Assign | op.Convert):
        made = function.definition(made.value)
    return made.arguments if isinstance(made, op.Compute) and made.name == "abi.encodePacked" else None


def _neighbours(function: FunctionView, packed: tuple[Value, ...]) -> tuple[Value, Value] | None:
    for one, other in pairwise(packed):
        if _is_chosen(function, one) and _is_chosen(function, other):
            return one, other
    return None


def _is_chosen(function: FunctionView, value: Value) -> bool:
    """Of free length and taken as the caller gives it; what a callee made of it (its length as text) is not."""
    if not isinstance(value, Variable | Temporary) or not t.is_dynamic(value.type):
        return False
    if isinstance(value, Variable) and value in function.graph.parameters:
        return True
    match function.definition(value):
        case op.Assign(value=inner) | op.Convert(value=inner):
            return _is_chosen(function, inner)
        case op.Load(place=place):
            return not place.storage and any(o.kind in ("parameter", "calldata") for o in function.of(place))
        case op.Compute(name="slice" | "index" | "abi.decode"):
            return any(o.kind in ("parameter", "calldata") for o in function.of(value))
    return False


def _decides(function: FunctionView, hashing: op.Compute) -> bool:
    reached = influence(function.flow, function.function, function.context, hashing, hashing.results[0])
    return bool(reached & {"branch", "state", "call", "return"})


def _found(function: FunctionView, hashing: op.Compute, pair: tuple[Value, Value]) -> Found:
    names = " and ".join(str(v) if isinstance(v, Variable) else "a part of the call's data" for v in pair)
    exposure = function.exposure(hashing)
    reached = influence(function.flow, function.function, function.context, hashing, hashing.results[0])
    weighs = exposure is Exposure.ANYONE and bool(reached & {"branch", "state", "call"})
    return RULE.found(
        function.part,
        f"{names} are packed side by side: bytes can move from one to the other without changing the hash",
        at=function.at(hashing),
        severity=Severity.MEDIUM if weighs else Severity.LOW,
        confidence=Confidence.MEDIUM,
        exposure=exposure,
        path=[function.step(hashing, "different arguments give this same hash")],
    )
