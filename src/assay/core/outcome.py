"""The four answers a rule can give for a part. Silence is never one of them."""

from enum import StrEnum
from typing import NewType

from assay.core.evidence import Evidence, Guard, SourceSpan
from assay.core.record import Record
from assay.core.subject import PartId

RuleId = NewType("RuleId", str)
"""`contracts.reentrancy`: the domain, a dot, the weakness in the field's own words."""


class Severity(StrEnum):
    """What an attacker gains, from stated inputs; ordered by `rank`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info up to 3 for high."""
        return 3 - list(Severity).index(self)


class Confidence(StrEnum):
    """How sure the rule is that the path it shows is real."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Exposure(StrEnum):
    """Who can walk the path."""

    ANYONE = "anyone"
    PRIVILEGED = "privileged"
    """An owner, role, signer or other contract that the code names."""
    NOBODY = "nobody"
    """No entry point reaches it today (dead internal code, an abstract base on its own)."""


class Found(Record, frozen=True, kw_only=True, tag="found"):
    """The weakness is there, and this is the evidence."""

    rule: RuleId
    part: PartId
    message: str
    """One sentence about this very place, no full stop."""
    at: SourceSpan
    severity: Severity
    confidence: Confidence
    exposure: Exposure
    evidence: tuple[Evidence, ...] = ()
    guards: tuple[Guard, ...] = ()


class Clear(Record, frozen=True, kw_only=True, tag="clear"):
    """Asked, and not there. Implied for every part given to a rule that the rule does not mention."""

    rule: RuleId
    part: PartId


class NotApplicable(Record, frozen=True, kw_only=True, tag="not-applicable"):
    """The question makes no sense here (overflow under checked arithmetic)."""

    rule: RuleId
    part: PartId
    because: str


class Unknown(Record, frozen=True, kw_only=True, tag="unknown"):
    """Could not be answered; counts against the grade's lower end."""

    rule: RuleId
    part: PartId
    because: str


Outcome = Found | Clear | NotApplicable | Unknown
