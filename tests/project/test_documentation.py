"""What the documents say is what the program does."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assay.cli import main
from assay.cli.entry import COMMANDS
from assay.engine.settings import IgnoreEntry, ScanSettings, parse_settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
SCAN = (ROOT / "docs" / "scan.md").read_text()
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(path for path in ROOT.glob("docs/**/*.md") if path.parent.name != "rules")])


def command(name: str) -> click.Command:
    """The command of that name."""
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    return found


def calls(text: str) -> list[list[str]]:
    """Every `assay …` in code blocks and spans, as words, without its comment."""
    blocks = re.findall(r"```(?:sh|yaml)\n(.*?)```", text, re.S)
    lines = [line.strip().removeprefix("- run: ") for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", text)
    return [re.split(r"  +|#", line)[0].split()[1:] for line in [*lines, *spans] if line.startswith("assay ")]


def test_the_readme_shows_every_command() -> None:
    assert {call[0] for call in calls(README)} >= set(COMMANDS) - {"schema"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_call_in_a_document_has_options_that_exist(path: Path) -> None:
    for name, *words in calls(path.read_text()):
        if name == "COMMAND" or name.startswith("-"):
            continue
        known = {option for parameter in command(name).params for option in parameter.opts}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, (name, words)


def test_the_readme_and_the_help_agree_on_exit_codes() -> None:
    helped = CliRunner().invoke(main, ["scan", "--help"]).output
    codes = re.findall(r"^  +(\d)  (\w+)", helped, re.M)
    assert re.findall(r"^\| (\d) \| ([\w]+)", README, re.M) == codes
    assert [code for code, _ in re.findall(r"^\| (\d) \| (.*) \|$", SCAN, re.M)] == [code for code, _ in codes]


def test_every_option_of_a_scan_teaches() -> None:
    assert [
        option.name for option in command("scan").params if isinstance(option, click.Option) and not option.help
    ] == []


def test_the_settings_in_the_documentation_are_accepted_and_complete() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", SCAN, re.S)
    settings = parse_settings(example.encode(), known_rules=("contracts.reentrancy",))
    assert len(settings.ignore) == 1
    for kind in (ScanSettings, IgnoreEntry):
        for key in kind.__struct_encode_fields__:
            assert re.search(rf"\b{key}\b", SCAN), f"docs/scan.md does not tell of {key}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_inside_the_project_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", re.sub(r"```.*?```", "", path.read_text(), flags=re.S))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_every_page_is_reached_from_the_navigation_or_an_index() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text()
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in ROOT.glob("docs/*.md")]
    assert [page for page in pages if f": {page}" not in navigation] == []
    index = (ROOT / "docs" / "decisions" / "index.md").read_text()
    assert [path.name for path in ROOT.glob("docs/decisions/0*.md") if f"({path.name})" not in index] == []
