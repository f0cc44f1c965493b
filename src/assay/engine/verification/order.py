"""Whether one execution can reach statements in the order in which a finding shows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from assay.core.evidence import Statements, Step
from assay.core.report import Report
from assay.engine.verification.items import Item, fails, unchecked

OrderOf = Callable[[Sequence[Step], Mapping[str, bytes]], Item]
"""Judges consecutive steps over the kept sources; the item's `about` is filled in by the caller."""


def order_of(steps: Sequence[Step], sources: Mapping[str, bytes]) -> Item:
    """Two steps of one function have to be reachable in its control flow, others need a call between them."""
    missing = sorted({step.span.path for step in steps} - sources.keys())
    if missing:
        return unchecked("order", "", f"the content of {missing[0]} was not kept")
    return unchecked(
        "order", "", "control flow is not followed here; that the statements are there is checked as spans"
    )


def check_order(report: Report, sources: Mapping[str, bytes], judge: OrderOf = order_of) -> Iterator[Item]:
    """One item for each list of statements with more than one step."""
    for finding in report.findings:
        for number, evidence in enumerate(finding.evidence, 1):
            if not isinstance(evidence, Statements):
                continue
            about = f"{finding.rule} at {finding.at.path}:{finding.at.line}, evidence {number}"
            if not evidence.steps:
                yield fails("order", about, "there are no statements")
            elif len(evidence.steps) > 1:
                item = judge(evidence.steps, sources)
                yield Item(check="order", about=about, result=item.result, because=item.because)
