"""What a review said twice: the rules of the house that no linter knows."""

import ast
from collections.abc import Iterator
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
