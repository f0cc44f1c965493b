"""Each part of a unit has an outcome, whatever its rule does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from assay.core.errors import BudgetExceeded
from assay.core.outcome import Clear, Found, Outcome, Severity, Unknown
from assay.core.subject import PartId, PartKind
from assay.engine.ask import ask
from assay.engine.facts import FactBook
from assay.testing.toy import Bodies, Here, bound, toy_material, toy_rule

MATERIAL = toy_material({"a.sol": "contract A {\n  function f one\n  function g two\n}\n"})
UNIT = MATERIAL.units[0]
F, G = PartId("a.sol:A.f()"), PartId("a.sol:A.g()")
RULE = toy_rule("toy.rule", severities=(Severity.HIGH, Severity.LOW))
KINDS = {part.id: part.kind for part in MATERIAL.parts}


def asked(answer: Any, rule: Any = RULE) -> tuple[Outcome, ...]:
    book = FactBook(MATERIAL.seeds)
    book.focus(UNIT)
    return ask(bound(rule, answer), UNIT, KINDS, book)


def unknown(because: str) -> tuple[Outcome, ...]:
    return tuple(Unknown(rule=RULE.id, part=part, because=because) for part in (F, G))


def test_parts_not_mentioned_are_clear() -> None:
    def answer(here: Here, bodies: Bodies) -> Iterator[Outcome]:
        yield RULE.found(here.functions[0], "bad", at=bodies.span[F])

    found, clear = asked(answer)
    assert isinstance(found, Found)
    assert (found.part, found.severity) == (F, Severity.HIGH)
    assert clear == Clear(rule=RULE.id, part=G)


def test_a_rule_is_asked_only_about_parts_of_its_kind() -> None:
    rule = toy_rule("toy.rule", per=PartKind.CONTRACT)
    assert asked(lambda: (), rule) == (Clear(rule=rule.id, part=PartId("a.sol:A")),)


def raising(error: BaseException) -> Any:
    def answer() -> Iterator[Outcome]:
        yield RULE.unknown(F, because="never kept")
        raise error

    return answer


@pytest.mark.parametrize(
    ("error", "because"),
    [
        (TypeError("no such thing"), "rule failed: TypeError: no such thing"),
        (
            ValueError(f"<{object()!r}> in /home/me/project/rule.py"),
            "rule failed: ValueError: <<object object at 0x…>> in rule.py",
        ),
        (BudgetExceeded("more than 10000 steps"), "more than 10000 steps"),
        (RecursionError("maximum recursion depth exceeded"), "rule failed: nested too deeply"),
        (StopIteration(), "rule failed: RuntimeError: generator raised StopIteration"),
        (ValueError("a\nb" + "c" * 1000), f"rule failed: ValueError: a b{'c' * 236}…"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_rule_that_raises_is_unknown_for_all_its_parts(error: BaseException, because: str) -> None:
    assert asked(raising(error)) == unknown(because)


def test_memory_that_ran_out_is_not_the_rules_to_answer() -> None:
    with pytest.raises(MemoryError):
        asked(raising(MemoryError()))


def found(**changes: Any) -> Found:
    made = RULE.found(F, "bad", at=MATERIAL.seeds[Bodies].span[F])
    return Found(**{name: changes.get(name, getattr(made, name)) for name in made.__struct_fields__})


@pytest.mark.parametrize(
    ("outcome", "because"),
    [
        (found(severity=Severity.MEDIUM), "ValueError: gave severity medium, which it does not declare"),
        (found(part="b.sol:B.f()"), "ValueError: answered for b.sol:B.f(), which is no function of this unit"),
        (found(part="a.sol:A"), "ValueError: answered for a.sol:A, which is no function of this unit"),
        (found(rule="toy.other"), "ValueError: answered as toy.other"),
        ("bad", "TypeError: answered with str, which is no outcome"),
    ],
)
def test_an_answer_that_breaks_its_declaration_is_unknown(outcome: Any, because: str) -> None:
    assert asked(lambda: [outcome]) == unknown(f"rule failed: {because}")


@pytest.mark.parametrize("changes", [{"message": 3}, {"at": None}, {"evidence": (object(),)}, {"confidence": "sure"}])
def test_what_a_report_cannot_hold_is_unknown(changes: dict[str, Any]) -> None:
    outcomes: Iterable[Outcome] = asked(lambda: [found(**changes)])
    assert all(isinstance(each, Unknown) and each.because.startswith("rule failed: ") for each in outcomes)


def test_a_fact_that_failed_is_the_reason() -> None:
    class Missing: ...

    def answer(missing: Missing) -> Iterable[Outcome]:
        return ()

    answer.__annotations__["missing"] = Missing
    assert asked(answer) == unknown("rule failed: TypeError: nobody provides Missing")


@dataclass(frozen=True)
class Half:
    unanswered: dict[PartId, str]


def test_a_part_whose_facts_could_not_be_made_is_unknown_and_the_others_are_answered() -> None:
    def answer(half: Half) -> Iterator[Outcome]:
        return iter(())

    book = FactBook({**MATERIAL.seeds, Half: Half({G: "too many operations"})})
    book.focus(UNIT)
    assert ask(bound(RULE, answer), UNIT, KINDS, book) == (
        Unknown(rule=RULE.id, part=G, because="too many operations"),
        Clear(rule=RULE.id, part=F),
    )
