"""Folds what rules answered into coverage: for each rule one outcome a part, and how many of each there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assay.core.fact import Material
from assay.core.outcome import Found, NotApplicable, Outcome, RuleId, Unknown
from assay.core.report import Reasoned, RuleOutcomes
from assay.core.rule import Rule
from assay.core.subject import PartId, PartKind

NOT_IN_A_UNIT = "no unit of work covers it"


def fold(rules: Sequence[Rule], material: Material, outcomes: Iterable[Outcome]) -> tuple[RuleOutcomes, ...]:
    """Coverage by rule, sorted by rule.

    Where answers meet on one part, found beats unknown, unknown beats not applicable, and that beats clear. A part
    in a gap, or in no unit, is unknown unless something was found there all the same.
    """
    blind = _blind(material)
    by_rule: dict[RuleId, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_rule[outcome.rule].append(outcome)
    of_kind: dict[PartKind, list[PartId]] = defaultdict(list)
    for part in material.parts:
        of_kind[part.kind].append(part.id)
    ordered = sorted(rules, key=lambda rule: rule.id)
    return tuple(_coverage(rule, sorted(of_kind[rule.per]), by_rule[rule.id], blind) for rule in ordered)


def _blind(material: Material) -> dict[PartId, set[str]]:
    """Parts that no answer can be clear for, with the reasons."""
    reasons: dict[PartId, set[str]] = defaultdict(set)
    covered = {part for unit in material.units for part in unit.parts}
    for part in material.parts:
        if part.id not in covered:
            reasons[part.id].add(NOT_IN_A_UNIT)
    for gap in material.gaps:
        for id_ in gap.parts:
            reasons[id_].add(gap.because)
    return reasons


def _coverage(
    rule: Rule, parts: Sequence[PartId], outcomes: Sequence[Outcome], blind: Mapping[PartId, set[str]]
) -> RuleOutcomes:
    found = {outcome.part for outcome in outcomes if isinstance(outcome, Found)}
    unknown = {part: set(blind[part]) for part in parts if part in blind}
    not_applicable: dict[PartId, set[str]] = {}
    for outcome in outcomes:
        if isinstance(outcome, Unknown):
            unknown.setdefault(outcome.part, set()).add(outcome.because)
        elif isinstance(outcome, NotApplicable):
            not_applicable.setdefault(outcome.part, set()).add(outcome.because)
    unknown = {part: why for part, why in unknown.items() if part not in found}
    taken = found | unknown.keys()
    not_applicable = {part: why for part, why in not_applicable.items() if part not in taken}
    return RuleOutcomes(
        rule=rule.id,
        asked=len(parts),
        found=tuple(sorted(found)),
        clear=len(parts) - len(taken) - len(not_applicable),
        not_applicable=_grouped(not_applicable),
        unknown=_grouped(unknown),
    )


def _grouped(reasons: Mapping[PartId, set[str]]) -> tuple[Reasoned, ...]:
    groups: dict[str, list[PartId]] = defaultdict(list)
    for part, why in reasons.items():
        groups["; ".join(sorted(why))].append(part)
    return tuple(Reasoned(because=why, parts=tuple(sorted(groups[why]))) for why in sorted(groups))
