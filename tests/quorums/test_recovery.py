"""Recovery plans against RTO and RPO."""

import pytest

from assay.core.errors import BadInput
from assay.quorums.chances import Chance
from assay.quorums.parties import Party, Roster
from assay.quorums.policies import all_of, at_least
from assay.quorums.recovery import Checked, Plan, Step, check

ROSTER = Roster(tuple(Party(name, outage=0.1) for name in "abc"))
STEPS = (
    Step(name="fetch the backup", hours=2),
    Step(name="gather the key holders", hours=6, needs=at_least(2, "abc")),
    Step(name="sign the restart", hours=1, after=("fetch the backup", "gather the key holders"), needs=all_of("a")),
)


def plan(*steps: Step, detect: float = 1, every: float = 4, lag: float = 0.5) -> Plan:
    return Plan(detect_hours=detect, steps=steps, backup_every_hours=every, copy_lag_hours=lag)


def test_a_plan_takes_its_longest_chain_and_loses_an_interval_and_its_lag() -> None:
    found = check(plan(*STEPS), ROSTER, rto_hours=8, rpo_hours=4)
    blocked = found.blocked.value
    assert blocked == pytest.approx(0.1 + 0.9 * 0.1**2, rel=1e-12)  # without a, or without both others
    assert found == Checked(
        takes_hours=8,
        loses_hours=4.5,
        meets_rto=True,
        meets_rpo=False,
        critical=("gather the key holders", "sign the restart"),
        blocked=Chance(blocked, blocked, exact=True),
    )


def test_a_plan_without_steps_takes_as_long_as_noticing() -> None:
    found = check(plan(every=0, lag=0), ROSTER, rto_hours=0.5, rpo_hours=0)
    assert (found.takes_hours, found.meets_rto, found.meets_rpo, found.critical) == (1, False, True, ())


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        ((Step(name="a", hours=-1),), "a is -1 hours"),
        ((Step(name="a", hours=float("nan")),), "a is nan hours"),
        ((Step(name="a", hours=1), Step(name="a", hours=1)), "same name"),
        ((Step(name="a", hours=1, after=("b",)),), "a comes after 'b'"),
        ((Step(name="a", hours=1, after=("b",)), Step(name="b", hours=1, after=("a",))), "a waits for itself, over b"),
    ],
)
def test_a_plan_that_can_not_be_carried_out_is_refused_by_step(steps: tuple[Step, ...], error: str) -> None:
    with pytest.raises(BadInput, match=error):
        check(plan(*steps), ROSTER, rto_hours=1, rpo_hours=1)
