"""Figures printed: the arithmetic, and the whole of what a reader sees."""

import sys
from pathlib import Path

import msgspec
import pytest

from assay.evaluation.clock import ratio, run
from assay.evaluation.curated import CategoryFigures, CuratedFigures, Score
from assay.evaluation.figures import Figures
from assay.evaluation.report import render
from assay.evaluation.sound import SoundFigures, SoundScore, per_thousand
from assay.evaluation.tables import total


def _score(tool: str, hit: int, cpu: float, compiler: float | None) -> Score:
    return Score(
        tool=tool,
        hit=hit,
        hit_seriously=hit - 1,
        answering=8,
        answering_at_labels=2,
        serious=6,
        files_read=4,
        functions_lost=0,
        cpu_seconds=cpu,
        compiler_seconds=compiler,
        missed=("dataset/a.sol:3",) if hit < 3 else (),
    )


FIGURES = Figures(
    versions={"assay": "0.1", "slither": "0.11"},
    command="python -m assay.evaluation",
    curated=CuratedFigures(
        commit="c0ffee",
        categories=(
            CategoryFigures(
                category="reentrancy",
                labels=3,
                files=4,
                code_lines=50,
                scores=(_score("assay", 3, 0.5, None), _score("slither", 2, 6.0, 2.0)),
            ),
        ),
        lost=("slither: dataset/b.sol: \x1b[31modd`",),
    ),
    sound=(
        SoundFigures(
            corpus="v2-core",
            commit="beef",
            files=2,
            code_lines=400,
            scores=(
                SoundScore(
                    tool="assay",
                    high=1,
                    medium=0,
                    files_read=2,
                    functions_lost=3,
                    cpu_seconds=20,
                    compiler_seconds=None,
                    high_findings=("r A.sol:1 a | b",),
                    lost=(),
                ),
            ),
        ),
    ),
    twins=None,
    rules=(),
)


def test_a_ratio_needs_something_to_divide_by() -> None:
    assert (ratio(6.0, 0.5), ratio(6.0, 0.0), ratio(0.0, 2.0)) == (12.0, None, 0.0)


def test_a_rate_is_for_a_thousand_lines_and_needs_a_line() -> None:
    assert (per_thousand(1, 400), per_thousand(0, 400), per_thousand(3, 0)) == (2.5, 0.0, None)


def test_totals_add_up_and_no_compiler_stays_none() -> None:
    assert total([_score("assay", 3, 0.5, None), _score("assay", 2, 1.0, None)]) == Score(
        tool="assay",
        hit=5,
        hit_seriously=3,
        answering=16,
        answering_at_labels=4,
        serious=12,
        files_read=8,
        functions_lost=0,
        cpu_seconds=1.5,
        compiler_seconds=None,
        missed=("dataset/a.sol:3",),
    )


def test_the_text_shows_every_figure_and_nothing_that_steers_a_terminal() -> None:
    text = render(FIGURES, "text")
    assert "\x1b" not in text
    wanted = (
        "category tool hit hit h+m at label h+m a file files read lost CPU s compiler s × ours × with compiler",
        "reentrancy assay 3/3 100 % 2/3 67 % 2/8 25 % 1.50 4/4 0 0.50 – 1.00 1.00",
        "reentrancy slither 2/3 67 % 1/3 33 % 2/8 25 % 1.50 4/4 0 6.00 2.00 8.00 12.0",
        "v2-core (400 lines) assay 1 0 2.50 0.00 2/2 3 20.0 – 1.00 1.00",
        "reentrancy: dataset/a.sol:3",
        "slither: dataset/b.sol: <U+001B>[31modd`",
        "r A.sol:1 a | b",
    )
    squeezed = [" ".join(line.split()) for line in text.splitlines()]
    assert [line for line in wanted if line not in squeezed] == []


def test_markdown_says_what_was_measured_and_how_to_repeat_it() -> None:
    text = render(FIGURES, "markdown")
    for wanted in (
        "- slither: 0.11\n",
        "## Labelled weaknesses: smartbugs/smartbugs-curated at c0ffee\n",
        "| reentrancy | slither | 2/3 67 % | 1/3 33 % | 2/8 25 % | 1.50 | 4/4 | 0 | 6.00 | 2.00 | 8.00 | 12.0 |\n",
        "### Labels missed by slither (1)\n\n- `reentrancy: dataset/a.sol:3`\n",
        "- `` slither: dataset/b.sol: <U+001B>[31modd` ``\n",
        "Measured: Uniswap/v2-core at beef\n",
        "### High by assay in v2-core (1)\n\n- `r A.sol:1 a | b`\n",
        "```sh\npython -m assay.evaluation\n```\n",
    ):
        assert wanted in text


def test_json_is_the_figures_themselves() -> None:
    assert msgspec.json.decode(render(FIGURES, "json"), type=Figures) == FIGURES


@pytest.mark.parametrize(("code", "words"), [(0, b"out"), (3, b"")])
def test_a_run_tells_code_output_and_its_own_cpu_time(tmp_path: Path, code: int, words: bytes) -> None:
    script = f"import sys; sys.stdin.read(); sys.stdout.write({words.decode()!r}); sum(range(10**6)); sys.exit({code})"
    ran = run([sys.executable, "-c", script], cwd=tmp_path, stdin=b"x")
    assert (ran.code, ran.out, ran.err) == (code, words, b"")
    assert 0 < ran.cpu_seconds < 10
