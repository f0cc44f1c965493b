"""From material to a sealed report: statuses, coverage, and the same bytes for the same facts."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assay.core.canonical import canonical
from assay.core.errors import BadInput
from assay.core.fact import Gap, Material
from assay.core.outcome import RuleId
from assay.core.report import Options, Report, Status
from assay.engine.children import ForkedChildren
from assay.engine.material import scan_material
from assay.engine.request import ScanRequest
from assay.engine.sandbox import Limits
from assay.engine.scan import scan, without_source
from assay.testing.toy import finds, settings_fact, toy_material

FILES = {
    "src/a.sol": "contract A {\n  function f bad\n  function g good\n}\ncontract B {\n  function f bad worse\n}\n",
    "src/b.sol": "contract C {\n  // assay: ignore[toy.bad] -- on purpose\n  function f bad\n  function g bad\n}\n",
}
RULES = (finds("toy.worse", "worse"), finds("toy.bad", "bad"))


def report(material: Material | None = None, *, workers: int = 2, **options: Any) -> Report:
    children = ForkedChildren(workers=workers, limits=Limits(seconds=5))
    return scan_material(material or toy_material(FILES), Options(paths=("src",), **options), RULES, children)


def statuses(made: Report) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.part, str(finding.status)) for finding in made.findings]


def test_a_report_is_sealed_ordered_and_complete() -> None:
    made = report()
    assert made.digest == made.computed_digest()
    assert made.reproducible
    assert statuses(made) == [
        ("toy.bad", "src/a.sol:A.f()", "new"),
        ("toy.bad", "src/a.sol:B.f()", "new"),
        ("toy.worse", "src/a.sol:B.f()", "new"),
        ("toy.bad", "src/b.sol:C.f()", "suppressed"),
        ("toy.bad", "src/b.sol:C.g()", "new"),
    ]
    assert [(outcome.rule, outcome.asked, len(outcome.found), outcome.clear) for outcome in made.outcomes] == [
        ("toy.bad", 5, 4, 1),
        ("toy.worse", 5, 1, 4),
    ]
    assert [card.id for card in made.rules] == ["toy.bad", "toy.worse"]
    assert made.options == Options(paths=("src",))


def test_only_asks_the_rules_named_and_calls_no_suppression_unused_that_could_hold() -> None:
    made = report(only=(RuleId("toy.worse"),))
    assert statuses(made) == [("toy.worse", "src/a.sol:B.f()", "new")]
    assert [card.id for card in made.rules] == ["toy.worse"]
    assert made.unused_suppressions == ()
    with pytest.raises(BadInput, match=r"unknown rule 'toy\.wors'"):
        report(only=(RuleId("toy.wors"),))


def test_findings_of_the_baseline_are_known_and_those_off_the_diff_unchanged() -> None:
    first = report().findings
    made = report(
        baseline=tuple(sorted(finding.fingerprint for finding in first[:2])),
        changed_lines={"src/a.sol": ((1, 9),), "src/b.sol": ((1, 1),)},
    )
    assert [finding.status for finding in made.findings] == [
        Status.KNOWN,
        Status.KNOWN,
        Status.NEW,
        Status.SUPPRESSED,
        Status.UNCHANGED,
    ]


def test_suppressions_of_the_settings_hold_and_unused_ones_are_reported() -> None:
    toml = (
        '[[ignore]]\nrule = "toy.worse"\nreason = "x"\n[[ignore]]\npath = "lib/**"\nreason = "y"\nuntil = 2027-01-01\n'
    )
    material = toy_material(FILES, more_facts=[settings_fact(toml)])
    made = report(material, as_of="2026-11-24")
    assert ("toy.worse", "src/a.sol:B.f()", "suppressed") in statuses(made)
    assert [(unused.where, unused.until) for unused in made.unused_suppressions] == [("assay.toml:4", "2027-01-01")]
    assert made.options.as_of == "2026-11-24"


def test_the_date_is_kept_only_when_it_decides_something() -> None:
    assert report(as_of="2026-11-24") == report(as_of="2031-01-01") == report()


def test_gaps_and_notices_are_in_the_report() -> None:
    files = {"a.sol": "contract A {\n  // assay: ignore[toy.bad]\n  function f good\n}\n"}
    made = report(toy_material(files, gaps=[Gap(what="z.sol", because="gone")]))
    assert made.gaps == (
        Gap(what="a.sol:2", because="this comment suppresses nothing: a reason is missing (`-- why`)"),
        Gap(what="z.sol", because="gone"),
    )


def test_a_report_without_sources_keeps_their_digests() -> None:
    made = without_source(report())
    assert [fact.text for fact in made.facts] == [None, None]
    assert made.digest == made.computed_digest()
    assert [finding.fingerprint for finding in made.findings] == [finding.fingerprint for finding in report().findings]


@pytest.mark.parametrize("workers", [1, 4])
def test_workers_and_the_order_of_files_change_no_byte(workers: int) -> None:
    backwards = toy_material(dict(reversed(FILES.items())))
    assert report(backwards, workers=workers).digest == report().digest


DIGEST = """
from tests.engine.test_scan import report
print(report().digest)
"""


def test_hash_seed_time_zone_and_locale_change_no_byte() -> None:
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root / "src"), str(root)])
    told = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "C.UTF-8"), ("2", "Etc/GMT+12", "POSIX")):
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        told.add(
            subprocess.run([sys.executable, "-c", DIGEST], env=environment, check=True, capture_output=True).stdout
        )
    assert told == {f"{report().digest}\n".encode()}


VAULT = """\
pragma solidity ^0.8.20;
contract Vault {
    function f() external {}
}
"""


def request(**changes: Any) -> ScanRequest:
    return ScanRequest(today=date(2026, 11, 24), workers=2, **changes)


def test_a_project_is_read_with_its_settings(tmp_path: Path) -> None:
    (tmp_path / "foundry.toml").touch()
    (tmp_path / "src/old").mkdir(parents=True)
    (tmp_path / "src/Vault.sol").write_text(VAULT, encoding="utf-8")
    (tmp_path / "src/old/Old.sol").write_text(VAULT.replace("Vault", "Old"), encoding="utf-8")
    (tmp_path / "assay.toml").write_text('[scan]\nexclude = ["src/old/**"]\n', encoding="utf-8")
    seen: list[str] = []
    made, envelope = scan(request(paths=(tmp_path / "src",)), lambda label, done, total: seen.append(label))
    assert made.options.paths == ("src",)
    assert [part.id for part in made.parts if part.kind == "file"] == ["src/Vault.sol"]
    assert {fact.key for fact in made.facts} >= {"assay.toml", "src/Vault.sol"}
    assert (envelope.report, envelope.root, envelope.workers) == (made.digest, str(tmp_path), 2)
    assert str(tmp_path).encode() not in canonical(made)
    assert "parsing" in seen


def test_standard_input_is_a_subject() -> None:
    made, envelope = scan(request(stdin=VAULT.encode()))
    assert made.options.paths == ("stdin.sol",)
    assert envelope.root == "-"
    with pytest.raises(BadInput, match="standard input is in no git repository"):
        scan(request(stdin=VAULT.encode(), diff="HEAD"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "nothing to scan"),
        ({"paths": (Path("no/such/place.sol"),)}, "no such file or folder"),
        ({"stdin": VAULT.encode(), "only": ("contracts.none",)}, "unknown rule 'contracts.none'"),
        ({"stdin": VAULT.encode(), "baseline": Path("none.json")}, "none.json: can't be read"),
    ],
)
def test_what_makes_no_sense_is_bad_input(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        scan(request(**changes))


def test_a_mistake_in_the_settings_stops_the_scan(tmp_path: Path) -> None:
    (tmp_path / "Vault.sol").write_text(VAULT, encoding="utf-8")
    (tmp_path / "assay.toml").write_text("[scan]\nbugdet = 3\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"^assay\.toml:2: scan: unknown key `bugdet`$"):
        scan(request(paths=(tmp_path,)))
