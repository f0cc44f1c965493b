"""Front running: whoever sees an answer in a waiting transaction sends it first and takes what it earns."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.draws import HASHES
from assay.solidity.flow.effects import Site
from assay.solidity.flow.ingredients import Ingredient
from assay.solidity.flow.origins import SENDER, TX_ORIGIN, Origins
from assay.solidity.flow.payments import moves_value
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant, Key, Value

RULE = Rule(
    id=RuleId("contracts.front-running"),
    title="An answer is shown in the clear before it is rewarded",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM, Severity.LOW),
    tags=("owasp:SC04:2025", "swc:114", "cwe:362", "dasp:front_running"),
    meaning=(
        "What must be known to be paid (or to become an owner) stands in calldata, and nothing ties it to who sends "
        "it. Everybody who watches waiting transactions reads the answer, sends it with a higher fee, and comes "
        "first. A commitment that does not include its sender can be copied, and its opening too.\n\n"
        "Not flagged: answers that only a named account may give, hashes that include msg.sender, and openings of "
        "a commitment that was stored for the caller."
    ),
    remedy="Commit first to keccak256(msg.sender, answer, salt), and reward only who shows what they committed to.",
    references=("https://swcregistry.io/docs/SWC-114",),
    flagged=(
        "front_running_answer_in_clear.sol",
        "front_running_answer_in_clear_old.sol",
        "front_running_unbound_commitment.sol",
    ),
    clean=(
        "front_running_clean_bound_commitment.sol",
        "front_running_clean_named_solver.sol",
    ),
)


@answers(RULE)
def front_running(functions: Functions) -> Iterator[Outcome]:
    """One finding for each answer that earns the caller something and can be copied."""
    for function in functions:
        if function.is_write_entry:
            found = next(_in(function), None)
            if found is not None:
                yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for site in _earnings(function):
        required = function.requirements(site)
        if function.exposure_at(site) is not Exposure.ANYONE or any(_is_bound(r) for r in required):
            continue
        for one in required:
            if _is_answer(one):
                yield _found(function, one, site, "the hash of what the caller passes", Severity.MEDIUM)
            elif _is_opening(function, one):
                yield _found(function, one, site, "a commitment that does not name its sender", Severity.LOW)


def _earnings(function: FunctionView) -> Iterator[Site]:
    """Where value goes to the caller, or the caller is written down as somebody."""
    for site in function.effects.calls:
        call = site.operation
        if isinstance(call, op.ExternalCall) and moves_value(call):
            receivers = (call.receiver,) if call.value is not None else call.arguments[:2]
            if any(function.of_site(site, r) == {SENDER} for r in receivers):
                yield site
    for site in function.sites(op.Store):
        store = site.operation
        if isinstance(store, op.Store) and store.place.storage and function.of_site(site, store.value) == {SENDER}:
            yield site


def _is_answer(required: Requirement) -> bool:
    """The hash of a parameter has to equal one that is fixed or stored for all."""
    for comparison in required.reader.graph.definitions.get(required.branch.condition, ()):
        if not isinstance(comparison, op.Arithmetic) or comparison.operator not in ("==", "!="):
            continue
        if (comparison.operator == "==") != required.holds:
            continue
        for one, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
            if _is_hash_of_given(required, one) and not _is_given(required.reader.of(other)):
                return not isinstance(other, Constant) or other.text not in ("0", "")
    return False


def _is_hash_of_given(required: Requirement, value: Value) -> bool:
    found = required.reader.of(value)
    if not _is_given(found) or SENDER in found:
        return False
    return any(isinstance(d, op.Compute) and d.name in HASHES for d in required.reader.graph.definitions.get(value, ()))


def _is_given(origins: Origins) -> bool:
    return any(o.kind in ("parameter", "calldata") for o in origins)


def _is_bound(required: Requirement) -> bool:
    """The caller is part of a hash that is checked, signed for, or looked up by."""
    if any(
        isinstance(i.operation, op.Compute)
        and (i.operation.name in HASHES or i.operation.name == "ecrecover")
        and any(SENDER in i.reader.of(a) for a in i.operation.arguments)
        for i in required.ingredients
    ):
        return True
    origins = required.reader.of(required.branch.condition)
    return bool(origins & {SENDER, TX_ORIGIN}) or any(_is_callers(i) for i in required.ingredients)


def _is_callers(ingredient: Ingredient) -> bool:
    """Kept in storage for the caller."""
    keys = ingredient.keys()
    return SENDER in keys


def _is_opening(function: FunctionView, required: Requirement) -> bool:
    """Something that was stored under the hash of the parameters, some blocks ago, has to be there."""
    return any(_is_commitment(function, i) for i in required.ingredients) and (
        "time" in required.concerns or _has_to_be(required)
    )


def _has_to_be(required: Requirement) -> bool:
    for test in required.reader.graph.definitions.get(required.branch.condition, ()):
        if isinstance(test, op.Arithmetic) and test.operator in ("!=", "=="):
            zero = any(isinstance(v, Constant) and v.text in ("0", "") for v in test.inputs)
            return zero and (test.operator == "!=") == required.holds
        if isinstance(test, op.Load):
            return required.holds
    return False


def _is_commitment(function: FunctionView, ingredient: Ingredient) -> bool:
    load = ingredient.operation
    if not isinstance(load, op.Load) or load.place.state is None:
        return False
    keys = [step.value for step in load.place.path if isinstance(step, Key)]
    graph = ingredient.reader.graph
    hashed = any(isinstance(d, op.Compute) and d.name in HASHES for k in keys for d in graph.definitions.get(k, ()))
    if not hashed or not _is_given(ingredient.keys()) or _is_callers(ingredient):
        return False
    return any(  # anyone may store it, under a hash that he was given or has seen
        writer.is_entry
        and any(_is_given(function.flow.origins(writer).of(s.value)) for s in store.place.path if isinstance(s, Key))
        and writer is not function.function
        for writer, store in function.flow.writers.get(load.place.state, ())
    )


def _found(function: FunctionView, required: Requirement, site: Site, what: str, severity: Severity) -> Found:
    check = required.branch
    own = check.body.part == function.part
    return RULE.found(
        function.part,
        f"{what} is all that is asked of whoever takes what follows: it can be copied from a waiting transaction",
        at=function.at(check),
        severity=severity,
        confidence=Confidence.HIGH if severity is Severity.MEDIUM else Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=[*([function.step(check, "the answer is checked")] if own else []), *function.steps(site, "and rewarded")],
    )
