"""Whether one execution can reach statements in the order in which a finding shows them."""

from collections.abc import Callable, Iterator, Sequence

from assay.core.errors import AssayError, BudgetExceeded
from assay.core.evidence import Statements, Step
from assay.core.report import Report
from assay.core.subject import PartKind
from assay.engine.children import ForkedChildren, Stopped
from assay.engine.desk import Desk
from assay.engine.request import all_cores
from assay.engine.sandbox import Limits
from assay.engine.verification.facts import content
from assay.engine.verification.items import Item, fails, holds, unchecked
from assay.engine.verification.walk import Walk
from assay.solidity.facts import flow, project
from assay.solidity.gather import gather_again
from assay.solidity.syntax.trees import SyntaxTrees

Path = tuple[Step, ...]
OrderOf = Callable[[Report, Sequence[Path]], Sequence[Item]]
"""One item for each path, in the order given; `about` is filled in by the caller."""


def order_of(report: Report, paths: Sequence[Path]) -> Sequence[Item]:
    """Reads the kept sources again and follows each path in a child process, within the default limits."""
    if any(content(fact) is None for fact in report.facts):
        return [unchecked("order", "", "some facts were not kept, or can't be read")] * len(paths)
    children = ForkedChildren(workers=all_cores(), limits=Limits())
    reported = [part.id for part in report.parts if part.kind is PartKind.FILE]
    try:
        material = gather_again(report.subject, report.facts, reported, children)
    except AssayError as error:
        return [unchecked("order", "", str(error))] * len(paths)
    trees: SyntaxTrees = material.seeds[SyntaxTrees]
    answers = children.supervise(_judge, paths, label="following", prepare=lambda: Walk(flow(project(trees))))
    items = [unchecked("order", "", "it was not followed")] * len(paths)
    for index, answer in answers:
        items[index] = unchecked("order", "", answer.ended.because) if isinstance(answer, Stopped) else answer
    return items


def check_order(report: Report, judge: OrderOf = order_of) -> Iterator[Item]:
    """One item for each list of statements with more than one step."""
    named: list[tuple[str, Path]] = []
    for finding in report.findings:
        for number, evidence in enumerate(finding.evidence, 1):
            if isinstance(evidence, Statements):
                named.append(
                    (f"{finding.rule} at {finding.at.path}:{finding.at.line}, evidence {number}", evidence.steps)
                )
    yield from (fails("order", about, "there are no statements") for about, steps in named if not steps)
    several = [(about, steps) for about, steps in named if len(steps) > 1]
    if not several:
        return
    items = judge(report, [steps for _, steps in several])
    for (about, _), item in zip(several, items, strict=True):
        yield Item(check="order", about=about, result=item.result, because=item.because)


def _judge(walk: Walk, steps: Path, _desk: Desk) -> Item:
    try:
        problem = walk.problem(steps)
    except BudgetExceeded as error:
        return unchecked("order", "", str(error))
    return holds("order") if problem is None else fails("order", "", problem)
