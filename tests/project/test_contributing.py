"""The steps of CONTRIBUTING.md, followed to the letter in a copy of the package."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
FILES = dict(re.findall(r"^`(src/assay/\S+)`\n\n```\w+\n(.*?)^```$", GUIDE, re.M | re.S))
RULE = "contracts.hash-of-this-block"
EXAMPLES = "src/assay/analyses/contracts/examples"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the guide's rule in it."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in FILES.items():
        assert not (copy / name).exists(), f"{name} is there already: take another example"
        (copy / name).write_text(text)
    return copy


def assay(checkout: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command line of the copy."""
    return subprocess.run(
        [sys.executable, "-c", "from assay.cli import main; main(prog_name='assay')", *arguments],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_guide_has_a_rule_and_both_its_examples() -> None:
    kinds = [Path(name).suffix for name in FILES]
    assert kinds == [".py", ".sol", ".sol"]


def test_the_rule_is_listed_with_no_other_edit(checkout: Path) -> None:
    assert RULE in assay(checkout, "rules").stdout


@pytest.mark.parametrize(
    ("example", "lines"), [("hash_of_this_block_ticket.sol", [7]), ("hash_of_this_block_clean_previous.sol", [])]
)
def test_its_examples_behave_as_it_says(checkout: Path, example: str, lines: list[int]) -> None:
    done = assay(checkout, "scan", f"{EXAMPLES}/{example}", "--only", RULE, "--format", "json", "--fail-on", "low")
    report = json.loads(done.stdout)
    assert [finding["at"]["line"] for finding in report["findings"]] == lines
    assert (done.returncode, report["gaps"]) == (1 if lines else 0, [])


def test_its_page_is_written(checkout: Path) -> None:
    done = assay(checkout, "pages", "docs/rules")
    assert (done.returncode, done.stderr) == (0, "")
    page = (checkout / "docs" / "rules" / f"{RULE}.md").read_text()
    assert all(text.strip() in page for name, text in FILES.items() if name.endswith(".sol"))


def test_the_rule_passes_the_checks_that_the_guide_names(checkout: Path) -> None:
    (rule,) = (checkout / name for name in FILES if name.endswith(".py"))
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml"), str(rule)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
