"""Every rule finds its flagged examples and stays silent on its clean ones: the twins that look like the weakness."""

from pathlib import Path

import pytest

from assay.core.outcome import Found, Outcome
from assay.engine.rules import BoundRule, all_rules, examples_dir
from assay.testing.asking import answers_for

RULES = all_rules()


def examples(which: str) -> list[object]:
    return [
        pytest.param(bound, examples_dir(bound) / name, id=f"{bound.rule.id}-{name}")
        for bound in RULES
        for name in getattr(bound.rule, which)
    ]


def found(outcomes: tuple[Outcome, ...]) -> list[Found]:
    return [outcome for outcome in outcomes if isinstance(outcome, Found)]


@pytest.mark.parametrize(("bound", "path"), examples("flagged"))
def test_a_rule_finds_its_flagged_example(bound: BoundRule, path: Path) -> None:
    assert found(answers_for(bound, path))


@pytest.mark.parametrize(("bound", "path"), examples("clean"))
def test_a_rule_stays_silent_on_its_clean_example(bound: BoundRule, path: Path) -> None:
    outcomes = answers_for(bound, path)
    assert found(outcomes) == []
    assert not [outcome for outcome in outcomes if outcome.__class__.__name__ == "Unknown"]


@pytest.mark.parametrize("bound", RULES, ids=lambda bound: bound.rule.id)
def test_a_rule_has_a_flagged_and_a_clean_example(bound: BoundRule) -> None:
    assert bound.rule.flagged
    assert bound.rule.clean
