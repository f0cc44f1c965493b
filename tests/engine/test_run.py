"""Rules that hang, crash or eat memory finish within their budgets and leave all other answers intact."""

import ctypes
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pytest

from assay.core.fact import Focus
from assay.core.outcome import Found, Outcome, Unknown
from assay.core.provider import PROVIDED_BY, provides
from assay.engine.children import ForkedChildren
from assay.engine.rules import BoundRule
from assay.engine.run import ask_all
from assay.engine.sandbox import Limits
from assay.testing.toy import Bodies, Here, bound, finds, toy_material, toy_rule

FILES = {
    f"{name}.sol": f"contract {name} {{\n  function f {'bad' if name in 'BD' else 'good'}\n  function g bad\n}}\n"
    for name in "ABCD"
}
MATERIAL = toy_material(FILES)
LIMITS = Limits(seconds=0.6, mebibytes=256)
TIME, MEMORY = "analysis of its unit took longer than 0.6 s", "analysis of its unit needed more than 256 MiB of memory"
CRASH = "analysis of its unit crashed (Segmentation fault)"


def endless() -> None:
    while True:
        pass


def stuck_in_c() -> None:
    re.findall(r"(a+)+$", "a" * 64 + "b")


def hungry() -> None:
    kept = []
    while True:
        kept.append(bytearray(1_000_000))


def segfault() -> None:
    ctypes.string_at(0)


def on_b(id_: str, harm: Callable[[], None]) -> BoundRule:
    """Does harm when it is asked about contract B, and finds all functions `g` elsewhere."""
    rule = toy_rule(id_)

    def answer(here: Here, bodies: Bodies) -> Iterator[Outcome]:
        if here.functions[0].startswith("B."):
            harm()
        yield rule.found(here.functions[1], "g", at=bodies.span[here.functions[1]])

    return bound(rule, answer)


def told(outcomes: Iterable[Outcome]) -> list[str]:
    return sorted(
        f"{outcome.rule} {outcome.part} {outcome.because if isinstance(outcome, Unknown) else 'found'}"
        for outcome in outcomes
        if isinstance(outcome, Found | Unknown)
    )


def run(*rules: BoundRule, workers: int = 2) -> tuple[list[str], bool]:
    children = ForkedChildren(workers=workers, limits=LIMITS)
    return told(ask_all(rules, MATERIAL, children)), children.reproducible


GOOD = [f"{rule} {part} found" for rule in ("toy.a", "toy.z") for part in (
    "A.sol:A.g()", "B.sol:B.f()", "B.sol:B.g()", "C.sol:C.g()", "D.sol:D.f()", "D.sol:D.g()")]  # fmt: skip


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize(("harm", "cause"), [(endless, TIME), (stuck_in_c, TIME), (hungry, MEMORY), (segfault, CRASH)])
def test_harm_is_unknown_for_its_rule_and_unit_only(harm: Callable[[], None], cause: str, workers: int) -> None:
    outcomes, reproducible = run(finds("toy.a", "bad"), on_b("toy.m", harm), finds("toy.z", "bad"), workers=workers)
    assert outcomes == sorted(
        [
            *GOOD,
            *(f"toy.m {unit}.sol:{unit}.g() found" for unit in "ACD"),
            *(f"toy.m B.sol:B.{name}() {cause} while this rule was asked" for name in "fg"),
        ]
    )
    assert not reproducible


def test_a_unit_that_does_harm_twice_is_unknown_for_what_is_left_of_it() -> None:
    rules = finds("toy.a", "bad"), on_b("toy.m", endless), on_b("toy.n", segfault), finds("toy.z", "bad")
    outcomes, reproducible = run(*rules)
    assert [line for line in outcomes if " B.sol" in line] == [
        *(f"toy.a B.sol:B.{name}() found" for name in "fg"),
        *(f"toy.m B.sol:B.{name}() {TIME} while this rule was asked" for name in "fg"),
        *(f"toy.n B.sol:B.{name}() {CRASH} more than once" for name in "fg"),
        *(f"toy.z B.sol:B.{name}() {CRASH} more than once" for name in "fg"),
    ]
    assert [line for line in outcomes if " B.sol" not in line] == sorted(
        [
            *(line for line in GOOD if " B.sol" not in line),
            *(f"{rule} {unit}.sol:{unit}.g() found" for rule in ("toy.m", "toy.n") for unit in "ACD"),
        ]
    )
    assert not reproducible


@dataclass
class Slow:
    pass


@dataclass
class SlowHere:
    pass


def slow(bodies: Bodies) -> Slow:
    endless()
    return Slow()


def slow_here(focus: Focus) -> SlowHere:
    if focus.unit.name == "B.sol:B":
        endless()
    return SlowHere()


@pytest.fixture
def _providers() -> Iterator[None]:
    before = dict(PROVIDED_BY)
    provides(slow)
    provides(slow_here)
    yield
    PROVIDED_BY.clear()
    PROVIDED_BY.update(before)


@pytest.mark.usefixtures("_providers")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_fact_of_the_run_that_overruns_costs_its_budget_once_a_child(workers: int) -> None:
    rules = []
    for name in ("toy.m", "toy.n"):

        def answer(slow: Slow) -> Iterable[Outcome]:
            return ()

        rules.append(bound(toy_rule(name), answer))
    began = time.monotonic()
    outcomes, reproducible = run(finds("toy.a", "bad"), *rules, finds("toy.z", "bad"), workers=workers)
    assert time.monotonic() - began < 5
    assert outcomes == sorted(
        [
            *GOOD,
            *(
                f"{rule} {unit}.sol:{unit}.{name}() Slow could not be made within the limits"
                for rule in ("toy.m", "toy.n")
                for unit in "ABCD"
                for name in "fg"
            ),
        ]
    )
    assert not reproducible


@pytest.mark.usefixtures("_providers")
def test_a_fact_of_a_unit_that_overruns_is_unknown_for_all_rules_that_need_it() -> None:
    rules = []
    for name in ("toy.m", "toy.n"):

        def answer(slow: SlowHere) -> Iterable[Outcome]:
            return ()

        rules.append(bound(toy_rule(name), answer))
    outcomes, _ = run(finds("toy.a", "bad"), *rules, finds("toy.z", "bad"))
    because = f"{TIME} while SlowHere was made"
    assert outcomes == sorted(
        [*GOOD, *(f"{rule} B.sol:B.{name}() {because}" for rule in ("toy.m", "toy.n") for name in "fg")]
    )


def test_what_was_sent_ahead_survives_the_child() -> None:
    asked: list[Outcome] = []
    rule = toy_rule("toy.b")

    def half(here: Here) -> Iterator[Outcome]:
        time.sleep(0.55)
        yield rule.unknown(here.functions[0], because="half the budget is gone")

    limits = Limits(seconds=0.9)
    rules = (finds("toy.a", "bad"), bound(rule, half), on_b("toy.m", endless), on_b("toy.n", segfault))
    asked.extend(ask_all(rules, MATERIAL, ForkedChildren(workers=2, limits=limits)))
    assert [line for line in told(asked) if " B.sol" in line and not line.startswith(("toy.m", "toy.n"))] == [
        "toy.a B.sol:B.f() found",
        "toy.a B.sol:B.g() found",
        "toy.b B.sol:B.f() half the budget is gone",
    ]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_without_harm_all_answers_are_reproducible_and_in_order(workers: int) -> None:
    rules = (finds("toy.a", "bad"), finds("toy.z", "good"))
    children = ForkedChildren(workers=workers, limits=LIMITS)
    outcomes = ask_all(rules, MATERIAL, children)
    assert [(outcome.rule, outcome.part[0]) for outcome in outcomes] == [
        *(("toy.a", name) for name in "ABBCDD"),
        *(("toy.z", name) for name in "AC"),
    ]
    assert children.reproducible
