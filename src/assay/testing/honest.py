"""A report that agrees with itself: what follows from something else in it is worked out, then it is sealed."""

import msgspec

from assay.core.canonical import manifest_digest
from assay.core.report import Finding, Report, Status
from assay.core.subject import WHOLE_FILES, Subject
from assay.engine.fingerprints import fingerprints
from assay.engine.verification.facts import kept_sources
from assay.engine.verification.findings import as_found
from assay.grading import grade


def honest(report: Report) -> Report:
    """`report` with its subject, fingerprints, baseline, coverage and grade made to follow from the rest of it.

    A baseline holds the findings that say they are known. What was found, unknown or not applicable stays; the
    parts without such an answer are clear.
    """
    findings = _named(report)
    known = tuple(sorted(f.fingerprint for f in findings if f.status is Status.KNOWN))
    outcomes = []
    for card, outcome in zip(report.rules, report.outcomes, strict=True):
        found = tuple(sorted({finding.part for finding in findings if finding.rule == card.id}))
        asked = sum(part.kind is card.per for part in report.parts)
        others = sum(len(reason.parts) for reason in (*outcome.not_applicable, *outcome.unknown))
        outcomes.append(msgspec.structs.replace(outcome, asked=asked, found=found, clear=asked - len(found) - others))
    return msgspec.structs.replace(
        report,
        subject=_subject(report),
        options=msgspec.structs.replace(report.options, baseline=known or None),
        findings=findings,
        outcomes=tuple(outcomes),
        grade=grade(report.rules, report.parts, findings, outcomes),
    ).sealed()


def _named(report: Report) -> tuple[Finding, ...]:
    found = [as_found(finding) for finding in report.findings]
    names = fingerprints(found, kept_sources(report), {part.id: part.kind for part in report.parts})
    pairs = zip(report.findings, names, strict=True)
    return tuple(msgspec.structs.replace(finding, fingerprint=name) for finding, name in pairs)


def _subject(report: Report) -> Subject:
    digests = {fact.key: fact.digest for fact in report.facts if fact.kind == "source"}
    files = (part.id for part in report.parts if part.kind in WHOLE_FILES)
    return msgspec.structs.replace(report.subject, digest=manifest_digest(files, digests))
