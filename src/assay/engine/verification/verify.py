"""All checks of a report, one after the other."""

from collections.abc import Iterator

from assay.core.report import Report
from assay.engine.verification.answers import check_grade, check_outcomes
from assay.engine.verification.document import check_document, decode
from assay.engine.verification.facts import check_facts, kept_sources
from assay.engine.verification.findings import check_calculations, check_findings, check_fingerprints, check_status
from assay.engine.verification.items import MEANING, Item, Verification, unchecked
from assay.engine.verification.order import OrderOf, check_order, order_of
from assay.engine.verification.places import check_places
from assay.engine.verification.rerun import Rescan, check_rerun, rescan


def verify(
    raw: bytes,
    *,
    digest: str | None = None,
    rerun: bool = False,
    order: OrderOf = order_of,
    again: Rescan = rescan,
) -> Verification:
    """Checks the bytes of a JSON report against themselves, offline; never raises for what they say.

    `digest` is one that you or a ledger hold: without it, whoever can write the file can also write a report that
    agrees with itself. `rerun` also asks the rules again over the kept facts, which finds what was left out;
    `again` is how that is done, and `order` how the order of statements is judged.
    """
    report = decode(raw)
    items = list(check_document(raw, report, digest))
    if isinstance(report, str):
        made = {item.check for item in items}
        rest = [check for check in MEANING if check not in made and (rerun or check != "rerun")]
        items += [unchecked(check, "", "it is not a report") for check in rest]
        return Verification(digest=None, items=tuple(items))
    items += _evidence(report, order)
    if rerun:
        items += check_rerun(report, again)
    return Verification(digest=report.computed_digest(), items=tuple(items))


def _evidence(report: Report, order: OrderOf) -> Iterator[Item]:
    sources = kept_sources(report)
    yield from check_facts(report)
    yield from check_places(report, sources)
    yield from check_order(report, order)
    yield from check_calculations(report)
    yield from check_findings(report)
    yield from check_fingerprints(report, sources)
    yield from check_status(report)
    yield from check_outcomes(report)
    yield from check_grade(report)
