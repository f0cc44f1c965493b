"""The page on chains does what it shows."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from assay.cli import main
from assay.core.subject import SubjectKind
from assay.engine.rules import load
from assay.sources.chains.profile import Consensus, Profile
from assay.sources.chains.reading import read_profile

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "chains.md").read_text()
(PROFILE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)


def commands() -> list[tuple[str, str]]:
    """What is typed, and how its output starts."""
    blocks = re.findall(r"```console\n\$ assay (.*?)\n(.*?)```", PAGE, re.S)
    return [(typed, shown) for typed, shown in blocks]


@pytest.mark.parametrize(("typed", "shown"), commands(), ids=[typed for typed, _ in commands()])
def test_every_command_prints_what_the_page_says(
    typed: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / "chains", tmp_path / "examples" / "chains")
    (tmp_path / "wrong.toml").write_text(PROFILE.replace("value = 10,", "value = -10,"))
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(main, [*typed.split(), "--no-cache"])
    # Where lines are broken depends on the terminal.
    assert " ".join(made.output.split()).startswith(" ".join(shown.split()))


def test_the_profile_on_the_page_is_read() -> None:
    assert read_profile("coin.toml", PROFILE.encode()).consensus.kind is Consensus.POW
    assert tomllib.loads(PROFILE)["producers"]["member"][1]["name"] == "Birch"


def test_every_table_kind_and_rule_is_on_the_page_or_on_its_own() -> None:
    tables = {"name", "currency", "sources"} ^ set(Profile.__struct_encode_fields__)
    assert [name for name in sorted(tables) if f"`{name}`" not in PAGE] == []
    assert [kind for kind in Consensus if f"`{kind}`" not in PAGE] == []
    assert [
        one.rule.id for one in load(SubjectKind.CHAIN) if not (ROOT / f"docs/rules/{one.rule.id}.md").exists()
    ] == []
