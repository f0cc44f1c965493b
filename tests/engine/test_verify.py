"""Verification, tried by mutation: what is changed, hidden or invented in a report is found."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assay
from assay.core.canonical import canonical, digest_of
from assay.core.errors import AssayError, BadInput
from assay.core.outcome import Severity
from assay.core.report import Reasoned, Report, Status
from assay.engine.verification import Item, Result, verify
from assay.engine.verification.items import MEANING, fails, unchecked
from assay.grading import grade
from assay.testing.honest import honest
from assay.testing.reports import sample_report

Path = tuple[str | int, ...]


@cache
def _report() -> Report:
    return honest(sample_report(version=assay.__version__))


def _raw() -> bytes:
    return canonical(_report()) + b"\n"


def _failed(raw: bytes, **options: Any) -> list[tuple[str, str]]:
    return [(item.check, item.about) for item in verify(raw, **options).failed]


def _unasked(_: Report, paths: Sequence[Any]) -> list[Item]:
    """Properties are about the rest: following the code costs a child process each time."""
    return [unchecked("order", "", "not asked")] * len(paths)


def _again(_: Report) -> Report:
    """What the rules really answer."""
    return _report()


def test_an_honest_report_holds_and_says_what_could_not_be_checked() -> None:
    made = verify(_raw(), digest=_report().digest, rerun=True, again=_again)
    assert made.holds
    assert made.digest == _report().digest
    assert {check: {r.name: n for r, n in counts.items() if n} for check, counts in made.counts().items()} == {
        "schema": {"HOLDS": 1},
        "canonical form": {"HOLDS": 1},
        "digest": {"HOLDS": 2},
        "fact": {"HOLDS": len(_report().facts)},
        "subject": {"HOLDS": 1},
        "span": {"HOLDS": sum(item.check == "span" for item in made.items)},
        "order": {"HOLDS": 1},
        "calculation": {"HOLDS": 1},
        "finding": {"HOLDS": 5},
        "fingerprint": {"HOLDS": 5},
        "status": {"HOLDS": 5},
        "outcomes": {"HOLDS": 5},
        "grade": {"HOLDS": 1},
        "rerun": {"HOLDS": 11},
    }
    assert list(made.counts()) == list(MEANING)


# ── any single value ────────────────────────────────────────────────────────────────────────────────────────


def _paths(tree: Any, at: Path = ()) -> Iterator[Path]:
    yield at
    if isinstance(tree, dict):
        for key in sorted(tree):
            yield from _paths(tree[key], (*at, key))
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from _paths(item, (*at, index))


def _mutations(value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1, -value - 1, str(value), float(value) + 0.5)
        case str():
            yield from (value + " ", value[1:] if value else "x", value.swapcase() + "a", 7, None)
        case None:
            yield from ("", 0, [], {})
        case list():
            yield from (value[1:] if value else [None], [*value, *value[:1], None], [*value[::-1], None], None)
        case dict():
            yield from ({**value, "more": 1}, dict(list(value.items())[1:]) if value else {"more": 1}, None)


@cache
def _all_paths() -> list[Path]:
    return list(_paths(json.loads(_raw())))


def _changed(path: Path, change: Callable[[Any], Any]) -> Any:
    tree = json.loads(_raw())
    if not path:
        return change(tree)
    inside = tree
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = change(inside[path[-1]])
    return tree


@given(st.data())
def test_any_changed_value_is_found_without_rerun(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_all_paths()))
    tree = _changed(path, lambda value: data.draw(st.sampled_from(list(_mutations(value)))))
    assert not verify(msgspec.json.encode(tree, order="sorted"), order=_unasked).holds


@given(st.data())
def test_a_changed_value_with_a_new_digest_is_found_by_whoever_holds_the_old_one(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in _all_paths() if path[:1] not in ((), ("digest",))]))
    tree = _changed(path, lambda value: data.draw(st.sampled_from(list(_mutations(value)))))
    tree["digest"] = digest_of(msgspec.json.encode({**tree, "digest": ""}, order="sorted"))
    assert not verify(msgspec.json.encode(tree, order="sorted"), digest=_report().digest, order=_unasked).holds


@settings(max_examples=40)
@given(st.data())
def test_whatever_a_sealed_report_says_verification_ends_with_items(data: st.DataObject) -> None:
    path = data.draw(
        st.sampled_from([path for path in _all_paths() if path[:1] in {("facts",), ("parts",), ("options",)}])
    )
    tree = _changed(path, lambda value: data.draw(st.sampled_from(list(_mutations(value)))))
    tree["digest"] = digest_of(msgspec.json.encode({**tree, "digest": ""}, order="sorted"))
    assert verify(msgspec.json.encode(tree, order="sorted"), rerun=True).items


@given(st.integers(0, len(_raw()) - 1), st.binary(max_size=3))
def test_any_changed_byte_is_found(at: int, other: bytes) -> None:
    raw = _raw()
    changed = raw[:at] + other + raw[at + 1 :]
    assert changed.removesuffix(b"\n") == raw.removesuffix(b"\n") or not verify(changed, order=_unasked).holds


@given(st.binary(max_size=200))
def test_any_bytes_are_verified_without_an_exception(raw: bytes) -> None:
    made = verify(raw, rerun=True)
    assert (made.holds, made.digest) == (False, None)
    assert [item.check for item in made.failed] == ["schema"]


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff" * 10, b"", b"null", b"1" * 10_000])
def test_hostile_documents_are_refused(raw: bytes) -> None:
    assert not verify(raw).holds


def test_a_report_of_endless_spans_ends_in_bounded_time() -> None:
    text = "é" * 3_000_000
    data = text.encode()
    wide = msgspec.structs.replace(
        _rounding().at, start=0, end=len(data), line=1, column=1, end_line=1, end_column=len(text) + 1
    )
    findings = tuple(msgspec.structs.replace(_rounding(), at=wide, message=str(i)) for i in range(2_000))
    facts = [f if f.key != wide.path else msgspec.structs.replace(f, text=text) for f in _report().facts]
    started = time.process_time()
    made = verify(_sealed(findings=findings, facts=tuple(facts)))
    assert time.process_time() - started < 20
    assert "the spans before it were too long to read them all" in {item.because for item in made.unchecked}


# ── sealed again by whoever changed it ──────────────────────────────────────────────────────────────────────


def _sealed(**changes: Any) -> bytes:
    return canonical(msgspec.structs.replace(_report(), **changes).sealed())


def _changed_finding(**changes: Any) -> bytes:
    """One finding changed, in a report that is graded and sealed again."""
    findings = list(_report().findings)
    at = next(i for i, finding in enumerate(findings) if finding.rule == "contracts.precision-loss")
    findings[at] = msgspec.structs.replace(findings[at], **changes)
    return _graded(findings=tuple(findings))


def _graded(**changes: Any) -> bytes:
    made = msgspec.structs.replace(_report(), **changes)
    try:
        again = grade(made.rules, made.parts, made.findings, made.outcomes)
    except BadInput:
        again = made.grade
    return canonical(msgspec.structs.replace(made, grade=again).sealed())


def _rounding() -> Any:
    return next(finding for finding in _report().findings if finding.rule == "contracts.precision-loss")


def _moved(**changes: Any) -> Any:
    return msgspec.structs.replace(_rounding().at, **changes)


@pytest.mark.parametrize(
    ("checks", "changes"),
    [
        ({"span", "fingerprint"}, lambda: {"at": _moved(start=_rounding().at.start + 1)}),
        ({"span"}, lambda: {"at": _moved(line=1)}),
        ({"span"}, lambda: {"at": _moved(column=1)}),
        ({"span"}, lambda: {"at": _moved(end_line=99)}),
        ({"span"}, lambda: {"at": _moved(digest=digest_of(b"other"))}),
        ({"span", "fingerprint"}, lambda: {"at": _moved(path="src/Other.sol")}),
        ({"span"}, lambda: {"at": _moved(start=-5, end=10**9)}),
        ({"finding", "grade"}, lambda: {"severity": Severity.HIGH}),
        ({"finding", "outcomes", "fingerprint"}, lambda: {"part": "src/Vault.sol:Vault"}),
        ({"fingerprint"}, lambda: {"fingerprint": "0" * 32}),
        ({"status"}, lambda: {"status": Status.SUPPRESSED}),
        ({"status"}, lambda: {"status": Status.KNOWN}),
    ],
)
def test_a_finding_that_was_changed_and_sealed_again_is_found(checks: set[str], changes: Callable[[], Any]) -> None:
    assert {check for check, _ in _failed(_changed_finding(**changes()))} == checks


@pytest.mark.parametrize(
    ("value", "formula", "why"),
    [
        ("296/100", "99 * fee / 100", "the formula gives 297/100"),
        ("297/100", "99 * fee / 0", "division by zero"),
        ("297/100", "__import__(fee)", "only names"),
    ],
)
def test_a_calculation_that_gives_another_value_is_found(value: str, formula: str, why: str) -> None:
    place, calculation = _rounding().evidence
    other = msgspec.structs.replace(calculation, value=value, formula=formula)
    failed = verify(_changed_finding(evidence=(place, other))).failed
    assert [item.check for item in failed] == ["calculation"]
    assert why in failed[0].because


def _outcome(at: int, **changes: Any) -> bytes:
    outcomes = list(_report().outcomes)
    outcomes[at] = msgspec.structs.replace(outcomes[at], **changes)
    return _graded(outcomes=tuple(outcomes))


@pytest.mark.parametrize(
    "changes", [{"clear": 99}, {"asked": 5}, {"found": ()}, {"unknown": ()}, {"found": ("src/Vault.sol:Vault",)}]
)
def test_outcomes_that_do_not_add_up_are_found(changes: dict[str, Any]) -> None:
    assert ("outcomes", "contracts.precision-loss") in _failed(_outcome(0, **changes))


def test_an_unknown_that_was_turned_into_clear_is_found_by_the_gap() -> None:
    first = _report().outcomes[0]
    raw = _outcome(0, unknown=(), clear=first.clear + 1)
    assert _failed(raw) == [("outcomes", "contracts.precision-loss")]


def test_rules_without_outcomes_and_outcomes_without_rules_are_found() -> None:
    assert ("outcomes", _report().rules[2].id) in _failed(_graded(outcomes=_report().outcomes[:2]))
    assert ("outcomes", _report().rules[0].id) in _failed(_graded(rules=_report().rules[1:]))


def test_a_better_grade_is_found() -> None:
    overall = msgspec.structs.replace(_report().grade.overall, letter="A+")
    failed = verify(_sealed(grade=msgspec.structs.replace(_report().grade, overall=overall))).failed
    assert [(item.check, item.because) for item in failed] == [("grade", "overall do not follow from the outcomes")]


def test_a_methodology_that_is_not_here_can_not_be_checked() -> None:
    made = verify(_sealed(grade=msgspec.structs.replace(_report().grade, methodology="2031.01")))
    assert [(item.check, item.result) for item in made.items if item.check == "grade"] == [("grade", Result.UNCHECKED)]


def test_a_changed_source_is_found() -> None:
    facts = list(_report().facts)
    facts[-1] = msgspec.structs.replace(facts[-1], text=(facts[-1].text or "") + "\n")
    assert _failed(_sealed(facts=tuple(facts))) == [("fact", "source src/Vault.sol")]
    facts[-1] = msgspec.structs.replace(facts[-1], digest=digest_of((facts[-1].text or "").encode()))
    assert _failed(_sealed(facts=tuple(facts))) == [("subject", "")]


def test_without_the_sources_the_rest_is_checked() -> None:
    facts = tuple(msgspec.structs.replace(fact, text=None) for fact in _report().facts)
    made = verify(_sealed(facts=facts), rerun=True)
    assert made.holds
    assert {item.check for item in made.unchecked} == {"fact", "span", "order", "fingerprint", "rerun"}


def test_the_order_of_statements_is_judged_by_whoever_knows_the_control_flow() -> None:
    backwards = verify(_raw(), order=lambda _, paths: [fails("order", "", "no way")] * len(paths))
    assert [(item.check, item.because) for item in backwards.failed] == [("order", "no way")]


# ── what only the rules can tell ────────────────────────────────────────────────────────────────────────────


def _without_finding(at: int) -> bytes:
    """A finding removed by somebody who also mends coverage, grade and digest."""
    findings = _report().findings[:at] + _report().findings[at + 1 :]
    return canonical(honest(msgspec.structs.replace(_report(), findings=findings)))


@pytest.mark.parametrize("at", range(5))
def test_a_removed_finding_is_found_by_asking_again(at: int) -> None:
    raw = _without_finding(at)
    if at != 1:  # that one lies in a part that a gap covers, so that even its absence shows
        assert verify(raw).holds
    removed = _report().findings[at]
    failed = [item for item in verify(raw, rerun=True, again=_again).failed if item.check == "rerun"]
    assert failed[0].about == "findings"
    assert failed[0].because == f"{removed.rule} at {removed.at.path}:{removed.at.line} is missing in the report"
    assert {"findings", "outcomes", "grade"} <= {item.about for item in failed}


def test_other_versions_and_broken_rules_are_said_and_not_judged() -> None:
    def broken(_: Report) -> Report:
        raise AssayError("domain contracts can't be loaded")

    other = verify(_sealed(version="0.0.1"), rerun=True, again=_again)
    assert [item.because for item in other.unchecked if item.check == "rerun"] == [
        f"made by assay 0.0.1, this is {assay.__version__}: install that version"
    ]
    made = verify(_raw(), rerun=True, again=broken)
    assert [item.because for item in made.unchecked if item.check == "rerun"] == ["domain contracts can't be loaded"]
    assert not made.is_rerun


def test_a_report_that_no_scan_can_have_made_fails_the_rerun() -> None:
    options = msgspec.structs.replace(_report().options, as_of="some day")
    made = verify(_sealed(options=options), rerun=True)
    assert [(item.check, item.because) for item in made.failed] == [
        ("rerun", "no scan makes such a report: as_of: 'some day' is no date")
    ]


def test_sources_are_kept_all_or_not_at_all() -> None:
    facts = (msgspec.structs.replace(_report().facts[0], text=None), *_report().facts[1:])
    made = verify(_sealed(facts=facts), rerun=True, again=_again)
    assert ("fact", f"{facts[0].kind} {facts[0].key}") in [(item.check, item.about) for item in made.failed]


def test_a_finding_is_not_hidden_by_saying_that_a_limit_was_hit() -> None:
    report = honest(msgspec.structs.replace(_report(), findings=_report().findings[:-1], reproducible=False))
    made = verify(canonical(report), rerun=True, again=_again)
    assert [item.about for item in made.failed] == ["findings", "outcomes", "grade"]


def _ended(report: Report) -> Report:
    """The report of a run in which a limit ended the rule that makes the last finding."""
    lost = report.findings[-1]
    ended = Reasoned(because="analysis of its unit took longer than 10 s while this rule was asked", parts=(lost.part,))
    outcomes = tuple(
        msgspec.structs.replace(outcome, unknown=(*outcome.unknown, ended)) if outcome.rule == lost.rule else outcome
        for outcome in report.outcomes
    )
    changed = msgspec.structs.replace(report, findings=report.findings[:-1], outcomes=outcomes, reproducible=False)
    return honest(changed)


def test_what_a_limit_left_open_is_said_and_not_judged() -> None:
    ended = _ended(_report())
    made = verify(canonical(ended), rerun=True, again=_again)
    assert made.holds
    assert [item.about for item in made.unchecked if item.check == "rerun"] == ["findings", "outcomes", "grade"]
    slower = verify(_raw(), rerun=True, again=lambda _: ended)
    assert [item.about for item in slower.failed] == []
    assert [item.about for item in slower.unchecked if item.check == "rerun"] == ["findings", "outcomes", "grade"]


def test_a_limit_explains_nothing_but_what_it_left_open() -> None:
    ended = _ended(_report())
    hiding = honest(msgspec.structs.replace(ended, findings=ended.findings[1:]))
    removed = ended.findings[0]
    because = f"{removed.rule} at {removed.at.path}:{removed.at.line} is missing in the report"
    made = verify(canonical(hiding), rerun=True, again=_again)
    assert [item.because for item in made.failed if item.about == "findings"] == [because]
    slower = verify(
        canonical(honest(msgspec.structs.replace(_report(), findings=_report().findings[1:]))),
        rerun=True,
        again=lambda _: ended,
    )
    assert [item.because for item in slower.failed if item.about == "findings"] == [because]
