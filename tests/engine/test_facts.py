"""Facts are made once by whoever provides them, and what fails says so to all who ask."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assay.core.errors import BudgetExceeded
from assay.core.fact import Focus, Unit
from assay.core.provider import PROVIDED_BY, provides
from assay.core.subject import PartId
from assay.engine.facts import FactBook, FactFailed

A, B = (Unit(name, (PartId(name),)) for name in "AB")


@dataclass
class Seed:
    value: int


@dataclass
class Whole:
    value: int


@dataclass
class Local:
    value: str


@dataclass
class Both:
    value: str


@dataclass
class Orphan:
    value: int


@dataclass
class Needy:
    value: int


@dataclass
class Egg:
    value: int


@dataclass
class Hen:
    value: int


@dataclass
class Costly:
    value: int


@dataclass
class Broken:
    value: int


MADE: list[str] = []


def whole(seed: Seed) -> Whole:
    MADE.append("whole")
    return Whole(seed.value + 1)


def local(focus: Focus) -> Local:
    MADE.append(f"local {focus.unit.name}")
    return Local(focus.unit.name)


def both(whole: Whole, local: Local) -> Both:
    MADE.append(f"both {local.value}")
    return Both(f"{local.value}{whole.value}")


def needy(orphan: Orphan) -> Needy:
    return Needy(orphan.value)


def egg(hen: Hen) -> Egg:
    return Egg(hen.value)


def hen(egg: Egg) -> Hen:
    return Hen(egg.value)


def costly(seed: Seed) -> Costly:
    MADE.append("costly")
    raise BudgetExceeded(f"more than {seed.value} steps")


def broken(seed: Seed) -> Broken:
    MADE.append("broken")
    return Broken(seed.value // 0)


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    MADE.clear()
    before = dict(PROVIDED_BY)
    for provider in (whole, local, both, needy, egg, hen, costly, broken):
        provides(provider)
    yield
    PROVIDED_BY.clear()
    PROVIDED_BY.update(before)


@pytest.fixture
def book() -> FactBook:
    made = FactBook({Seed: Seed(1)})
    made.focus(A)
    return made


def test_a_fact_is_made_once_for_all_who_ask(book: FactBook) -> None:
    assert book.ask(Whole) is book.ask(Whole)
    assert book.ask(Both) == Both("A2")
    assert MADE == ["whole", "local A", "both A"]


def test_only_what_depends_on_the_focus_is_made_anew_for_each_unit(book: FactBook) -> None:
    book.ask(Both)
    book.focus(B)
    assert book.ask(Both) == Both("B2")
    assert MADE == ["whole", "local A", "both A", "local B", "both B"]


def test_arguments_are_facts_by_the_types_of_parameters(book: FactBook) -> None:
    def answer(seed: Seed, local: Local) -> None: ...

    assert book.arguments(answer) == {"seed": Seed(1), "local": Local("A")}


def test_a_fact_nobody_provides_is_named_with_those_who_need_it(book: FactBook) -> None:
    with pytest.raises(TypeError, match=r"^nobody provides Orphan, needed by Needy$"):
        book.ask(Needy)


def test_facts_made_from_each_other_are_refused(book: FactBook) -> None:
    with pytest.raises(TypeError, match=r"^facts made from each other: Egg, needed by Hen, needed by Egg$"):
        book.ask(Egg)


def test_no_focus_is_said_plainly() -> None:
    with pytest.raises(TypeError, match="no unit is in focus"):
        FactBook({}).ask(Local)


def test_an_exceeded_budget_is_remembered_for_everyone(book: FactBook) -> None:
    for _ in range(2):
        with pytest.raises(BudgetExceeded, match=r"^more than 1 steps$"):
            book.ask(Costly)
    assert MADE == ["costly"]


def test_a_provider_that_raises_is_asked_once(book: FactBook) -> None:
    for _ in range(2):
        with pytest.raises(FactFailed, match=r"^Broken can't be made: ZeroDivisionError: "):
            book.ask(Broken)
    assert MADE == ["broken"]
