"""What a change buys, against closed forms."""

import math

import pytest

from assay.core.errors import BadInput
from assay.quorums.assessment import assess
from assay.quorums.parties import Cause, Mode, Party, Roster
from assay.quorums.policies import any_of
from assay.quorums.protocols import k_of_n
from assay.quorums.systems import Power, PowerKind, System
from assay.quorums.variants import Variant, compare, delay, one_more, spread

KEYS = ("a", "b", "c")
PARTIES = tuple(Party(name, compromise=0.1, outage=0.2, loss=0.05, groups=("region:eu",)) for name in KEYS)
OUTAGE = Cause(name="eu is dark", mode=Mode.OUTAGE, probability=0.3, groups=("region:eu",))
BASE = Variant("as it is", k_of_n(2, KEYS), Roster(PARTIES, (OUTAGE,)))


def test_one_more_signer_is_the_same_threshold_of_one_more() -> None:
    newcomer = Party("d", compromise=0.5, groups=("region:eu",))
    variant = one_more(BASE.roster, newcomer, lambda names: k_of_n(2, names), KEYS)
    none, one = 0.9**3, 3 * 0.1 * 0.9**2
    effect = compare(BASE, [variant])[1]
    assert effect.assessment.forge.chance.value == pytest.approx(1 - none - one * 0.5, rel=1e-12)
    assert effect.forge == pytest.approx((1 - none - one * 0.5) / (1 - none - one), rel=1e-12)
    assert variant.roster.members(OUTAGE) == ("a", "b", "c", "d")


def test_spreading_over_regions_takes_parties_from_under_the_cause() -> None:
    us = Cause(name="us is dark", mode=Mode.OUTAGE, probability=0.3, members=("b",))
    base = Variant(BASE.name, BASE.system, Roster(PARTIES, (OUTAGE, us)))
    variant = spread(base, "region", ["eu", "us", "apac"], KEYS)
    assert [party.groups for party in variant.roster.parties] == [("region:eu",), ("region:us",), ("region:apac",)]
    down = 1 - 0.9 * 0.8 * 0.95  # by itself, in whatever way
    dark = 1 - (1 - down) * 0.7  # also by its region
    two = dark * dark * (1 - down) + 2 * dark * (1 - dark) * down + dark * dark * down
    halt = assess(variant.system, variant.roster).halt
    assert halt.chance.value == pytest.approx(two, rel=1e-12)
    assert halt.cut_sets.smallest == 2


def test_a_cause_of_a_region_that_is_left_falls_away() -> None:
    assert spread(BASE, "region", ["us"], KEYS).roster.causes == ()


def test_a_delay_divides_forgery_by_the_chance_that_all_watchers_miss_it() -> None:
    powers = (Power(PowerKind.UPGRADE, any_of("a")), Power(PowerKind.ORDERING, any_of("b")))
    base = Variant("x", System(name="x", forge=k_of_n(2, KEYS).forge, act=BASE.system.act, powers=powers), BASE.roster)
    effect = compare(base, [delay(base, 48, notice_hours=24, watchers=2)])[1]
    assert effect.forge == pytest.approx(math.exp(-2) ** 2, rel=1e-12)
    assert (effect.halt, effect.lose) == pytest.approx((1.0, 1.0), rel=1e-12)


def test_a_failure_that_was_impossible_has_no_factor() -> None:
    base = Variant("x", k_of_n(1, ("a",)), Roster((Party("a", outage=0.1),)))
    before, after = compare(base, [base])
    assert before.halt == after.halt == 1.0
    assert math.isnan(after.forge)
    assert math.isnan(after.lose)


def test_changes_that_make_no_sense_are_refused() -> None:
    with pytest.raises(BadInput, match="no place"):
        spread(BASE, "region", [], KEYS)
    with pytest.raises(BadInput, match="'ghost'"):
        spread(BASE, "region", ["eu"], ["ghost"])
    with pytest.raises(BadInput, match="a delay needs"):
        delay(BASE, 1, notice_hours=0)
    with pytest.raises(BadInput, match="'a'"):
        one_more(BASE.roster, Party("a"), lambda names: k_of_n(2, sorted(set(names))), KEYS)
