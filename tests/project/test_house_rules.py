"""What a review said twice: the rules of the house that no linter knows."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "assay"
LONGEST_FILE = 400
LONGER = {"solidity/syntax/nodes.py"}
"""The whole syntax tree, one declaration after the other."""
LONGEST_FUNCTION = 60


def modules() -> Iterator[tuple[str, str]]:
    """Path below the package, and text."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), path.read_text()


def test_a_file_holds_one_idea() -> None:
    lengths = {name: len(text.splitlines()) for name, text in modules() if name not in LONGER}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}, "split by subject"


def test_a_file_is_named_for_what_it_does() -> None:
    vague = {"utils", "util", "helpers", "misc", "common"}
    assert [name for name, _ in modules() if Path(name).stem in vague] == []


def test_a_function_fits_a_screen() -> None:
    long = {
        f"{name}:{node.name}": node.end_lineno - node.lineno + 1
        for name, text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}, "these want to be two"


def test_nobody_swallows_every_error() -> None:
    silent = [
        f"{name}:{handler.lineno}"
        for name, text in modules()
        for handler in ast.walk(ast.parse(text))
        if isinstance(handler, ast.ExceptHandler)
        if handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id == "Exception")
        if all(isinstance(statement, ast.Pass | ast.Continue) for statement in handler.body)
    ]
    assert silent == [], "catch what you expect, and say what became unknown"


def test_every_folder_says_what_lives_there() -> None:
    mute = [name for name, text in modules() if name.endswith("__init__.py") and not ast.get_docstring(ast.parse(text))]
    assert mute == []


def _loads(body: list[ast.stmt]) -> Iterator[str]:
    """Dotted names that a module imports while it is loaded: what stands in a function comes later."""
    for node in body:
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (module, *(f"{module}.{name.name}" for name in names))
            case ast.If(body=inner, orelse=other) if "TYPE_CHECKING" not in ast.unparse(node.test):
                yield from _loads([*inner, *other])
            case ast.Try(body=inner) | ast.ClassDef(body=inner) | ast.With(body=inner):
                yield from _loads(inner)


def _dotted(name: str) -> str:
    return f"assay.{name.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")


def test_no_module_needs_itself_to_be_loaded() -> None:
    loads = {_dotted(name): set(_loads(ast.parse(text).body)) for name, text in modules()}
    circle: list[str] = []
    try:
        TopologicalSorter({name: (loaded & loads.keys()) - {name} for name, loaded in loads.items()}).prepare()
    except CycleError as error:
        circle = error.args[1]
    assert circle == [], "two that need each other have found a third"
