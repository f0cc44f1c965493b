"""`assay rules`, `assay explain`, and the pages made from the same declarations."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.conftest import Cli

from assay.cli.pages import pages
from assay.cli.rules import table, tagged
from assay.engine.rules import BoundRule, all_rules
from assay.testing.toy import toy_rule

DOCS = Path(__file__).parents[2] / "docs"


def test_every_rule_is_listed_in_every_format(cli: Cli) -> None:
    ids = [bound.rule.id for bound in all_rules()]
    assert [line.split()[0] for line in cli("rules").stdout.splitlines()] == ids
    assert [rule["id"] for rule in json.loads(cli("rules", "--format", "json").stdout)] == ids
    assert all(f"`{name}`" in cli("rules", "--format", "markdown").stdout for name in ids)


def test_a_tag_chooses_up_to_a_colon() -> None:
    rule = replace(toy_rule("toy.rule"), tags=("swc:107", "owasp:SC05:2025"))
    assert tagged(rule, ("swc:107",))
    assert tagged(rule, ("OWASP:sc05",))
    assert not tagged(rule, ("swc:10",))


def test_the_list_can_be_cut_by_tag(cli: Cli) -> None:
    assert "contracts.reentrancy" in cli("rules", "--tag", "owasp:SC05").stdout
    assert cli("rules", "--tag", "no:such").stdout == "no rule\n"


@pytest.mark.parametrize("bound", all_rules(), ids=lambda bound: bound.rule.id)
def test_an_explanation_has_all_that_the_rule_declares(cli: Cli, bound: BoundRule) -> None:
    rule = bound.rule
    wanted = (rule.title, rule.id, *rule.flagged, *rule.clean, *rule.references)
    told = {form: cli("explain", rule.id, "--format", form).stdout for form in ("text", "markdown")}
    assert [(form, text) for form in told for text in wanted if text not in told[form]] == []
    assert [text for text in (rule.meaning, rule.remedy) if text.strip() not in told["markdown"]] == []


def test_an_explanation_shows_one_example_of_each_kind_unless_all_are_wanted(cli: Cli) -> None:
    rule = next(bound.rule for bound in all_rules() if bound.rule.id == "contracts.reentrancy")
    headed = {
        f"{title}: {name}" for title, names in (("Flagged", rule.flagged), ("Clean", rule.clean)) for name in names
    }
    short, full = (
        {line for line in cli("explain", "reentrancy", *more).stdout.splitlines() if line in headed}
        for more in ((), ("--all",))
    )
    assert short == {f"Flagged: {rule.flagged[0]}", f"Clean: {rule.clean[0]}"}
    assert full == headed


@pytest.mark.parametrize("columns", [40, 80, 300])
def test_an_explanation_fits_the_terminal(cli: Cli, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = cli("explain", "contracts.reentrancy").stdout
    meaning = told[told.index("tags:") : told.index("What to do")].splitlines()[1:]
    assert max(map(len, meaning)) <= min(columns, 100)


def test_a_narrow_terminal_gets_the_rules_without_their_tags() -> None:
    rules = [bound.rule for bound in all_rules()]
    assert "swc:107" in table(rules)
    assert "swc:107" in table(rules, 1000)
    narrow = table(rules, 120)
    assert "swc:107" not in narrow
    assert [line.split()[0] for line in narrow.splitlines()] == [rule.id for rule in rules]


def test_an_unknown_rule_is_refused_with_the_nearest(cli: Cli) -> None:
    answer = cli("explain", "contracts.reentrance")
    assert answer.exit_code == 2
    assert "did you mean contracts.reentrancy" in answer.stderr


def test_every_rule_has_its_current_page() -> None:
    written = {path.name: path.read_text() for path in (DOCS / "rules").glob("*.md")}
    made = pages()
    assert sorted(written) == sorted(made), "run `make pages` and commit what it writes"
    assert [name for name in made if made[name] != written[name]] == [], "run `make pages` and commit what it writes"


def test_pages_of_rules_that_are_gone_are_removed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "contracts.gone.md").touch()
    assert cli("pages", "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(pages())
