"""`assay compare`: what is new, gone, worse and better from one report to another."""

from collections.abc import Iterator

from assay.core.comparison import Comparison, Direction, Moved, RuleMove, ScoreMove, Side
from assay.core.grade import Shares
from assay.core.outcome import Confidence, Exposure, RuleId
from assay.core.report import Finding, Report, RuleOutcomes, Status


def compare(a: Report, b: Report) -> Comparison:
    """`b` seen from `a`. Findings are the same when their fingerprints are, wherever their lines have moved.

    Trusts both reports: whoever doesn't verifies them first.
    """
    before = {finding.fingerprint: finding for finding in a.findings}
    after = {finding.fingerprint: finding for finding in b.findings}
    both = [finding.fingerprint for finding in b.findings if finding.fingerprint in before]
    moved = tuple(move for name in both if (move := _moved(before[name], after[name])) is not None)
    return Comparison(
        before=_side(a),
        after=_side(b),
        notes=tuple(_notes(a, b)),
        overall=ScoreMove(area=None, before=a.grade.overall, after=b.grade.overall),
        areas=tuple(_areas(a, b)),
        new=tuple(finding for finding in b.findings if finding.fingerprint not in before),
        gone=tuple(finding for finding in a.findings if finding.fingerprint not in after),
        moved=moved,
        same=len(both) - len(moved),
        rules=tuple(_rules(a, b)),
    )


def _moved(before: Finding, after: Finding) -> Moved | None:
    hidden = (before.status is Status.SUPPRESSED, after.status is Status.SUPPRESSED)
    if hidden[0] != hidden[1]:
        direction = Direction.SUPPRESSED if hidden[1] else Direction.UNSUPPRESSED
    elif _gravity(before) != _gravity(after):
        direction = Direction.WORSE if _gravity(after) > _gravity(before) else Direction.BETTER
    else:
        return None
    return Moved(direction=direction, before=before, after=after)


def _gravity(finding: Finding) -> tuple[int, int, int]:
    """Severity first, then who can use it, then how sure it is; greater is worse."""
    exposure, confidence = list(Exposure).index(finding.exposure), list(Confidence).index(finding.confidence)
    return finding.severity.rank, -exposure, -confidence


def _side(report: Report) -> Side:
    return Side(
        digest=report.digest,
        subject=str(report.subject),
        version=report.version,
        methodology=report.grade.methodology,
    )


def _notes(a: Report, b: Report) -> Iterator[str]:
    if (a.subject.kind, a.subject.name) != (b.subject.kind, b.subject.name):
        yield f"The subjects differ: {a.subject.kind} {a.subject.name} before, {b.subject.kind} {b.subject.name} after."
    elif a.subject.digest == b.subject.digest:
        yield "The code is the same in both reports; what differs comes from the rules, the options or what was read."
    if a.version != b.version:
        yield f"The rules may answer differently: assay {a.version} before, {b.version} after."
    if (a.grade.methodology, a.grade.methodology_digest) != (b.grade.methodology, b.grade.methodology_digest):
        yield (
            f"The grades are by different methodologies: {a.grade.methodology} before, {b.grade.methodology} after."
            if a.grade.methodology != b.grade.methodology
            else f"The grades are by two methodologies that both call themselves {a.grade.methodology}."
        )
    asked, asks = {card.id for card in a.rules}, {card.id for card in b.rules}
    if asked - asks:
        yield f"No longer asked: {', '.join(sorted(asked - asks))}."
    if asks - asked:
        yield f"Asked only now: {', '.join(sorted(asks - asked))}."
    if not (a.reproducible and b.reproducible):
        yield "A time or memory limit ended part of the work, so another run may differ."


def _areas(a: Report, b: Report) -> Iterator[ScoreMove]:
    after = {score.area: score.score for score in b.grade.areas}
    for score in a.grade.areas:
        if score.area in after:
            yield ScoreMove(area=score.area, before=score.score, after=after[score.area])


def _rules(a: Report, b: Report) -> Iterator[RuleMove]:
    before, after = _shares(a.outcomes), _shares(b.outcomes)
    for rule in sorted(before.keys() | after.keys()):
        if before.get(rule) != after.get(rule):
            yield RuleMove(rule=rule, before=before.get(rule), after=after.get(rule))


def _shares(outcomes: tuple[RuleOutcomes, ...]) -> dict[RuleId, Shares]:
    return {
        outcome.rule: Shares(
            found=len(outcome.found),
            clear=outcome.clear,
            not_applicable=sum(len(reasoned.parts) for reasoned in outcome.not_applicable),
            unknown=sum(len(reasoned.parts) for reasoned in outcome.unknown),
        )
        for outcome in outcomes
    }
