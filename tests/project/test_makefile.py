"""`make` alone tells what there is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def test_bare_make_lists_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    assert phony
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\w+)  ", listed, re.M)) == set(phony.group(1).split())


def test_the_filter_reaches_pytest() -> None:
    dry = subprocess.run(
        ["make", "-n", "test", "T=reentrancy"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "-k 'reentrancy'" in dry


def test_the_ci_run_does_both_readme_commands() -> None:
    ci = (ROOT / ".ci" / "run").read_text()
    readme = (ROOT / "README.md").read_text()
    assert re.findall(r"^make (\w+)", readme, re.M)[:2] == ["demo", "test"]
    assert {"demo", "test", "check", "slow", "docs"} <= set(re.findall(r"^step make (\w+)$", ci, re.M))
