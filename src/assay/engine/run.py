"""Asks all rules about all units, in child processes; what ends a child is unknown, everything else is asked."""

import mmap
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from assay.core.errors import BudgetExceeded
from assay.core.fact import Division, Material, Unit
from assay.core.outcome import Clear, Outcome
from assay.core.provider import PROVIDED_BY
from assay.engine.ask import Kinds, ask, parts_for, unknown
from assay.engine.children import ForkedChildren, Stopped
from assay.engine.desk import NO_MARK, Desk
from assay.engine.facts import FactBook
from assay.engine.memory import Memory, Told
from assay.engine.rules import BoundRule

PER_CHILD = 12
"""Units for which another child pays: it links the project anew, and works out again what two units share."""
KEEP_AFTER = 0.5
"""Seconds of work after which a child sends ahead what it has, so that little is asked twice if it is ended."""

Answers = tuple[tuple[int, tuple[Outcome, ...]], ...]
"""Place of a rule, and what it answered for one unit other than clear."""


@dataclass(frozen=True, slots=True)
class _Task:
    place: int
    """Of the unit among all."""
    division: int
    unit: Unit
    rules: tuple[int, ...]
    barred: Mapping[int, str] = field(default_factory=dict)
    """Facts about this unit that ended a child before, and how."""
    struck: bool = False


class _Facts:
    """Numbers for the facts that can be made, and which of those made once for a division have ended a child.

    The latter is shared with children that already live: one such fact ends each child once at most.
    """

    def __init__(self, divisions: int) -> None:
        self.kinds = sorted(PROVIDED_BY, key=lambda kind: (getattr(kind, "__module__", ""), _name(kind)))
        self.numbers = {kind: number for number, kind in enumerate(self.kinds)}
        self._ended = mmap.mmap(-1, max(1, len(self.kinds) * divisions))

    def bar(self, number: int, division: int) -> None:
        self._ended[division * len(self.kinds) + number] = 1

    def is_barred(self, number: int, division: int) -> bool:
        return self._ended[division * len(self.kinds) + number] != 0

    def is_any_barred(self, division: int) -> bool:
        return any(self.is_barred(number, division) for number in range(len(self.kinds)))

    def name(self, number: int) -> str:
        return _name(self.kinds[number])


class _Asker:
    """A child's state: the book of facts of one division, and the watch that says which of them is being made."""

    def __init__(self, rules: Sequence[BoundRule], kinds: Kinds, divisions: Sequence[Division], facts: _Facts) -> None:
        self._rules, self._kinds, self._divisions, self._facts = rules, kinds, divisions, facts
        self._division = -1
        self._book = FactBook({}, watch=self)
        self._barred: Mapping[int, str] = {}
        self._desk = Desk()

    def __call__(self, task: _Task, desk: Desk) -> Answers:
        self._desk, self._barred = desk, task.barred
        if task.division != self._division:
            self._division = task.division
            self._book = FactBook(self._divisions[task.division].seeds, watch=self)
        self._book.focus(task.unit)
        answers: list[tuple[int, tuple[Outcome, ...]]] = []
        kept, last = 0, time.monotonic()
        patience = 0.0 if task.struck else KEEP_AFTER
        for number in task.rules:
            desk.say(number)
            outcomes = ask(self._rules[number], task.unit, self._kinds, self._book)
            answers.append((number, tuple(outcome for outcome in outcomes if not isinstance(outcome, Clear))))
            if time.monotonic() - last >= patience:
                desk.keep(tuple(answers[kept:]))
                kept, last = len(answers), time.monotonic()
        return tuple(answers)

    @contextmanager
    def making(self, made: type, *, per_unit: bool) -> Iterator[None]:
        number = self._facts.numbers.get(made)
        if number is None:  # Provided by a module that only this child has imported.
            yield
            return
        if number in self._barred:
            raise BudgetExceeded(self._barred[number])
        if not per_unit and self._facts.is_barred(number, self._division):
            raise BudgetExceeded(f"{self._facts.name(number)} could not be made within the limits")
        mark = len(self._rules) + number
        if per_unit:
            before = self._desk.mark
            self._desk.say(mark)
            yield
            self._desk.say(before)
        else:
            with self._desk.aside(mark):
                yield


class _Run:
    """The parent's side: what is still to be asked, and what has been answered."""

    def __init__(self, rules: Sequence[BoundRule], material: Material) -> None:
        self._rules, self._material = rules, material
        self._kinds: Kinds = {part.id: part.kind for part in material.parts}
        names = tuple(unit.name for unit in material.units)
        self._divisions = material.divisions or (Division(key="", units=names, seeds=material.seeds),)
        self._facts = _Facts(len(self._divisions))
        self._lasting: dict[int, dict[str, Told]] = {}
        """By division, what no limit had a part in."""
        self._book = FactBook(material.seeds)
        self._answers: dict[tuple[int, int], tuple[Outcome, ...]] = {}

    def asked(self, children: ForkedChildren, memory: Memory | None) -> tuple[Outcome, ...]:
        tasks = [task for task in self._tasks() if task.rules]
        total = len(tasks)
        if memory is not None:
            tasks = self._not_remembered(tasks, memory)
        done = total - len(tasks)
        while tasks:
            again: list[_Task] = []
            replies = children.supervise(
                lambda asker, task, desk: asker(task, desk),
                tasks,
                label="analysis",
                per_child=PER_CHILD,
                prepare=lambda: _Asker(self._rules, self._kinds, self._divisions, self._facts),
            )
            for index, reply in replies:
                task = tasks[index]
                if isinstance(reply, Stopped):
                    rest = self._stop(task, reply)
                else:
                    rest = None
                    self._take(task, reply)
                    if not task.struck:
                        self._lasting.setdefault(task.division, {})[task.unit.name] = self._told(reply)
                if rest is not None:
                    again.append(rest)
                else:
                    done += 1
                    children.progress("asking", done, total)
            tasks = sorted(again, key=lambda task: (task.division, task.place))
        if memory is not None:
            self._remember(memory)
        ordered = sorted(self._answers.items(), key=lambda item: item[0])
        return tuple(outcome for _, outcomes in ordered for outcome in outcomes)

    def _tasks(self) -> Iterator[_Task]:
        """For each unit; those of a division in a row, so that a child has it before it once."""
        placed = {unit.name: (place, unit) for place, unit in enumerate(self._material.units)}
        for number, division in enumerate(self._divisions):
            for name in division.units:
                place, unit = placed[name]
                fitting = (n for n, bound in enumerate(self._rules) if parts_for(bound.rule, unit, self._kinds))
                yield _Task(place, number, unit, tuple(fitting))

    def _not_remembered(self, tasks: Sequence[_Task], memory: Memory) -> list[_Task]:
        """Takes the answers that an earlier run gave, and says what is left to ask."""
        numbers = {bound.rule.id: number for number, bound in enumerate(self._rules)}
        known: dict[int, Mapping[str, Told]] = {}
        left = []
        for task in tasks:
            if task.division not in known:
                known[task.division] = memory.answers(self._divisions[task.division].key, self._rules)
            told = known[task.division].get(task.unit.name)
            if told is None:
                left.append(task)
            else:
                self._take(task, tuple((numbers[rule], outcomes) for rule, outcomes in told))
        return left

    def _told(self, answers: Answers) -> Told:
        return tuple((self._rules[number].rule.id, outcomes) for number, outcomes in answers if outcomes)

    def _remember(self, memory: Memory) -> None:
        for number, told in self._lasting.items():
            if not self._facts.is_any_barred(number):
                division = self._divisions[number]
                before = memory.answers(division.key, self._rules)
                memory.keep_answers(division.key, self._rules, {**before, **told})

    def _take(self, task: _Task, answers: Answers) -> None:
        for number, outcomes in answers:
            if outcomes:
                self._answers[number, task.place] = outcomes

    def _stop(self, task: _Task, stopped: Stopped) -> _Task | None:
        """What is left to ask about the unit, without the culprit; None when nothing is, or it struck before."""
        answered: set[int] = set()
        for answers in stopped.kept:
            self._take(task, answers)
            answered.update(number for number, _ in answers)
        left = tuple(number for number in task.rules if number not in answered)
        fact = stopped.mark - len(self._rules)
        if fact >= 0 and not self._book.depends_on_focus(self._facts.kinds[fact]):
            self._facts.bar(fact, task.division)
            return replace(task, rules=left)
        if task.struck or stopped.mark == NO_MARK:
            self._give_up(task, left, f"analysis of its unit {stopped.cause} more than once")
            return None
        if fact >= 0:
            because = f"analysis of its unit {stopped.cause} while {self._facts.name(fact)} was made"
            return replace(task, rules=left, barred={fact: because}, struck=True)
        self._give_up(task, (stopped.mark,), f"analysis of its unit {stopped.cause} while this rule was asked")
        rest = tuple(number for number in left if number != stopped.mark)
        return replace(task, rules=rest, struck=True) if rest else None

    def _give_up(self, task: _Task, numbers: Sequence[int], because: str) -> None:
        for number in numbers:
            rule = self._rules[number].rule
            self._answers[number, task.place] = unknown(rule, parts_for(rule, task.unit, self._kinds), because)


def ask_all(
    rules: Sequence[BoundRule], material: Material, children: ForkedChildren, memory: Memory | None = None
) -> tuple[Outcome, ...]:
    """Asks each rule about each unit that has parts of its kind; gives all outcomes but the clear ones.

    The limits of `children` hold for a unit (all rules together) and, apart from that, for each fact made once
    for the run. What overran, crashed or ran out of memory is unknown: at first only the rule or fact that was
    at it, when it happens again for the same unit all that is left of it. `memory` spares what an earlier run has
    answered about a division in which nothing has changed since.
    """
    return _Run(rules, material).asked(children, memory)


def _name(kind: Any) -> str:
    return str(getattr(kind, "__name__", kind))
