"""Single points of failure agree with the cut sets of one event, and say through what they break the system."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quorums.arbitrary import policies, rosters

from assay.quorums.assessment import assess
from assay.quorums.parties import Cause, Mode, Party, Roster
from assay.quorums.policies import any_of
from assay.quorums.protocols import k_of_n
from assay.quorums.systems import Failure, Power, PowerKind, System
from assay.quorums.weak_points import SinglePoint, single_points


@given(rosters(5, 4), st.data())
@settings(max_examples=60, deadline=None)
def test_they_are_the_cut_sets_of_one_event(roster: Roster, data: st.DataObject) -> None:
    forge, act, holders = (data.draw(policies(roster.names, 2)) for _ in range(3))
    powers = (Power(data.draw(st.sampled_from(PowerKind)), holders),)
    system = System(name="s", forge=forge, act=act, powers=powers)
    assessment = assess(system, roster, first=1000)
    points = single_points(system, roster)
    for risk in (assessment.forge, assessment.halt, assessment.lose):
        named = {point.event for point in points if point.failure is risk.failure}
        alone = {one[0] for one in risk.cut_sets.first if len(one) == 1}
        if risk.cut_sets.smallest != 0:
            assert named == alone


def test_an_administrator_and_a_common_supplier_are_named_with_their_reason() -> None:
    base = k_of_n(2, ("a", "b", "c"))
    system = System(name="s", forge=base.forge, act=base.act, powers=(Power(PowerKind.MEMBERSHIP, any_of("admin")),))
    parties = tuple(Party(name) for name in ("a", "b", "c", "admin"))
    supplier = Cause(name="wallet supplier", mode=Mode.COMPROMISE, probability=0.01, members=("a", "b"))
    assert single_points(system, Roster(parties, (supplier,))) == (
        SinglePoint(
            "admin", False, ("admin",), Failure.FORGE, PowerKind.MEMBERSHIP, "it can change who the members are",
        ),
        SinglePoint(
            "wallet supplier", True, ("a", "b"), Failure.FORGE, None,
            "it suffices to act for the quorum with the 2 parties that fail with it",
        ),
        SinglePoint(
            "wallet supplier", True, ("a", "b"), Failure.HALT, None,
            "the quorum can't act without it with the 2 parties that fail with it",
        ),
    )  # fmt: skip
