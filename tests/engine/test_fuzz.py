"""Examples with random damage, through a whole scan: nothing crashes, all is answered, others keep their answers."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.core.report import Report
from assay.engine.lexical import tokens
from assay.engine.request import ScanRequest
from assay.engine.scan import scan

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted([*(ROOT / "examples/contracts").rglob("*.sol"), *(ROOT / "src/assay/analyses").rglob("*.sol")])
GOOD = (ROOT / "examples/contracts/lottery/Lottery.sol").read_bytes()
SECONDS = 60

PIECES = [piece.encode() for piece in ("{", "}", "(", ")", ";", "[", "]", "=", "=>", "*/", "/*", "//", '"', "0x", "\\")]
PIECES += [b"assembly {", b"unchecked {", b"contract X is X {", b"function f() public {", b"modifier m { _", b"_;"]
PIECES += [b"mapping(", b"struct S { S s; }", b"return", b"msg.sender.call{value: 1}", b"delete", b"for (;;)", b"new X"]
PIECES += [
    b"\xff",
    b"\x00",
    "\u202e".encode(),
    b"\r",
    b"using X for *;",
    b"try this.f() {} catch {",
    b"super.",
    b"type(X)",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An example of which some tokens are gone, doubled, moved, or replaced by what does not belong there."""
    words = list(tokens(draw(st.sampled_from(EXAMPLES)).read_bytes()))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(words)))
        many = draw(st.sampled_from([1, 1, 2, 5, 40]))
        match draw(st.sampled_from(["gone", "doubled", "moved", "piece", "piece", "other"])):
            case "gone":
                del words[at : at + many]
            case "doubled":
                words[at:at] = words[at : at + many] * draw(st.sampled_from([1, 1, 3, 30]))
            case "moved":
                taken = words[at : at + many]
                del words[at : at + many]
                to = draw(st.integers(0, len(words)))
                words[to:to] = taken
            case "piece":
                words[at : at + draw(st.integers(0, 1))] = [draw(st.sampled_from(PIECES))]
            case "other":
                words[at:at] = [b"\n", *tokens(draw(st.sampled_from(EXAMPLES)).read_bytes())][:200]
    return b" ".join(words)


def scanned(root: Path) -> Report:
    began = time.process_time()
    report, _ = scan(ScanRequest(today=date(2026, 11, 24), paths=(root,), workers=1))
    assert time.process_time() - began < SECONDS
    return report


def check(root: Path, content: bytes, expected: list[object]) -> None:
    (root / "Bad.sol").write_bytes(content)
    (root / "Good.sol").write_bytes(GOOD)
    report = scanned(root)
    assert [(f.rule, f.fingerprint, f.at) for f in report.findings if f.at.path == "Good.sol"] == expected
    for outcomes in report.outcomes:
        unknown = sum(len(group.parts) for group in outcomes.unknown)
        not_applicable = sum(len(group.parts) for group in outcomes.not_applicable)
        assert len(outcomes.found) + outcomes.clear + not_applicable + unknown == outcomes.asked
        # A rule that fails is unknown, which is right, and a mistake of ours, which is to be mended.
        reasons = [group.because for group in outcomes.unknown]
        failed = [why for why in reasons if why.startswith("rule failed: ") or " can't be made: " in why]
        assert failed == [], outcomes.rule
    assert report.reproducible


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    root = tmp_path_factory.mktemp("good")
    (root / "Good.sol").write_bytes(GOOD)
    found = [(f.rule, f.fingerprint, f.at) for f in scanned(root).findings]
    assert found
    return list(found)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_damage_stays_where_it_is(
    tmp_path_factory: pytest.TempPathFactory, expected: list[object], content: bytes
) -> None:
    check(tmp_path_factory.mktemp("damaged"), content, expected)


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_much_damage_stays_where_it_is(
    tmp_path_factory: pytest.TempPathFactory, expected: list[object], content: bytes
) -> None:
    check(tmp_path_factory.mktemp("damaged"), content, expected)
