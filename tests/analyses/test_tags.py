"""What the rules' tags say they cover, held against the lists that others publish."""

import re

import pytest

from assay.core.subject import SubjectKind
from assay.engine.rules import BoundRule, load

RULES = load(SubjectKind.CODE)
CARRIED = frozenset(tag for bound in RULES for tag in bound.rule.tags)

# https://owasp.org/www-project-smart-contract-top-10/ (2025): SC01 to SC10.
OWASP = tuple(f"owasp:SC{number:02}:2025" for number in range(1, 11))
# https://dasp.co, by the names of SmartBugs' folders.
DASP = (
    "access_control",
    "arithmetic",
    "bad_randomness",
    "denial_of_service",
    "front_running",
    "other",
    "reentrancy",
    "short_addresses",
    "time_manipulation",
    "unchecked_low_level_calls",
)
# https://swcregistry.io: SWC-100 to SWC-136.
SWC = tuple(f"swc:{number}" for number in range(100, 137))
# The weakness that swcregistry.io files each entry under, where our rules have taken it over.
FILED_UNDER = {
    "swc:101": {"cwe:190", "cwe:191", "cwe:197"},
    "swc:104": {"cwe:252"},
    "swc:113": {"cwe:703"},
    "swc:116": {"cwe:829"},
    "swc:118": {"cwe:665"},
    "swc:119": {"cwe:710"},
    "swc:120": {"cwe:330"},
    "swc:124": {"cwe:123"},
    "swc:128": {"cwe:400"},
    "swc:130": {"cwe:451"},
    "swc:132": {"cwe:667"},
    "swc:133": {"cwe:294"},
}


@pytest.mark.parametrize("entry", [*OWASP, *(f"dasp:{name}" for name in DASP)])
def test_every_entry_of_the_published_lists_has_a_rule(entry: str) -> None:
    assert entry in CARRIED


@pytest.mark.parametrize("bound", RULES, ids=lambda bound: bound.rule.id)
def test_a_rule_carries_known_tags_once(bound: BoundRule) -> None:
    tags = bound.rule.tags
    known = {*OWASP, *SWC, *(f"dasp:{name}" for name in DASP)}
    assert [tag for tag in tags if tag not in known and not re.fullmatch(r"cwe:[1-9][0-9]{0,3}", tag)] == []
    assert len(set(tags)) == len(tags)
    assert any(tag.startswith("owasp:") for tag in tags)
    assert any(tag.startswith("cwe:") for tag in tags)


@pytest.mark.parametrize("entry", sorted(FILED_UNDER))
def test_an_entry_of_the_registry_stands_beside_its_weakness(entry: str) -> None:
    mine = {bound.rule.id: set(bound.rule.tags) for bound in RULES if entry in bound.rule.tags}
    assert mine
    assert {rule for rule, tags in mine.items() if not tags & FILED_UNDER[entry]} == set()
