"""Private secret: what a caller has to know stands in storage, where everybody can read it."""

from collections.abc import Iterator

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.draws import HASHES
from assay.solidity.flow.effects import Site
from assay.solidity.flow.ingredients import ingredients
from assay.solidity.flow.origins import SENDER
from assay.solidity.flow.payments import moves_value
from assay.solidity.flow.requirements import Requirement
from assay.solidity.flow.slices import downstream
from assay.solidity.flow.uses import Use
from assay.solidity.ir import operations as op
from assay.solidity.ir.graph import Branch
from assay.solidity.ir.values import Constant, Key, Value
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.private-secret"),
    title="A password is kept in readable storage",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM,),
    tags=("owasp:SC09:2025", "owasp:SC01:2025", "swc:136", "cwe:200", "cwe:767", "dasp:bad_randomness"),
    meaning=(
        "`private` keeps other contracts from reading a variable, not people: storage, and the transaction that wrote "
        "it, are public. Where a caller is paid or let in for naming the value of such a variable, anyone looks it "
        "up.\n\n"
        "Not flagged: hashes of a secret (whose answer can still be copied while it waits), values that are used for "
        "more than the comparison, values that count up, and comparisons by which nobody gains anything."
    ),
    remedy="Store only a salted hash, and let callers commit to their answer before they show it.",
    references=("https://swcregistry.io/docs/SWC-136",),
    flagged=("private_secret_answer_old.sol", "private_secret_password.sol"),
    clean=("private_secret_clean_hash.sol", "private_secret_clean_round.sol"),
)


@answers(RULE)
def private_secret(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that asks for what can be read."""
    for function in functions:
        if function.is_write_entry:
            try:
                found = next(_in(function), None)
            except BudgetExceeded as error:
                yield RULE.unknown(function.part, because=str(error))
                continue
            if found is not None:
                yield found


def _in(function: FunctionView) -> Iterator[Found]:
    for site in (*function.effects.calls, *function.sites(op.Store)):
        earns = _earns(function, site)
        if earns is None or function.exposure_at(site) is not Exposure.ANYONE:
            continue
        for required in function.requirements(site):
            secret = _asked(required)
            if secret is None or not _is_laid_down(function, secret):
                continue
            if (earns or _is_text(secret)) and _is_only_compared(function, secret):
                yield _found(function, site, required, secret)


def _earns(function: FunctionView, site: Site) -> bool | None:
    """Whether the caller gains by it for certain; None when nothing happens to storage or money."""
    operation = site.operation
    if isinstance(operation, op.Store):
        return function.of_site(site, operation.value) == {SENDER} if operation.place.storage else None
    return True if moves_value(operation) else None


def _asked(required: Requirement) -> StateVariable | None:
    """The hidden variable that something passed has to equal, as it is or both hashed."""
    for comparison in required.reader.graph.definitions.get(required.branch.condition, ()):
        if not isinstance(comparison, op.Arithmetic) or comparison.operator not in ("==", "!="):
            continue
        if (comparison.operator == "==") != required.holds:
            continue
        for one, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
            given = required.reader.of(one)
            if not given or any(o.kind != "parameter" for o in given):
                continue
            if _is_hashed(required, one) == _is_hashed(required, other):
                return _hidden(required, other)
    return None


def _is_hashed(required: Requirement, value: Value) -> bool:
    behind = ingredients(required.reader, value)
    return any(isinstance(i.operation, op.Compute) and i.operation.name in HASHES for i in behind)


def _hidden(required: Requirement, value: Value) -> StateVariable | None:
    """The one variable behind a value, if it is not public and not looked up by a key."""
    origins = required.reader.of(value)
    if len(origins) != 1:
        return None
    (origin,) = origins
    state = origin.what
    if not isinstance(state, StateVariable) or state.visibility == "public" or state.node.constant:
        return None
    for found in ingredients(required.reader, value):
        path = found.operation.place.path if isinstance(found.operation, op.Load) else ()
        if any(isinstance(step, Key) and not isinstance(step.value, Constant) for step in path):
            return None
    return state


def _is_text(state: StateVariable) -> bool:
    """Bytes or a string, which nothing is counted with."""
    kind = state.type.base if isinstance(state.type, t.Array) else state.type
    return kind in (t.BYTES, t.STRING) or t.fixed_bytes(kind) is not None


def _is_only_compared(function: FunctionView, state: StateVariable) -> bool:
    """It serves no other purpose: no key, no part of a sum, nothing that is shown."""
    for other in function.flow.project.functions:
        graph = function.flow.graph(other)
        for _, _, load in graph.operations:
            if isinstance(load, op.Load) and load.place.state is state:
                reach = downstream(graph, load.target)
                if not all(_is_comparison(use) for value in reach for use in graph.uses.get(value, ())):
                    return False
    return True


def _is_comparison(use: Use) -> bool:
    match use:
        case op.Arithmetic(operator="==" | "!="):
            return True
        case op.Negate(operator="!") | op.Assign() | op.Convert() | op.Compute() | Branch():
            return True
        case op.Arithmetic(operator="&&" | "||"):
            return True
        case _:
            return False


def _is_laid_down(function: FunctionView, state: StateVariable) -> bool:
    """Somebody writes it as it is, and it is neither counted up nor drawn."""
    writers = function.flow.writers.get(state, ())
    for writer, store in writers:
        origins = function.flow.origins(writer).of(store.value)
        if any(o.kind not in ("parameter", "calldata") for o in origins) or store.operator not in ("=", "push"):
            return False
        behind = [i.operation for i in ingredients(function.flow.reader(writer), store.value)]
        if any(isinstance(o, op.Arithmetic) or (isinstance(o, op.Compute) and o.name in HASHES) for o in behind):
            return False
    return bool(writers) or state.node.value is not None


def _found(function: FunctionView, site: Site, required: Requirement, state: StateVariable) -> Found:
    return RULE.found(
        function.part,
        f"{state.name} is the secret that a caller has to name, and anyone can read it from storage",
        at=function.at(required.branch),
        severity=Severity.MEDIUM,
        confidence=Confidence.HIGH if _is_text(state) else Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        path=[
            function.step(required.branch, f"what was passed is compared with {state.name}"),
            *function.steps(site, "whoever knows it gets here"),
        ],
        evidence=[state.file.span(state.node)],
    )
