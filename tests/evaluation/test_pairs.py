"""Twins: a weakness found, its fixed twin left alone."""

from pathlib import Path

import pytest
from tests.evaluation.builders import flag

from assay.core.errors import BadInput
from assay.evaluation.pairs import TwinScore, Weakness, truth_in, twin_score
from assay.evaluation.tool import Reading

EXAMPLES = Path(__file__).parents[2] / "examples" / "contracts"

WEAKNESS = Weakness(
    file="v/A.sol",
    lines=(10, 12),
    code="x;",
    owasp="SC05",
    rule="contracts.reentrancy",
    why="because",
    fixed="v/AFixed.sol",
)


def test_the_shipped_truth_names_files_lines_and_code_that_are_there() -> None:
    truth = truth_in(EXAMPLES)
    assert truth
    for weakness in truth:
        lines = (EXAMPLES / weakness.file).read_text().splitlines()
        first, last = weakness.lines
        assert weakness.code in "\n".join(lines[first - 1 : last]), weakness
        assert (EXAMPLES / weakness.fixed).exists(), weakness


def test_a_missing_truth_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"truth\.toml"):
        truth_in(tmp_path)


@pytest.mark.parametrize(("line", "found"), [(7, 0), (8, 1), (14, 1), (15, 0)])
def test_a_weakness_is_found_within_two_lines_of_its_stretch(line: int, found: int) -> None:
    score = twin_score("assay", [WEAKNESS], Reading(flags=(flag("v/A.sol", line),)))
    assert (score.found, score.named, score.quiet) == (found, found, 1)


def test_an_alarm_in_the_fixed_twin_and_a_wrong_name_are_counted() -> None:
    flags = (
        flag("v/A.sol", 10, category="arithmetic"),
        flag("v/AFixed.sol", 3),
        flag("v/AFixed.sol", 4, severity="low"),
    )
    score = twin_score("assay", [WEAKNESS], Reading(flags=flags, lost={"z.sol": "odd"}, cpu_seconds=1.5))
    assert score == TwinScore(
        tool="assay",
        found=1,
        named=0,
        quiet=0,
        cpu_seconds=1.5,
        compiler_seconds=None,
        missed=(),
        alarms=("contracts.reentrancy v/AFixed.sol:3 told | so",),
        lost=("z.sol: odd",),
    )
