"""Which statements one execution can pass in which order."""

from functools import cache
from pathlib import Path

import pytest

from assay import solidity
from assay.core.evidence import Step
from assay.core.subject import PartId
from assay.engine.verification.walk import Walk
from assay.solidity.syntax.lines import span

SOURCE = """\
pragma solidity ^0.8.20;

contract Bank {
    uint256 total;
    uint256 last;
    address target;

    modifier checked() {
        require(total > 1);
        _;
    }

    function straight() external {
        total = 1;
        last = 2;
    }

    function calls() external {
        target.call("");
        last = 12;
    }

    function either(bool yes) external {
        if (yes) {
            total = 3;
        } else {
            last = 4;
        }
    }

    function again(uint256 n) external {
        for (uint256 i; i < n; i++) {
            total = 5;
            last = 6;
        }
    }

    function outer() external checked {
        inner();
        last = 7;
    }

    function inner() internal {
        total = 8;
        deepest();
    }

    function deepest() internal {
        last = 9;
        total = 10;
    }

    function alone() internal {
        total = 11;
    }
}
"""


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    folder = tmp_path_factory.mktemp("walk")
    (folder / "Bank.sol").write_text(SOURCE)
    return _walk(folder / "Bank.sol")


@cache
def _walk(path: Path) -> Walk:
    return Walk(solidity.Flow(solidity.load(path)))


IN = {
    "straight()": ("total = 1", "last = 2"),
    "calls()": ('target.call("")', "last = 12"),
    "either(bool)": ("total = 3", "last = 4"),
    "again(uint256)": ("total = 5", "last = 6"),
    "outer()": ("inner()", "last = 7"),
    "inner()": ("total = 8", "deepest()"),
    "deepest()": ("last = 9", "total = 10"),
    "alone()": ("total = 11",),
    "checked()": ("total > 1",),
}


def _step(statement: str) -> Step:
    function = next(name for name, statements in IN.items() if statement in statements)
    start = SOURCE.index(f" {statement};") + 1 if f" {statement};" in SOURCE else SOURCE.index(statement)
    place = span("Bank.sol", SOURCE.encode(), start, start + len(statement))
    return Step(span=place, note="", function=PartId(f"Bank.sol:Bank.{function}"))


@pytest.mark.parametrize(
    "statements",
    [
        ("total = 1", "last = 2"),
        ("total > 1", "inner()"),
        ("total = 1", "total = 1"),
        ("total = 5", "last = 6"),
        ("last = 6", "total = 5"),
        ("inner()", "total = 8", "deepest()", "last = 9", "last = 7"),
        ("inner()", "total = 8", "inner()", "deepest()", "total = 10"),
        ("inner()", "total = 10"),
        ("total = 8", "last = 7"),
        ("total = 10", "last = 7"),
        ('target.call("")', "total = 3", "last = 12"),
        ('target.call("")', "last = 12", 'target.call("")'),  # the one called comes back, twice
    ],
)
def test_one_execution_can_pass_these(walk: Walk, statements: tuple[str, ...]) -> None:
    assert walk.problem([_step(statement) for statement in statements]) is None


@pytest.mark.parametrize(
    ("statements", "number"),
    [
        (("last = 2", "total = 1"), 2),
        (("last = 12", 'target.call("")'), 2),
        (("inner()", "total > 1"), 2),
        (("total = 3", "last = 4"), 2),
        (("last = 7", "total = 8"), 2),
        (("inner()", "total = 10", "last = 9"), 3),
        (("total = 1", "last = 4"), 2),
        (("inner()", "total = 11"), 2),
        (('target.call("")', "total = 11"), 2),
    ],
)
def test_no_execution_can_pass_these(walk: Walk, statements: tuple[str, ...], number: int) -> None:
    problem = walk.problem([_step(statement) for statement in statements])
    assert problem == f"step {number} can't follow step {number - 1}"


def test_a_place_that_is_no_statement_of_its_function_is_found(walk: Walk) -> None:
    step = _step("total = 1")
    elsewhere = Step(span=step.span, note="", function=PartId("Bank.sol:Bank.outer()"))
    assert walk.problem([elsewhere]) == "step 1 is no statement of Bank.sol:Bank.outer()"
