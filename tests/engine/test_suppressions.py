"""Suppressions hold with a reason, where and as long as they say; those that hold for nothing are told."""

import time
from datetime import date
from typing import Any

import pytest

from assay.core.fact import Gap
from assay.core.outcome import Found, RuleId
from assay.core.report import Suppression
from assay.engine.settings import parse_settings
from assay.engine.suppressions import Suppressions, read_suppressions
from assay.testing.toy import Bodies, toy_material, toy_rule

KNOWN = ("toy.a", "toy.b")
TODAY = date(2026, 11, 24)
SOURCE = """\
contract A {
  function f x // assay: ignore[toy.a] -- ours

  // assay: ignore[toy.b, toy.a] until 2027-01-01 -- will be
  // rewritten

  function g x
  function h x
}
"""


def read(source: str = "", toml: str = "", path: str = "src/a.sol", today: date = TODAY) -> Suppressions:
    settings = parse_settings(toml.encode(), known_rules=KNOWN)
    return read_suppressions({path: source.encode()}, settings, known_rules=KNOWN, today=today)


def finding(function: str, rule: str = "toy.a", source: str = SOURCE, path: str = "src/a.sol") -> Found:
    bodies = toy_material({path: source}).seeds[Bodies]
    part = next(part for part in bodies.span if part.endswith(f".{function}()"))
    return toy_rule(rule).found(part, "bad", at=bodies.span[part])


def where(suppressions: Suppressions, *found: Found) -> list[str | None]:
    held = suppressions.match(found, [f"{number:032x}" for number in range(len(found))])
    return [each.where if each is not None else None for each in held]


def test_a_comment_holds_on_its_line_or_the_next_code_line_for_its_rules() -> None:
    suppressions = read(SOURCE)
    assert where(
        suppressions,
        finding("f"),
        finding("f", "toy.b"),
        finding("g"),
        finding("g", "toy.b"),
        finding("h"),
    ) == ["src/a.sol:2", None, "src/a.sol:4", "src/a.sol:4", None]
    assert suppressions.notices == ()
    assert suppressions.dated


def test_what_is_kept_of_a_comment() -> None:
    (held,) = read(SOURCE).match([finding("g")], ["0" * 32])
    assert held == Suppression(
        where="src/a.sol:4", rules=(RuleId("toy.a"), RuleId("toy.b")), reason="will be", until="2027-01-01"
    )


def test_a_comment_for_a_file_holds_in_it_only() -> None:
    text = "/* assay: ignore-file[toy.a] -- a mock */\n" + SOURCE.replace("// assay", "// nothing")
    suppressions = read(text)
    assert where(suppressions, finding("g", source=text), finding("g", source=text, path="b.sol")) == [
        "src/a.sol:1",
        None,
    ]
    assert not suppressions.dated


@pytest.mark.parametrize(
    ("comment", "wrong"),
    [
        ("// assay: ignore[toy.a]", "a reason is missing (`-- why`)"),
        ("// assay: ignore[toy.a] --  ", "a reason is missing (`-- why`)"),
        ("// assay: ignore[toy.a] because", "expected `until YYYY-MM-DD` or `--` after the rules"),
        ("// assay: ignore[toy.a] until soon -- x", "expected `until YYYY-MM-DD` or `--` after the rules"),
        ("// assay: ignore[toy.a] until 20270101 -- x", "expected `until YYYY-MM-DD` or `--` after the rules"),
        ("// assay: ignore[toy.aa] -- x", "unknown rule 'toy.aa' (did you mean toy.a?)"),
        ("// assay: ignore -- x", "expected the rules in brackets, as in `ignore[contracts.reentrancy]`"),
        ("// assay: ignore[] -- x", "expected the rules in brackets, as in `ignore[contracts.reentrancy]`"),
        ("// assay: ignore[toy.a -- x", "expected the rules in brackets, as in `ignore[contracts.reentrancy]`"),
    ],
)
def test_a_comment_that_cannot_be_granted_suppresses_nothing_and_is_told(comment: str, wrong: str) -> None:
    text = f"contract A {{\n  {comment}\n  function f x\n}}\n"
    suppressions = read(text)
    assert where(suppressions, finding("f", source=text)) == [None]
    assert suppressions.notices == (Gap(what="src/a.sol:2", because=f"this comment suppresses nothing: {wrong}"),)


@pytest.mark.parametrize("comment", ["// assay is a word", "// assay: please look", "// ignore[toy.a] -- x"])
def test_other_comments_are_none_of_our_business(comment: str) -> None:
    assert read(f"{comment}\n{SOURCE}").notices == ()


def test_what_has_ended_holds_no_longer_and_is_told() -> None:
    assert where(read(SOURCE, today=date(2027, 1, 1)), finding("g")) == ["src/a.sol:4"]
    ended = read(SOURCE, today=date(2027, 1, 2))
    assert where(ended, finding("g")) == [None]
    assert ended.notices == (
        Gap(what="src/a.sol:4", because="this suppression ended on 2027-01-01 and holds no longer: will be"),
    )
    assert ended.dated


@pytest.mark.parametrize(
    ("keys", "holds"),
    [
        ('rule = "toy.a"', [True, True, False]),
        ('path = "src/*.sol"', [True, True, True]),
        ('path = "lib/**"', [False, False, False]),
        ('part = "src/a.sol:A.g()"', [False, True, False]),
        (f'fingerprint = "{2:032x}"', [False, False, True]),
        ('rule = "toy.a"\npart = "src/a.sol:A.f()"', [True, False, False]),
    ],
)
def test_an_entry_holds_where_all_its_keys_match(keys: str, holds: list[bool]) -> None:
    suppressions = read(toml=f'\n[[ignore]]\n{keys}\nreason = "ours"\n')
    findings = (finding("f"), finding("g"), finding("h", "toy.b"))
    assert where(suppressions, *findings) == ["assay.toml:2" if each else None for each in holds]


def test_unused_ones_are_told_but_not_those_of_rules_that_were_not_asked() -> None:
    suppressions = read(SOURCE, toml='[[ignore]]\npath = "lib/**"\nreason = "theirs"\n')
    used: Any = [finding("f")]
    unused = suppressions.unused(used, ["0" * 32], map(RuleId, KNOWN))
    assert [each.where for each in unused] == ["src/a.sol:4", "assay.toml:1"]
    assert [each.where for each in suppressions.unused([], [], [RuleId("toy.a")])] == ["src/a.sol:2", "assay.toml:1"]


@pytest.mark.parametrize(
    "bomb",
    [
        "// assay: ignore[" + "[" * 300_000,
        "// assay: " + "assay: ignore " * 30_000,
        "/* assay: ignore[" + ",a" * 200_000,
    ],
)
def test_a_bomb_of_a_comment_takes_linear_time(bomb: str) -> None:
    began = time.process_time()
    assert len(read(bomb).notices) <= 1
    assert time.process_time() - began < 3
