"""A recovery plan against its objectives: how long it takes (RTO), how much is lost (RPO), and whether it can be done.

RTO is the time from the failure until the service works again, RPO the age of the newest state that is surely kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.core.errors import BadInput
from assay.quorums.bounds import probability
from assay.quorums.chances import Chance
from assay.quorums.parties import Mode, Roster
from assay.quorums.policies import Policy, any_of, dual


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to be done; it starts when all of `after` are done."""

    name: str
    hours: float
    """At worst, with the waiting that belongs to it (a time lock, a courier)."""
    after: tuple[str, ...] = ()
    needs: Policy | None = None
    """Who has to be there, by the sets that suffice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Detection, then steps; and how what they restore was kept."""

    detect_hours: float
    """Until somebody knows and may begin, at worst."""
    steps: tuple[Step, ...]
    backup_every_hours: float
    """Between two copies; 0 for a replica that confirms every write."""
    copy_lag_hours: float = 0.0
    """From a copy's moment until it is safe in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the plan achieves."""

    takes_hours: float
    loses_hours: float
    meets_rto: bool
    meets_rpo: bool
    critical: tuple[str, ...]
    """The steps that make it as long as it is, in order."""
    blocked: Chance
    """That somebody who is needed can't be had, whatever the reason; for the roster's period."""


def check(plan: Plan, roster: Roster, *, rto_hours: float, rpo_hours: float) -> Checked:
    """Raises `BadInput`, naming the step, for a negative time, a name given twice, a step after one that isn't there,
    or steps that wait for each other."""
    _check_times(plan, rto_hours, rpo_hours)
    finished, path = _schedule(plan.steps)
    last = max(plan.steps, key=lambda step: finished[step.name]).name if plan.steps else None
    takes = plan.detect_hours + (finished[last] if last else 0.0)
    loses = plan.backup_every_hours + plan.copy_lag_hours
    needed = [dual(step.needs) for step in plan.steps if step.needs is not None]
    blocked = probability(any_of(*needed), roster, tuple(Mode)) if needed else Chance(0.0, 0.0, exact=True)
    return Checked(
        takes_hours=takes,
        loses_hours=loses,
        meets_rto=takes <= rto_hours,
        meets_rpo=loses <= rpo_hours,
        critical=_critical(path, last),
        blocked=blocked,
    )


def _check_times(plan: Plan, rto_hours: float, rpo_hours: float) -> None:
    times = [
        ("RTO", rto_hours),
        ("RPO", rpo_hours),
        ("detection", plan.detect_hours),
        ("backup interval", plan.backup_every_hours),
        ("copy lag", plan.copy_lag_hours),
        *((step.name, step.hours) for step in plan.steps),
    ]
    for name, hours in times:
        if not 0 <= hours < float("inf"):
            raise BadInput(f"recovery plan: {name} is {hours} hours")


def _schedule(steps: Sequence[Step]) -> tuple[dict[str, float], dict[str, str | None]]:
    """When each step is done, in hours from detection, and which one it waited for last."""
    names = {step.name for step in steps}
    if len(names) != len(steps):
        raise BadInput("recovery plan: two steps have the same name")
    for step in steps:
        for other in step.after:
            if other not in names:
                raise BadInput(f"recovery plan: {step.name} comes after {other!a}, which is not a step")
    finished: dict[str, float] = {}
    waited: dict[str, str | None] = {}
    open_ = list(steps)
    while open_:
        ready = [step for step in open_ if all(other in finished for other in step.after)]
        if not ready:
            raise BadInput(f"recovery plan: {open_[0].name} waits for itself, over {', '.join(open_[0].after)}")
        for step in ready:
            waited[step.name] = max(step.after, key=lambda other: finished[other], default=None)
            before = waited[step.name]
            finished[step.name] = step.hours + (finished[before] if before is not None else 0.0)
        open_ = [step for step in open_ if step.name not in finished]
    return finished, waited


def _critical(waited: dict[str, str | None], last: str | None) -> tuple[str, ...]:
    path: list[str] = []
    while last is not None:
        path.append(last)
        last = waited[last]
    return tuple(reversed(path))
