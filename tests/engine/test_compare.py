"""What is said about two reports, and how it looks."""

from functools import cache

import msgspec
import pytest

from assay.core.comparison import Comparison, Direction, RuleMove
from assay.core.errors import BadInput
from assay.core.grade import Shares
from assay.core.outcome import Confidence, Exposure, RuleId, Severity
from assay.core.report import Report, Status, Suppression
from assay.core.rule import Area
from assay.engine.comparison import compare
from assay.reporting.comparison import render_comparison
from assay.reporting.context import Format
from assay.testing.honest import honest
from assay.testing.reports import sample_report


@cache
def _before() -> Report:
    return honest(sample_report())


def _changed(rule: str, **changes: object) -> Report:
    findings = tuple(
        msgspec.structs.replace(finding, **changes) if finding.rule == rule else finding
        for finding in _before().findings
    )
    return honest(msgspec.structs.replace(_before(), findings=findings))


def _without(rule: str) -> Report:
    findings = tuple(finding for finding in _before().findings if finding.rule != rule)
    return honest(msgspec.structs.replace(_before(), findings=findings))


def test_a_report_beside_itself_has_nothing_to_say() -> None:
    made = compare(_before(), _before())
    assert (made.new, made.gone, made.moved, made.rules, made.same) == ((), (), (), (), 5)
    assert made.notes == (
        "The code is the same in both reports; what differs comes from the rules, the options or what was read.",
    )


def test_what_is_new_in_one_direction_is_gone_in_the_other() -> None:
    fixed = _without("contracts.reentrancy")
    there, back = compare(_before(), fixed), compare(fixed, _before())
    assert [finding.rule for finding in there.gone] == ["contracts.reentrancy"]
    assert (there.new, there.gone) == (back.gone, back.new)
    assert [move.rule for move in there.rules] == ["contracts.reentrancy"]
    assert {move.area for move in there.areas if move.before != move.after} == {Area.IMPLEMENTATION}


@pytest.mark.parametrize(
    ("changes", "direction"),
    [
        ({"confidence": Confidence.HIGH}, Direction.WORSE),
        ({"confidence": Confidence.LOW}, Direction.BETTER),
        ({"exposure": Exposure.ANYONE}, Direction.WORSE),
        ({"exposure": Exposure.NOBODY, "confidence": Confidence.HIGH}, Direction.BETTER),
        ({"severity": Severity.INFO, "exposure": Exposure.ANYONE}, Direction.BETTER),
    ],
)
def test_the_same_finding_can_get_worse_or_better(changes: dict[str, object], direction: Direction) -> None:
    rules = tuple(
        msgspec.structs.replace(card, severities=(*card.severities, Severity.INFO)) for card in _before().rules
    )
    findings = tuple(
        msgspec.structs.replace(f, **changes) if f.rule == "contracts.precision-loss" else f for f in _before().findings
    )
    after = honest(msgspec.structs.replace(_before(), findings=findings, rules=rules))
    made = compare(_before(), after)
    assert [(move.direction, move.after.rule) for move in made.moved] == [(direction, "contracts.precision-loss")]
    assert (made.new, made.gone, made.same) == ((), (), 4)


def test_a_suppression_is_no_improvement_and_is_named() -> None:
    word = Suppression(where="assay.toml:3", rules=(), reason="we trust the owner")
    after = _changed("contracts.precision-loss", status=Status.SUPPRESSED, suppression=word)
    assert [move.direction for move in compare(_before(), after).moved] == [Direction.SUPPRESSED]
    assert [move.direction for move in compare(after, _before()).moved] == [Direction.UNSUPPRESSED]


def test_what_makes_reports_hard_to_compare_is_said() -> None:
    b = _before()
    other = msgspec.structs.replace(
        b,
        version="9.9.9",
        subject=msgspec.structs.replace(b.subject, name="lib", digest="sha256:00"),
        rules=b.rules[1:],
        outcomes=b.outcomes[1:],
        grade=msgspec.structs.replace(b.grade, methodology="2030.01"),
        reproducible=False,
    )
    assert compare(b, other).notes == (
        "The subjects differ: code src before, code lib after.",
        f"The rules may answer differently: assay {b.version} before, 9.9.9 after.",
        "The grades are by different methodologies: 2026.11 before, 2030.01 after.",
        "No longer asked: contracts.precision-loss.",
        "A time or memory limit ended part of the work, so another run may differ.",
    )


def _shown() -> Comparison:
    word = Suppression(where="assay.toml:3", rules=(), reason="only\x1b[31m us")
    after = _changed("contracts.precision-loss", status=Status.SUPPRESSED, suppression=word)
    findings = tuple(
        msgspec.structs.replace(f, confidence=Confidence.HIGH) if f.rule == "contracts.weak-randomness" else f
        for f in after.findings
        if f.rule != "contracts.reentrancy"
    )
    return compare(_before(), honest(msgspec.structs.replace(after, findings=findings)))


def test_the_text_shows_grades_findings_and_rules() -> None:
    assert (
        render_comparison(_shown(), Format.TEXT)
        == """\
Findings: 0 new, 1 gone, 1 worse, 0 better, 1 suppressed, 2 the same. Grade: no letter (19–37) → no letter \
(19–81)

The code is the same in both reports; what differs comes from the rules, the options or what was read.

overall         no letter (19–37) → no letter (19–81)
design          no letter (45–81), unchanged
implementation  no letter (33–44) → no letter (33–87)
operations      no letter (0–100), unchanged
ecosystem       no letter (0–100), unchanged

Gone (1)
  high  contracts.reentrancy  src/Vault.sol:21  withdraw calls msg.sender before it writes balances, which \
withdraw reads

Worse (1)
  medium  contracts.weak-randomness  src/Lottery.sol:8  the winner follows from block.timestamp (suppressed); \
medium → high confidence

Suppressed (1)
  low  contracts.precision-loss  src/Vault.sol:34  up to 99 wei are divided away before the fee multiplies them \
(suppressed); assay.toml:3: only<U+001B>[31m us

Other outcomes (1 rule)
  contracts.reentrancy: found 1 → 0, clear 4 → 5
"""
    )


def test_the_markdown_quotes_the_text_of_others() -> None:
    assert (
        render_comparison(_shown(), Format.MARKDOWN)
        == """\
### Findings: 0 new, 1 gone, 1 worse, 0 better, 1 suppressed, 2 the same. Grade: no letter (19–37) → no letter \
(19–81)

> The code is the same in both reports; what differs comes from the rules, the options or what was read.

| | grade | |
|---|---|---|
| overall | no letter (19–37) → no letter (19–81) |  |
| design | no letter (45–81), unchanged |  |
| implementation | no letter (33–44) → no letter (33–87) |  |
| operations | no letter (0–100), unchanged |  |
| ecosystem | no letter (0–100), unchanged |  |

**Gone (1)**

- high  `contracts.reentrancy`  `src/Vault.sol:21`  `withdraw calls msg.sender before it writes balances, which \
withdraw reads`

**Worse (1)**

- medium  `contracts.weak-randomness`  `src/Lottery.sol:8`  `the winner follows from block.timestamp` \
(suppressed); medium → high confidence

**Suppressed (1)**

- low  `contracts.precision-loss`  `src/Vault.sol:34`  `up to 99 wei are divided away before the fee multiplies \
them` (suppressed); `assay.toml:3`: `only<U+001B>[31m us`

**Other outcomes (1 rule)**

- `contracts.reentrancy`: found 1 → 0, clear 4 → 5
"""
    )


def test_rules_that_only_had_more_code_to_clear_share_a_line_and_the_worst_finding_comes_first() -> None:
    def moved(rule: str, **after: int) -> RuleMove:
        before = Shares(found=1, clear=4, not_applicable=0, unknown=0)
        return RuleMove(rule=RuleId(rule), before=before, after=msgspec.structs.replace(before, **after))

    findings = tuple(sorted(_before().findings, key=lambda finding: finding.severity.rank))
    made = msgspec.structs.replace(
        compare(_before(), _before()),
        new=findings,
        rules=(moved("toy.a", clear=9), moved("toy.b", found=0), moved("toy.c", clear=3)),
    )
    text = str(render_comparison(made, Format.TEXT))
    new = text[text.index("New (") :].partition("\n\n")[0].splitlines()[1:]
    assert [line.split()[0] for line in new] == ["high", "medium", "medium", "medium", "low"]
    assert text.endswith(
        "Other outcomes (3 rules)\n  toy.b: found 1 → 0\n  2 rules clear for more or fewer parts than before\n"
    )


def test_the_json_reads_back_as_the_same_comparison() -> None:
    made = _shown()
    assert msgspec.json.decode(render_comparison(made, Format.JSON), type=Comparison) == made


@pytest.mark.parametrize("format", [Format.SARIF, Format.HTML, Format.GITHUB])
def test_other_formats_are_refused(format: Format) -> None:
    with pytest.raises(BadInput, match="there are text, json, markdown"):
        render_comparison(_shown(), format)
