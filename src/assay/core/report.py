"""The report: one canonical document of which text, SARIF and HTML are views.

`digest` covers every other field. Run time, machine and absolute paths stand in an `Envelope` beside it.
"""

from enum import StrEnum

import msgspec

from assay.core.canonical import Digest, canonical, digest_of
from assay.core.evidence import Evidence, Guard, SourceSpan
from assay.core.fact import Fact, Gap, Measure
from assay.core.grade import Grade
from assay.core.outcome import Confidence, Exposure, RuleId, Severity
from assay.core.record import Record
from assay.core.rule import Area
from assay.core.subject import Part, PartId, PartKind, Subject

SCHEMA = "assay-report/1"


class Status(StrEnum):
    """Where a finding stands against baseline, diff and suppressions. Only `NEW` counts for the exit code."""

    NEW = "new"
    KNOWN = "known"
    """In the baseline."""
    UNCHANGED = "unchanged"
    """On lines that the diff did not touch."""
    SUPPRESSED = "suppressed"


class Suppression(Record, frozen=True, kw_only=True):
    """Somebody's word that a finding does not matter here; declared, so it never raises the grade's lower end."""

    where: str
    """`src/A.sol:12` for a comment, `assay.toml:3` for an entry."""
    rules: tuple[RuleId, ...]
    reason: str
    until: str | None = None
    """ISO date of the last day it holds."""


class Finding(Record, frozen=True, kw_only=True):
    """A `Found` outcome with its identity and status."""

    fingerprint: str
    """32 hexadecimal digits; survives moved lines, renamed files and reformatting."""
    rule: RuleId
    part: PartId
    message: str
    at: SourceSpan
    severity: Severity
    confidence: Confidence
    exposure: Exposure
    evidence: tuple[Evidence, ...]
    guards: tuple[Guard, ...]
    status: Status
    suppression: Suppression | None = None


class Reasoned(Record, frozen=True, kw_only=True):
    """Parts that share a reason."""

    because: str
    parts: tuple[PartId, ...]


class RuleOutcomes(Record, frozen=True, kw_only=True):
    """Coverage: what one rule answered over all parts of its kind. found + clear + not applicable + unknown = asked."""

    rule: RuleId
    asked: int
    found: tuple[PartId, ...]
    clear: int
    not_applicable: tuple[Reasoned, ...]
    unknown: tuple[Reasoned, ...]


class RuleCard(Record, frozen=True, kw_only=True):
    """What a reader of the report must know of a rule that was asked."""

    id: RuleId
    title: str
    per: PartKind
    area: Area
    severities: tuple[Severity, ...]
    tags: tuple[str, ...]
    remedy: str
    meaning: str
    references: tuple[str, ...]


class Options(Record, frozen=True, kw_only=True):
    """What was asked for, as far as it changes the answer."""

    paths: tuple[str, ...]
    """Named subjects below the project's root, sorted."""
    only: tuple[RuleId, ...] = ()
    as_of: str | None = None
    """ISO date; kept only when a suppression has an expiry."""
    baseline: tuple[str, ...] | None = None
    """Fingerprints of the baseline, sorted."""
    changed_lines: dict[str, tuple[tuple[int, int], ...]] | None = None
    """Per file the line ranges (first, last) that the diff touched; None without `--diff`."""


class Report(Record, frozen=True, kw_only=True):
    """Everything a reader needs to judge the subject, and a verifier to judge us."""

    schema: str = SCHEMA
    digest: str = ""
    version: str
    """Of assay."""
    subject: Subject
    options: Options
    reproducible: bool
    """False when a wall-clock or memory limit ended a child: another machine may get further."""
    grade: Grade
    findings: tuple[Finding, ...]
    """Sorted by path, place and rule."""
    outcomes: tuple[RuleOutcomes, ...]
    unused_suppressions: tuple[Suppression, ...]
    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...]
    rules: tuple[RuleCard, ...]
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]

    def computed_digest(self) -> Digest:
        """What `digest` has to be: over the canonical bytes with `digest` left empty."""
        return digest_of(canonical(msgspec.structs.replace(self, digest="")))

    def sealed(self) -> "Report":
        """The same report carrying the digest of all its other fields."""
        return msgspec.structs.replace(self, digest=self.computed_digest())


class Envelope(Record, frozen=True, kw_only=True):
    """About the run, not about the subject; never covered by the digest."""

    report: str
    """Digest of the report it belongs to."""
    started: str
    seconds: float
    cpu_seconds: float
    machine: str
    python: str
    root: str
    workers: int
