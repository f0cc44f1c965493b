"""A mistake in assay.toml is an error that names its line and its key."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.errors import BadInput
from assay.engine.settings import IgnoreEntry, ScanSettings, Settings, parse_settings

RULES = ("contracts.reentrancy", "contracts.tx-origin")


def parse(text: str) -> Settings:
    return parse_settings(text.encode(), known_rules=RULES)


def test_everything_that_can_be_set() -> None:
    assert parse("""\
[scan]
only = ["contracts.reentrancy"]
fail-on = "medium"
fail-on-unknown = true
include = ["test/**"]
exclude = ["src/old/**"]
budget = 2.5
memory = 512

[[ignore]]
rule = "contracts.reentrancy"
path = "src/**"
reason = "ours"
until = 2027-01-01

[[ignore]]
fingerprint = "00112233445566778899aabbccddeeff"
part = "src/A.sol:A.f()"
reason = "known"
""") == Settings(
        scan=ScanSettings(
            only=("contracts.reentrancy",),
            fail_on="medium",
            fail_on_unknown=True,
            include=("test/**",),
            exclude=("src/old/**",),
            budget=2.5,
            memory=512,
        ),
        ignore=(
            IgnoreEntry(rule="contracts.reentrancy", path="src/**", reason="ours", until=date(2027, 1, 1)),
            IgnoreEntry(fingerprint="00112233445566778899aabbccddeeff", part="src/A.sol:A.f()", reason="known"),
        ),
        lines=(10, 16),
    )


def test_an_empty_file_sets_nothing() -> None:
    assert parse("") == Settings()


MISTAKES = {
    "[scan]\nbudgets = 3\n": "assay.toml:2: scan: unknown key `budgets`",
    "[scam]\n": "assay.toml:1: unknown key `scam`",
    '\n[scan]\nonly = "contracts.reentrancy"\n': "assay.toml:3: scan.only: expected `array`, got `str`",
    '[scan]\nonly = ["contracts.reentrance"]\n': (
        "assay.toml:2: scan.only: unknown rule 'contracts.reentrance' (did you mean contracts.reentrancy?)"
    ),
    '[scan]\nfail-on = "severe"\n': (
        "assay.toml:2: scan.fail-on: invalid enum value 'severe'; expected high, medium, low, never"
    ),
    '[[ignore]]\nrule = "contracts.tx-origin"\nreason = "a"\nuntil = "soon"\n': (
        "assay.toml:4: ignore[0].until: expected a date such as 2027-01-31"
    ),
    "[scan]\nbudget = 0\n": "assay.toml:2: scan.budget: expected more than 0 and at most 3,600",
    "[scan]\nbudget = nan\n": "assay.toml:2: scan.budget: expected more than 0 and at most 3,600",
    "[scan]\nmemory = -1\n": "assay.toml:2: scan.memory: expected more than 0 and at most 1,048,576",
    '[[ignore]]\nrule = "contracts.tx-origin"\n': "assay.toml:1: ignore[0]: missing key `reason`",
    '[[ignore]]\nrule = "contracts.tx-origin"\nreason = " "\n': "assay.toml:1: ignore.reason: say why",
    '[[ignore]]\nreason = "a"\nrule = "x"\n\n[[ignore]]\nreason = 3\n': (
        "assay.toml:6: ignore[1].reason: expected `str`, got `int`"
    ),
    '[[ignore]]\nrule = "nothing"\nreason = "a"\n': (
        "assay.toml:1: ignore.rule: unknown rule 'nothing' (`assay rules` lists them)"
    ),
    '[[ignore]]\nreason = "all of it"\n': (
        "assay.toml:1: ignore: expected rule, path, part or fingerprint beside the reason"
    ),
    "[scan\n": "assay.toml: Expected ']' at the end of a table declaration (at line 1, column 6)",
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.items())
def test_a_mistake_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(BadInput) as raised:
        parse(text)
    assert str(raised.value) == message


@pytest.mark.parametrize("data", [b"\xff = 1", b"a = " + b"[" * 100_000, b"#" * 2_000_000])
def test_what_is_no_toml_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^assay\.toml: "):
        parse_settings(data, known_rules=RULES)


@given(st.text() | st.sampled_from(list(MISTAKES)).flatmap(lambda text: st.permutations(text).map("".join)))
def test_no_text_does_worse_than_bad_input(text: str) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(parse_settings(text.encode("utf-8", errors="replace"), known_rules=RULES), Settings)
