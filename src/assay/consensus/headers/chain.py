"""Verifies a run of headers and names the block where it fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.consensus.headers.difficulty import BITCOIN, DifficultyRules, next_target, target_of
from assay.consensus.headers.header import Header
from assay.core.errors import BadInput

_MEDIAN_OF = 11


class Rule(StrEnum):
    """What a block can break."""

    TARGET = "bits is no target, or easier than allowed"
    WORK = "the hash is above the target"
    LINK = "it doesn't name the block before it"
    DIFFICULTY = "bits is not what the difficulty rule asks for"
    TIME = "its time is not after the median of the eleven blocks before it"


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first block that can't be as it is, and what it breaks."""

    height: int
    broken: tuple[Rule, ...]


def verify_chain(headers: Sequence[Header], first_height: int, rules: DifficultyRules = BITCOIN) -> Flaw | None:
    """The flaw at the lowest height, or None when the chain holds.

    A changed bit changes the block's own hash, so that its own work fails: the block is named, not its successor,
    whose link fails as well. Where a period begins without its predecessor's first block in the run, its target can't
    be recomputed and is taken as given; the blocks after it must keep it.
    """
    for index, header in enumerate(headers):
        broken = [*_alone(header, rules), *_with_those_before(headers, index, first_height, rules)]
        if broken:
            return Flaw(first_height + index, tuple(broken))
    return None


def verify_retargets(
    periods: Sequence[tuple[Header, Header]], first_height: int = 0, rules: DifficultyRules = BITCOIN
) -> Flaw | None:
    """The same for the first and last header of each difficulty period: their work, and the targets of all of them.

    `first_height` is that of the first period; links can't be seen, as the blocks between are missing.
    """
    if first_height % rules.period:
        raise BadInput(f"height {first_height} does not begin a period of {rules.period} blocks")
    for index, (first, last) in enumerate(periods):
        height = first_height + index * rules.period
        expected = first.bits
        if index:
            before = periods[index - 1]
            expected = next_target(rules, before[0].bits, before[0].time, before[1].time)
        for at, header in ((height, first), (height + rules.period - 1, last)):
            broken = _alone(header, rules)
            if header.bits != expected:
                broken.append(Rule.DIFFICULTY)
            if broken:
                return Flaw(at, tuple(broken))
    return None


def _alone(header: Header, rules: DifficultyRules) -> list[Rule]:
    try:
        target = target_of(header.bits)
    except BadInput:
        return [Rule.TARGET]
    if target > rules.easiest:
        return [Rule.TARGET]
    return [Rule.WORK] if int.from_bytes(header.hash, "little") > target else []


def _with_those_before(headers: Sequence[Header], index: int, first_height: int, rules: DifficultyRules) -> list[Rule]:
    if not index:
        return []
    header, before = headers[index], headers[index - 1]
    broken = [] if header.previous == before.hash else [Rule.LINK]
    expected = before.bits
    if not (first_height + index) % rules.period:
        first = index - rules.period
        expected = next_target(rules, before.bits, headers[first].time, before.time) if first >= 0 else header.bits
    if header.bits != expected:
        broken.append(Rule.DIFFICULTY)
    if index >= _MEDIAN_OF:
        times = sorted(other.time for other in headers[index - _MEDIAN_OF : index])
        if header.time <= times[_MEDIAN_OF // 2]:
            broken.append(Rule.TIME)
    return broken
