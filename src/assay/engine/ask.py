"""Asks one rule about one unit; whatever happens, each of the unit's parts has an outcome."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from assay.core.canonical import canonical
from assay.core.errors import BudgetExceeded
from assay.core.fact import Unit
from assay.core.outcome import Clear, Found, Outcome, Unknown
from assay.core.rule import Rule
from assay.core.subject import PartId, PartKind
from assay.engine.facts import FactBook, FactFailed
from assay.engine.rules import BoundRule
from assay.engine.wording import failure

_DECODER: msgspec.json.Decoder[Outcome] = msgspec.json.Decoder(Outcome)

Kinds = Mapping[PartId, PartKind]


def ask(bound: BoundRule, unit: Unit, kinds: Kinds, book: FactBook) -> tuple[Outcome, ...]:
    """What the rule answers for the unit's parts of its kind; those it does not mention are clear.

    `book` has the unit in focus. A rule that raises, or whose answer breaks its own declaration, is unknown for
    all these parts. Only `MemoryError` comes through: the child that met it has to end.
    """
    rule = bound.rule
    parts = parts_for(rule, unit, kinds)
    if not parts:
        return ()
    try:
        facts = book.arguments(bound.answer)
        outcomes = _checked(bound.answer(**facts), rule, parts)
    except MemoryError:
        raise
    except (BudgetExceeded, FactFailed) as error:
        return unknown(rule, parts, str(error))
    except Exception as error:  # noqa: BLE001 - a rule is a plug-in: its failure is an outcome, never the end of a scan
        return unknown(rule, parts, f"rule failed: {failure(error)}")
    mentioned = {outcome.part for outcome in outcomes}
    for part, because in _unanswered(facts, parts):
        if part not in mentioned:
            mentioned.add(part)
            outcomes += unknown(rule, (part,), because)
    return outcomes + tuple(Clear(rule=rule.id, part=part) for part in parts if part not in mentioned)


def _unanswered(facts: Mapping[str, object], parts: tuple[PartId, ...]) -> Iterator[tuple[PartId, str]]:
    """Parts that a fact the rule asked for could not be made for, with the reason."""
    for fact in facts.values():
        # NOTE: isinstance against the protocol `Incomplete` would cost more than most rules do
        unanswered: Mapping[PartId, str] = getattr(fact, "unanswered", None) or {}
        yield from ((part, unanswered[part]) for part in parts if part in unanswered)


def parts_for(rule: Rule, unit: Unit, kinds: Kinds) -> tuple[PartId, ...]:
    """The unit's parts that the rule answers for."""
    return tuple(part for part in unit.parts if kinds.get(part) is rule.per)


def unknown(rule: Rule, parts: Iterable[PartId], because: str) -> tuple[Outcome, ...]:
    """Unknown for each part, for one reason."""
    return tuple(Unknown(rule=rule.id, part=part, because=because) for part in parts)


def _checked(outcomes: Iterable[Outcome], rule: Rule, parts: tuple[PartId, ...]) -> tuple[Outcome, ...]:
    """The answers as declared. Raises `ValueError` for one that the rule may not give."""
    allowed = frozenset(parts)
    checked = []
    for outcome in outcomes:
        if not isinstance(outcome, Outcome):
            raise TypeError(f"answered with {type(outcome).__name__}, which is no outcome")
        if outcome.rule != rule.id:
            raise ValueError(f"answered as {outcome.rule}")
        if outcome.part not in allowed:
            raise ValueError(f"answered for {outcome.part}, which is no {rule.per} of this unit")
        if isinstance(outcome, Found) and outcome.severity not in rule.severities:
            raise ValueError(f"gave severity {outcome.severity}, which it does not declare")
        # Through JSON and back: what can't be written into a report fails here, where we know whose fault it is.
        checked.append(_DECODER.decode(canonical(outcome)))
    return tuple(checked)
