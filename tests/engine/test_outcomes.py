"""Coverage adds up, and what was not looked at is never clear."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assay.core.fact import Gap
from assay.core.outcome import Clear, NotApplicable, Outcome, Unknown
from assay.core.report import Reasoned, RuleOutcomes
from assay.core.subject import Part, PartId, PartKind
from assay.engine.outcomes import NOT_IN_A_UNIT, fold
from assay.testing.toy import Bodies, toy_material, toy_rule

RULE = toy_rule("toy.rule")
FILES = {"a.sol": "contract A {\n  function f x\n  function g x\n  function h x\n  function i x\n}\n"}
MATERIAL = toy_material(FILES)
F, G, H, I = (PartId(f"a.sol:A.{name}()") for name in "fghi")  # noqa: E741 - the function is called i


def found(part: PartId) -> Outcome:
    return RULE.found(part, "bad", at=MATERIAL.seeds[Bodies].span[part])


def not_applicable(part: PartId, because: str) -> Outcome:
    return NotApplicable(rule=RULE.id, part=part, because=because)


def unknown(part: PartId, because: str) -> Outcome:
    return Unknown(rule=RULE.id, part=part, because=because)


def test_each_part_has_one_outcome_and_reasons_are_shared() -> None:
    outcomes = [found(F), unknown(G, "odd"), unknown(H, "odd"), not_applicable(I, "view")]
    assert fold([RULE], MATERIAL, outcomes) == (
        RuleOutcomes(
            rule=RULE.id,
            asked=4,
            found=(F,),
            clear=0,
            not_applicable=(Reasoned(because="view", parts=(I,)),),
            unknown=(Reasoned(because="odd", parts=(G, H)),),
        ),
    )


def test_what_is_not_mentioned_is_clear() -> None:
    (coverage,) = fold([RULE], MATERIAL, [])
    assert (coverage.asked, coverage.clear) == (4, 4)


def test_parts_of_a_gap_are_unknown_unless_something_was_found_there() -> None:
    material = toy_material(FILES, gaps=[Gap(what="a.sol:2", because="unreadable", parts=(F, G))])
    (coverage,) = fold([RULE], material, [found(F), not_applicable(G, "view")])
    assert (coverage.found, coverage.clear) == ((F,), 2)
    assert coverage.unknown == (Reasoned(because="unreadable", parts=(G,)),)
    assert coverage.not_applicable == ()


def test_a_part_in_no_unit_is_unknown() -> None:
    stray = Part(id=PartId("b.sol:B.f()"), kind=PartKind.FUNCTION)
    whole = {name: getattr(MATERIAL, name) for name in MATERIAL.__dataclass_fields__}
    (coverage,) = fold([RULE], type(MATERIAL)(**{**whole, "parts": (*MATERIAL.parts, stray)}), [])
    assert coverage.unknown == (Reasoned(because=NOT_IN_A_UNIT, parts=(stray.id,)),)


def test_a_rule_without_parts_was_asked_nothing() -> None:
    (coverage,) = fold([RULE], toy_material({"a.sol": "nothing here"}), [])
    assert coverage == RuleOutcomes(rule=RULE.id, asked=0, found=(), clear=0, not_applicable=(), unknown=())


OUTCOMES = st.builds(
    lambda part, make, why: make(part, why),
    st.sampled_from([F, G, H, I]),
    st.sampled_from([lambda p, _: found(p), unknown, not_applicable, lambda p, _: Clear(rule=RULE.id, part=p)]),
    st.sampled_from(["one", "two"]),
)


@given(st.lists(OUTCOMES), st.randoms(use_true_random=False))
def test_counts_add_up_and_order_does_not_matter(outcomes: list[Outcome], random: Any) -> None:
    (coverage,) = fold([RULE], MATERIAL, outcomes)
    others = [part for group in (*coverage.not_applicable, *coverage.unknown) for part in group.parts]
    assert len(coverage.found) + coverage.clear + len(others) == coverage.asked
    assert len({*coverage.found, *others}) == len(coverage.found) + len(others)
    shuffled = list(outcomes)
    random.shuffle(shuffled)
    assert fold([RULE], MATERIAL, shuffled) == (coverage,)
