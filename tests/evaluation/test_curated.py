"""Labels by line, what hits one, and the arithmetic over hits."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.builders import Oracle, flag, tiny_corpus

from assay.core.errors import BadInput
from assay.evaluation.curated import CATEGORIES, CategoryFigures, Label, Score, labels_in, measure
from assay.evaluation.tool import Batch, Reading


def test_labels_are_read_with_their_category_and_lines(tmp_path: Path) -> None:
    files, labels = labels_in(tiny_corpus(tmp_path))
    assert files == {"dataset/reentrancy/a.sol": "reentrancy", "dataset/front_running/a.sol": "front_running"}
    assert labels == (
        Label(path="dataset/reentrancy/a.sol", category="reentrancy", lines=(5,)),
        Label(path="dataset/front_running/a.sol", category="front_running", lines=(2, 20)),
        Label(path="dataset/front_running/a.sol", category="front_running", lines=(90,)),
    )


@pytest.mark.parametrize("text", ["", "[{}]", '{"path": 1}', '[{"path": "x/y.sol", "vulnerabilities": []}]'])
def test_a_label_file_of_another_shape_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "vulnerabilities.json").write_text(text)
    with pytest.raises(BadInput, match=r"vulnerabilities\.json"):
        labels_in(tmp_path)


def test_dasp_has_ten_categories_and_each_has_a_tag_of_its_own() -> None:
    assert list(CATEGORIES) == [
        "reentrancy",
        "access_control",
        "arithmetic",
        "unchecked_low_level_calls",
        "denial_of_service",
        "bad_randomness",
        "front_running",
        "time_manipulation",
        "short_addresses",
        "other",
    ]


@pytest.mark.parametrize(
    ("line", "hit"), [(7, False), (8, True), (10, True), (12, True), (13, False), (18, True), (22, True), (23, False)]
)
def test_a_label_is_hit_within_two_lines_and_no_further(line: int, hit: bool) -> None:
    label = Label(path="a.sol", category="reentrancy", lines=(10, 20))
    assert label.hit_by(flag("a.sol", line)) is hit


def test_a_finding_of_another_category_hits_nothing() -> None:
    label = Label(path="a.sol", category="reentrancy", lines=(10,))
    assert not label.hit_by(flag("a.sol", 10, category="arithmetic"))
    assert not label.hit_by(flag("a.sol", 10, category=""))
    assert not label.hit_by(flag("a.sol"))


@given(st.lists(st.integers(1, 60), min_size=1), st.lists(st.integers(1, 60)))
def test_a_hit_is_a_distance_of_at_most_two(labelled: list[int], pointed: list[int]) -> None:
    label = Label(path="a.sol", category="reentrancy", lines=tuple(labelled))
    nearest = min((abs(a - b) for a in labelled for b in pointed), default=99)
    assert label.hit_by(flag("a.sol", *pointed)) is (nearest <= 2)


def test_a_tool_is_scored_on_each_category_and_reads_no_give_away(tmp_path: Path) -> None:
    def answer(batch: Batch) -> Reading:
        if "reentrancy" in batch.name:
            found = flag("a.sol", 5), flag("a.sol", 1, severity="low"), flag("a.sol", 2, category="front_running")
            return Reading(flags=found, functions_lost=1, cpu_seconds=2.0)
        return Reading(flags=(flag("a.sol", 2, category="front_running", severity="low"),), cpu_seconds=0.5)

    tool = Oracle("oracle", answer)
    (tmp_path / "out").mkdir()
    figures = measure(tiny_corpus(tmp_path), [tool], None, tmp_path / "out")
    assert b"report" not in b"".join(tool.given.values())
    assert b"vulnerable" not in b"".join(tool.given.values())
    assert figures.lost == ()
    by_name = {category.category: category for category in figures.categories}
    assert by_name["reentrancy"] == CategoryFigures(
        category="reentrancy",
        labels=1,
        files=1,
        code_lines=6,
        scores=(
            Score(
                tool="oracle",
                hit=1,
                hit_seriously=1,
                answering=2,
                answering_at_labels=1,
                serious=2,
                files_read=1,
                functions_lost=1,
                cpu_seconds=2.0,
                compiler_seconds=None,
                missed=(),
            ),
        ),
    )
    # The finding of front running in the reentrant file answers the category, and lies at none of its labels.
    assert by_name["front_running"].scores[0] == Score(
        tool="oracle",
        hit=1,
        hit_seriously=0,
        answering=2,
        answering_at_labels=1,
        serious=0,
        files_read=1,
        functions_lost=0,
        cpu_seconds=0.5,
        compiler_seconds=None,
        missed=("dataset/front_running/a.sol:90",),
    )


def test_a_lost_file_is_named_as_the_corpus_names_it(tmp_path: Path) -> None:
    tool = Oracle("oracle", lambda batch: Reading(lost=dict.fromkeys(batch.files, "no idea")))
    (tmp_path / "out").mkdir()
    figures = measure(tiny_corpus(tmp_path), [tool], None, tmp_path / "out")
    assert figures.lost == (
        "oracle: dataset/reentrancy/a.sol: no idea",
        "oracle: dataset/front_running/a.sol: no idea",
    )
    assert [category.scores[0].files_read for category in figures.categories] == [0] * 10
