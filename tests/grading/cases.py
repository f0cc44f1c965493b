"""Small code bases to grade: built by hand for examples, drawn by Hypothesis for properties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
from hypothesis import strategies as st

from assay.core.evidence import SourceSpan
from assay.core.grade import Grade
from assay.core.outcome import Confidence, Exposure, RuleId, Severity
from assay.core.report import Finding, Reasoned, RuleCard, RuleOutcomes, Status
from assay.core.rule import Area
from assay.core.subject import Part, PartId, PartKind
from assay.grading import grade

HIGH, MEDIUM, LOW, INFO = Severity


@dataclass(frozen=True)
class Case:
    """What `grade` reads, with one answer per question: a tuple of findings, or the name of another outcome."""

    rules: tuple[RuleCard, ...]
    parts: tuple[Part, ...]
    answers: dict[tuple[RuleId, PartId], tuple[Finding, ...] | str]

    def grade(self) -> Grade:
        return grade(self.rules, self.parts, self.findings(), self.outcomes())

    def findings(self) -> list[Finding]:
        return [finding for answer in self.answers.values() if isinstance(answer, tuple) for finding in answer]

    def outcomes(self) -> list[RuleOutcomes]:
        made = []
        for rule in self.rules:
            mine = {part: answer for (of, part), answer in self.answers.items() if of == rule.id}
            named = {name: tuple(p for p, a in mine.items() if a == name) for name in ("unknown", "not applicable")}
            made.append(
                RuleOutcomes(
                    rule=rule.id,
                    asked=len(mine),
                    found=tuple(part for part, answer in mine.items() if isinstance(answer, tuple)),
                    clear=sum(answer == "clear" for answer in mine.values()),
                    not_applicable=_reasoned(named["not applicable"]),
                    unknown=_reasoned(named["unknown"]),
                )
            )
        return made

    def answered(self, key: tuple[RuleId, PartId], answer: tuple[Finding, ...] | str) -> "Case":
        return replace(self, answers={**self.answers, key: answer})

    def adding(self, finding: Finding) -> "Case":
        """With one more finding; an answer that was unknown stays unknown beside it, so it is not taken back here."""
        key = (finding.rule, finding.part)
        before = self.answers[key]
        return self.answered(key, (*before, finding) if isinstance(before, tuple) else (finding,))


def _reasoned(parts: tuple[PartId, ...]) -> tuple[Reasoned, ...]:
    return (Reasoned(because="the budget ran out", parts=parts),) if parts else ()


def card(name: str, severities: Sequence[Severity], per: PartKind, area: Area = Area.IMPLEMENTATION) -> RuleCard:
    return RuleCard(
        id=RuleId(name),
        title=name,
        per=per,
        area=area,
        severities=tuple(severities),
        tags=(),
        remedy="",
        meaning="",
        references=(),
    )


def finding(
    rule: str,
    part: str,
    severity: Severity,
    confidence: Confidence = Confidence.HIGH,
    exposure: Exposure = Exposure.ANYONE,
    status: Status = Status.NEW,
    line: int = 7,
) -> Finding:
    at = SourceSpan(
        path="A.sol", start=line, end=line + 1, line=line, column=1, end_line=line, end_column=2, digest="sha256:00"
    )
    return Finding(
        fingerprint=f"{line:032x}",
        rule=RuleId(rule),
        part=PartId(part),
        message="it is there",
        at=at,
        severity=severity,
        confidence=confidence,
        exposure=exposure,
        evidence=(),
        guards=(),
        status=status,
    )


RULES = (
    card("t.file", (LOW, INFO), PartKind.FILE, Area.OPERATIONS),
    card("t.contract", (MEDIUM, LOW), PartKind.CONTRACT, Area.DESIGN),
    card("t.high", (HIGH, MEDIUM, LOW, INFO), PartKind.FUNCTION),
    card("t.medium", (MEDIUM, LOW), PartKind.FUNCTION),
    card("t.low", (LOW,), PartKind.FUNCTION),
    card("t.info", (INFO,), PartKind.FUNCTION, Area.ECOSYSTEM),
)


def lone_contract(functions: int = 3, rules: tuple[RuleCard, ...] = RULES, weight: int = 1) -> Case:
    """`A.sol` with contract `A` and its functions `A.f0`, `A.f1`, …; every answer clear."""
    return code_base({"A": functions}, rules, {"A": weight})


def code_base(
    contracts: dict[str, int], rules: tuple[RuleCard, ...] = RULES, weights: dict[str, int] | None = None
) -> Case:
    """One file a contract, with so many functions; every answer clear."""
    parts = []
    for name, functions in contracts.items():
        file, contract = PartId(f"{name}.sol"), PartId(f"{name}.sol:{name}")
        parts.append(Part(id=file, kind=PartKind.FILE))
        parts.append(Part(id=contract, kind=PartKind.CONTRACT, parent=file, weight=(weights or {}).get(name, 1)))
        parts += [
            Part(id=PartId(f"{contract}.f{i}()"), kind=PartKind.FUNCTION, parent=contract) for i in range(functions)
        ]
    questions = {(rule.id, part.id): "clear" for rule in rules for part in parts if part.kind is rule.per}
    return Case(rules, tuple(parts), dict(questions))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Code bases of up to three contracts, free functions and every kind of answer."""
    sizes = draw(st.dictionaries(st.sampled_from(("A", "B", "C")), st.integers(0, 3), min_size=1, max_size=3))
    weights = draw(st.fixed_dictionaries({name: st.integers(1, 9) for name in sizes}))
    case = code_base(sizes, weights=weights)
    if draw(st.booleans()):
        free = Part(id=PartId("A.sol:free()"), kind=PartKind.FUNCTION, parent=PartId("A.sol"))
        questions = {(rule.id, free.id): "clear" for rule in RULES if rule.per is PartKind.FUNCTION}
        case = Case(case.rules, (*case.parts, free), {**case.answers, **questions})
    for key in draw(st.lists(st.sampled_from(sorted(case.answers)), max_size=8, unique=True)):
        case = case.answered(key, draw(answers(*key)))
    return case


def answers(rule: RuleId, part: PartId) -> st.SearchStrategy[tuple[Finding, ...] | str]:
    found = st.lists(findings(rule, part), min_size=1, max_size=3).map(tuple)
    return st.one_of(st.sampled_from(("clear", "clear", "unknown", "not applicable")), found)


def findings(rule: RuleId, part: PartId) -> st.SearchStrategy[Finding]:
    may_give = next(known.severities for known in RULES if known.id == rule)
    return st.builds(
        finding,
        st.just(rule),
        st.just(part),
        st.sampled_from(may_give),
        st.sampled_from(Confidence),
        st.sampled_from(Exposure),
        st.sampled_from(Status),
        st.integers(1, 99),
    )


def with_unknown(case: Case, outcomes: list[RuleOutcomes], key: tuple[RuleId, PartId]) -> list[RuleOutcomes]:
    """The outcomes with `key` unknown as well as whatever it was before."""
    rule, part = key
    return [
        msgspec.structs.replace(o, unknown=(*o.unknown, Reasoned(because="read in part", parts=(part,))))
        if o.rule == rule
        else o
        for o in outcomes
    ]
