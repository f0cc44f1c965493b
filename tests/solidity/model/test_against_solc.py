"""The model beside what solc says of the same files: bases, names, callees, kinds of calls, types.

The truth in `tests/data/solc` was written from solc's own syntax trees (see the README there). An example contract
that was changed since is left out until solc is asked again.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assay.core.canonical import digest_of
from assay.solidity.flow.analysis import Flow
from assay.solidity.ir.build import function as build
from assay.solidity.model import scope
from assay.solidity.model import types as t
from assay.solidity.model.declarations import Function, Parameter, StateVariable
from assay.solidity.model.expressions import Typer
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.model.targets import External, Internal, Target
from assay.solidity.syntax import nodes as syntax
from assay.solidity.syntax import parse

ROOT = Path(__file__).parents[3]
TRUTHS = sorted(p for p in (ROOT / "tests/data/solc").glob("*.json") if p.name.startswith(("examples-", "sources-")))
FOLDERS = {"examples": ROOT / "examples/contracts", "sources": ROOT / "tests/data/solc/sources"}


class Seen:
    """What the model answered while the graphs of all functions were built, by file and offsets."""

    def __init__(self) -> None:
        self.types: dict[tuple[str, int, int, str], t.Type] = {}
        self.names: dict[tuple[str, int], tuple[str, int]] = {}
        self.targets: dict[tuple[str, int, int], Target] = {}
        self.modifiers: dict[tuple[str, int], Function] = {}


def place_of(found: object, path: str) -> tuple[str, int] | None:
    match found:
        case Parameter(node=syntax.Node() as node):
            return path, node.start
        case StateVariable() | Function():
            return found.file.path, found.node.start
        case _:
            return None


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    record = Seen()
    compute, resolve, modifier = Typer._compute, Typer._resolve, build._modifier

    def recorded_type(self: Typer, node: syntax.Expression) -> t.Type:
        path = self.file.path
        record.types[path, node.start, node.end, type(node).__name__] = found = compute(self, node)
        if isinstance(node, syntax.Identifier):
            meant = self.locals.find(node.name) or scope.resolve(self.file, self.contract, node.name)
            place = place_of(meant, path)
            if place is not None:
                record.names[path, node.start] = place
        return found

    def recorded_target(self: Typer, call: syntax.Call) -> Target:
        record.targets[self.file.path, call.start, call.end] = found = resolve(self, call)
        return found

    def recorded_modifier(typer: Typer, head: syntax.Invocation) -> Function | None:
        found = modifier(typer, head)
        if found is not None:
            record.modifiers[typer.file.path, head.start] = found
        return found

    monkeypatch.setattr(Typer, "_compute", recorded_type)
    monkeypatch.setattr(Typer, "_resolve", recorded_target)
    monkeypatch.setattr(build, "_modifier", recorded_modifier)
    return record


def load(folder: Path, paths: list[str]) -> Project:
    read = {}
    for path in paths:
        data = (folder / path).read_bytes()
        unit = parse(path, data)
        targets = [((folder / path).parent / i.path).resolve().relative_to(folder.resolve()) for i in unit.imports]
        read[path] = ReadFile(unit, data, True, tuple(str(found) for found in targets))
    return Project.build(read)


def written(kind: t.Type) -> str:
    """As the truth writes types: names without what holds them, `address payable` as `address`."""
    match kind:
        case t.Functions() | t.FunctionPointer():
            return "function"
        case t.Builtin(name):
            return name if name in ("msg", "tx", "block", "abi") else "function"
        case t.Meta(t.Meta() as inner):
            return written(inner)
        case t.Meta(inner):
            return f"type({written(inner)})"
        case t.Tuple(items):
            return f"({','.join(map(written, items))})"
        case _:
            return str(kind).replace("address payable", "address")


def disagreements(truth: dict[str, Any], project: Project, seen: Seen) -> Iterator[str]:
    for path, said in truth["files"].items():
        file = project.files[path]
        for contract in file.contracts.values():
            found = [c.name for c in contract.linearized]
            if found != said["bases"][contract.name]:
                yield f"{path}: bases of {contract.name} are {said['bases'][contract.name]}, not {found}"
        for start, *place in said["modifiers"]:
            modifier = seen.modifiers.get((path, start))
            if modifier is not None and place != [*(place_of(modifier, path) or ())]:
                yield f"{path}@{start}: modifier at {place}, not {modifier}"
        for start, *place in said["names"]:
            name = seen.names.get((path, start))
            if name is not None and place != list(name):
                yield f"{path}@{start}: name declared at {place}, not {name}"
        for start, end, kind, *place in said["calls"]:
            target = seen.targets.get((path, start, end))
            if target is None:
                continue
            if type(target).__name__ != kind:
                yield f"{path}@{start}: call is {kind}, not {target}"
            elif isinstance(target, Internal | External):
                called = target.function or getattr(target, "getter", None)
                if place != [*(place_of(called, path) or ())]:
                    yield f"{path}@{start}: calls what is at {place}, not {called}"
        for start, end, kind, text in said["types"]:
            given = seen.types.get((path, start, end, kind))
            if given is not None and written(given) != text:
                yield f"{path}@{start}: type is {text}, not {written(given)}"


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_the_model_says_what_solc_says(path: Path, seen: Seen) -> None:
    truth = json.loads(path.read_bytes())
    folder = FOLDERS[path.stem.partition("-")[0]]
    paths = list(truth["files"])
    changed = [p for p in paths if digest_of((folder / p).read_bytes()) != truth["files"][p]["digest"]]
    project = load(folder, paths)
    flow = Flow(project)
    for function in project.functions:
        flow.graph(function)
    for gone in changed:  # offsets into and out of it no longer hold
        del truth["files"][gone]
    found = [d for d in disagreements(truth, project, seen) if not any(gone in d for gone in changed)]
    assert found == []
    assert len(changed) * 4 <= len(paths), f"ask solc again: {changed}"
    assert len(seen.types) > 90
