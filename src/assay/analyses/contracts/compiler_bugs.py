"""Compiler bugs: the one compiler that the file asks for has a published bug, and the code uses what triggers it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

import msgspec

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Files
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Contract, File
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax.walk import walk

RULE = Rule(
    id=RuleId("contracts.compiler-bugs"),
    title="The pinned compiler has a bug that this code triggers",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FILE,
    area=Area.IMPLEMENTATION,
    severities=(Severity.LOW, Severity.INFO),
    tags=("owasp:SC03:2025", "swc:102", "cwe:1104", "dasp:other"),
    meaning=(
        "The compiler's authors publish which versions translate which constructs wrongly. A file that is pinned to "
        "one of these versions and uses the construct may not do what its source says.\n\n"
        "Not flagged: files whose pragma also admits a version without the bug, constructs that are not used, and bugs "
        "that the source alone can't show."
    ),
    remedy="Compile with the version that fixed the bug, or a newer one.",
    references=("https://docs.soliditylang.org/en/latest/bugs.html", "https://swcregistry.io/docs/SWC-102"),
    flagged=("compiler_bugs_assembly_return.sol", "compiler_bugs_ecrecover_old.sol"),
    clean=("compiler_bugs_clean_newer_admitted.sol", "compiler_bugs_clean_not_used.sol"),
)


class Bug(msgspec.Struct, frozen=True):
    """One entry of the list."""

    name: str
    introduced: str
    """First affected version."""
    fixed: str
    """First version without it."""
    severity: str
    """As published: `very low` to `high`."""
    needs: str
    """The construct, a key of `CONSTRUCTS`."""
    effect: str


@cache
def bugs() -> tuple[Bug, ...]:
    """The published bugs whose construct can be told from the source."""
    text = (resources.files("assay.analyses.contracts") / "compiler_bugs.toml").read_text("utf-8")
    return tuple(msgspec.convert(tomllib.loads(text)["bug"], list[Bug]))


_PINNED = re.compile(r"=?\s*v?(\d+)\.(\d+)\.(\d+)\Z")


@answers(RULE)
def compiler_bugs(files: Files) -> Iterator[Outcome]:
    """One finding for each bug, at the first place that triggers it."""
    for file in files:
        pins = [m for p in file.unit.pragmas if p.name == "solidity" and (m := _PINNED.match(p.value.strip()))]
        if not pins:
            continue
        version = tuple(int(n) for n in pins[0].groups())
        affected = [b for b in bugs() if _number(b.introduced) <= version < _number(b.fixed)]
        if not affected:
            continue
        nodes = tuple(walk(file.unit))
        for bug in affected:
            place = next((n for n in nodes if CONSTRUCTS[bug.needs](file, n)), None)
            if place is not None:
                yield _found(file, bug, place, ".".join(map(str, version)))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in version.split("."))


def _found(file: File, bug: Bug, place: syntax.Node, version: str) -> Found:
    return RULE.found(
        file.part,
        f"Solidity {version} has the bug {bug.name}: {bug.effect} (fixed in {bug.fixed})",
        at=file.span(place),
        severity=Severity.INFO if bug.severity == "very low" else Severity.LOW,
        confidence=Confidence.LOW,
        exposure=Exposure.ANYONE,
    )


def _type(file: File, node: syntax.TypeName) -> t.Type:
    return scope.type_of(node, file, None)


def _deletes_transient(file: File, node: syntax.Node) -> bool:
    match node:
        case syntax.Unary(operator="delete", operand=syntax.Identifier(name=name)):
            return any(c.state[name].node.transient for c in file.contracts.values() if name in c.state)
    return False


def _ends_with_array(file: File, node: syntax.Node) -> bool:
    """A last parameter like `uint256[3] calldata` after one of free length."""
    if not isinstance(node, syntax.FunctionDefinition) or len(node.parameters) < 2:
        return False
    *before, last = node.parameters
    kind = _type(file, last.type)
    fixed = isinstance(kind, t.Array) and kind.length is not None and str(kind.base) in ("uint256", "bytes32")
    return fixed and last.location == "calldata" and any(t.is_dynamic(_type(file, p.type)) for p in before)


def _short_value_type(file: File, node: syntax.Node) -> bool:
    if not isinstance(node, syntax.UserValueType):
        return False
    kind = _type(file, node.type)
    sized = t.integer(kind)
    return (sized is not None and sized[1] < 256) or t.is_address(kind) or kind == t.BOOL


def _decodes_nested(_: File, node: syntax.Node) -> bool:
    match node:
        case syntax.Call(
            function=syntax.Member(base=syntax.Identifier(name="abi"), name="decode"), arguments=(_data, kinds)
        ):
            return any(isinstance(n, syntax.ArrayType) and isinstance(n.base, syntax.ArrayType) for n in walk(kinds))
    return False


def _hashes_twice(_: File, node: syntax.Node) -> bool:
    """Two hashes in one function's assembly over lengths that are not whole words."""
    if not isinstance(node, syntax.FunctionDefinition):
        return False
    lengths = set()
    for inner in walk(node):
        match inner:
            case syntax.YulCall(function="keccak256", arguments=(_start, syntax.YulLiteral(text=text))):
                lengths.add(text)
    return len(lengths) > 1 and any(text.isdigit() and int(text) % 32 for text in lengths)


def _event_with_struct(file: File, node: syntax.Node) -> bool:
    if not isinstance(node, syntax.EventDefinition):
        return False
    names = {name for c in file.contracts.values() for name in c.structs} | set(file.structs)
    return any(isinstance(p.type, syntax.UserType) and p.type.path[-1] in names for p in node.parameters)


def _short_power(file: File, node: syntax.Node) -> bool:
    """A power within a function one of whose parameters, a short integer, is the exponent."""
    if not isinstance(node, syntax.FunctionDefinition):
        return False
    sized = {p.name: t.integer(_type(file, p.type)) for p in node.parameters}
    for inner in walk(node):
        match inner:
            case syntax.Binary(
                operator="**", left=syntax.Identifier(name=base), right=syntax.Identifier(name=exponent)
            ):
                one, other = sized.get(base), sized.get(exponent)
                if one is not None and other is not None and one[1] <= other[1] < 256:
                    return True
    return False


def _two_constructors(file: File, node: syntax.Node) -> bool:
    if not isinstance(node, syntax.ContractDefinition):
        return False
    contract: Contract | None = file.contracts.get(node.name)
    return contract is not None and sum(f.kind == "constructor" for f in contract.functions) > 1


def _calls(name: str) -> Callable[[File, syntax.Node], bool]:
    def matches(_: File, node: syntax.Node) -> bool:
        match node:
            case syntax.Call(function=syntax.Identifier(name=found) | syntax.Member(name=found)):
                return found == name
        return False

    return matches


def _assembly_return(_: File, node: syntax.Node) -> bool:
    """A Yul function that may end the whole call."""
    return isinstance(node, syntax.YulFunction) and any(
        isinstance(n, syntax.YulCall) and n.function in ("return", "stop") for n in walk(node.body)
    )


def _selector_of_call(_: File, node: syntax.Node) -> bool:
    match node:
        case syntax.Member(
            base=syntax.Member(base=syntax.Call(function=syntax.Identifier(name=name))), name="selector"
        ):
            return not name[:1].isupper()  # a cast to an interface has no effect of its own
    return False


def _empty_string(_: File, node: syntax.Node) -> bool:
    match node:
        case syntax.Call(function=syntax.Member(), arguments=arguments):
            return any(isinstance(a, syntax.Literal) and a.kind == "string" and not a.text for a in arguments[:-1])
    return False


CONSTRUCTS: dict[str, Callable[[File, syntax.Node], bool]] = {
    "assembly-keccak-twice": _hashes_twice,
    "assembly-return": _assembly_return,
    "decode-nested-array": _decodes_nested,
    "delegatecall": _calls("delegatecall"),
    "delete-transient": _deletes_transient,
    "ecrecover": _calls("ecrecover"),
    "empty-string-argument": _empty_string,
    "selector-of-call": _selector_of_call,
    "short-exponent": _short_power,
    "short-value-type": _short_value_type,
    "static-calldata-array-last": _ends_with_array,
    "struct-in-event": _event_with_struct,
    "two-constructors": _two_constructors,
}
"""What a bug needs, by the name that the list uses; each is asked of every node of the file."""
