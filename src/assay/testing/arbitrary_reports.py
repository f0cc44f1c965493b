"""Hypothesis strategies for reports full of hostile text: what every view must survive, and show without harm."""

import msgspec
from hypothesis import strategies as st

from assay.core.canonical import digest_of
from assay.core.evidence import Calculation, Evidence, Guard, SourceSpan, Statements, Step
from assay.core.fact import Gap
from assay.core.outcome import Confidence, Exposure, RuleId, Severity
from assay.core.report import Finding, Report, Status, Suppression
from assay.core.subject import PartId
from assay.testing.reports import REENTRANCY, UNPROTECTED, card, sample_report, source

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\u202eevil\u2066",
    "\u200b\ufeff\u2028",
    "\r\n::error file=a.sol::forged",
    "%0A::warning::forged",
    "````\n```\n`",
    "@everyone #1 GH-1 www.example.org",
    "[click](https://example.org) ![x](y)",
    "<!-- --> ]]> &lt; {{ 7 * 7 }} {% raw %}",
    "| a | b |",
    "\n# heading\n- item\n> quote\n",
    "\t\0\x7f",
    "𝔘𝔫𝔦 利息 e\u0301 💸",
    "x" * 700,
)
"""Each has steered a terminal, a browser, a Markdown page or a build log somewhere."""
PATHS = ("src/A.sol", "a b%.sol", "<img>.sol", "利息/\u202eB.sol", "x:y,z.sol", "`@#|[](.sol")


def texts() -> st.SearchStrategy[str]:
    """Text of others: hostile pieces and whatever else Unicode has, except for lone surrogates."""
    plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    return st.lists(st.one_of(st.sampled_from(HOSTILE), plain), max_size=4).map("".join)


def spans(files: dict[str, str]) -> st.SearchStrategy[SourceSpan]:
    """Spans of the files, and some that point nowhere, as a damaged report has them."""
    return st.one_of(_true_spans(files), _broken_spans(tuple(files)))


@st.composite
def _true_spans(draw: st.DrawFn, files: dict[str, str]) -> SourceSpan:
    path = draw(st.sampled_from(sorted(files)))
    text = files[path]
    first = draw(st.integers(0, len(text)))
    last = draw(st.integers(first, len(text)))
    start, end = len(text[:first].encode()), len(text[:last].encode())
    return SourceSpan(
        path=path,
        start=start,
        end=end,
        line=text.count("\n", 0, first) + 1,
        column=first - (text.rfind("\n", 0, first) + 1) + 1,
        end_line=text.count("\n", 0, last) + 1,
        end_column=last - (text.rfind("\n", 0, last) + 1) + 1,
        digest=digest_of(text.encode()[start:end]),
    )


def _broken_spans(paths: tuple[str, ...]) -> st.SearchStrategy[SourceSpan]:
    number = st.integers(1, 2000)
    return st.builds(
        SourceSpan,
        path=st.sampled_from((*paths, "gone.sol")),
        start=st.integers(0, 5000),
        end=st.integers(0, 5000),
        line=number,
        column=number,
        end_line=number,
        end_column=number,
        digest=st.just(digest_of(b"")),
    )


def evidence(files: dict[str, str]) -> st.SearchStrategy[Evidence]:
    """Every kind of evidence."""
    step = st.builds(Step, span=spans(files), note=texts(), function=texts().map(PartId))
    calculations = st.builds(
        Calculation,
        formula=texts(),
        inputs=st.dictionaries(texts(), texts(), max_size=2),
        value=texts(),
        unit=texts(),
    )
    paths = st.builds(Statements, steps=st.lists(step, max_size=12).map(tuple))
    return st.one_of(paths, spans(files), calculations)


def findings(files: dict[str, str]) -> st.SearchStrategy[Finding]:
    """Findings of two known rules and one that the report has no card for."""
    return st.builds(
        Finding,
        fingerprint=st.text("0123456789abcdef", min_size=32, max_size=32),
        rule=st.sampled_from((REENTRANCY, UNPROTECTED, RuleId("plugin.own-rule"))),
        part=texts().map(PartId),
        message=texts(),
        at=spans(files),
        severity=st.sampled_from(Severity),
        confidence=st.sampled_from(Confidence),
        exposure=st.sampled_from(Exposure),
        evidence=st.lists(evidence(files), max_size=2).map(tuple),
        guards=st.lists(st.builds(Guard, span=spans(files), name=texts(), why_not=texts()), max_size=2).map(tuple),
        status=st.sampled_from(Status),
        suppression=st.none() | _suppressions(),
    )


def _suppressions() -> st.SearchStrategy[Suppression]:
    return st.builds(
        Suppression,
        where=st.one_of(texts(), st.just("src/A.sol:1"), st.just("assay.toml:3")),
        rules=st.just((REENTRANCY,)),
        reason=texts(),
        until=st.none() | st.just("2027-01-31"),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A sealed report on files with hostile names and contents."""
    names = draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=2, unique=True))
    files = {name: draw(texts()) for name in sorted(names)}
    hostile_card = card(REENTRANCY, draw(texts()), Severity.HIGH, ("swc:107", "own tag"), remedy=draw(texts()))
    changed = msgspec.structs.replace(hostile_card, meaning=draw(texts()))
    return sample_report(
        findings=tuple(draw(st.lists(findings(files), max_size=3))),
        rules=(changed, card(UNPROTECTED, "Plain", Severity.MEDIUM, ())),
        gaps=tuple(draw(st.lists(st.builds(Gap, what=texts(), because=texts()), max_size=2))),
        unused_suppressions=tuple(draw(st.lists(_suppressions(), max_size=1))),
        facts=tuple(source(path, text) for path, text in files.items()),
    )
