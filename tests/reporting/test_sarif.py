"""SARIF against the schema that OASIS publishes, and against what code hosts make of it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings

from assay.core.evidence import SourceSpan
from assay.core.outcome import Severity
from assay.core.report import Report
from assay.reporting import Format, RenderContext, render
from assay.testing.arbitrary_reports import reports
from assay.testing.reports import finding, sample_report, source, span
from assay.testing.sample_sources import FILES, VAULT

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
PLAIN = RenderContext()
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def sarif(report: Report, context: RenderContext = PLAIN) -> dict[str, Any]:
    made = json.loads(render(report, Format.SARIF, context=context))
    assert isinstance(made, dict)
    return made


def run_of(report: Report, context: RenderContext = PLAIN) -> dict[str, Any]:
    (run,) = sarif(report, context)["runs"]
    assert isinstance(run, dict)
    return run


def result_of(rule: str) -> dict[str, Any]:
    (result,) = (item for item in run_of(sample_report())["results"] if item["ruleId"] == rule)
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize("report", [sample_report(), sample_report(findings=(), outcomes=(), rules=(), facts=())])
def test_sarif_validates_against_the_published_schema(report: Report) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(sarif(report))] == []


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_gives_valid_sarif(report: Report) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(sarif(report))] == []


def test_a_region_names_exactly_the_text_of_its_snippet() -> None:
    region = result_of("contracts.unprotected-withdrawal")["locations"][0]["physicalLocation"]["region"]
    lines = VAULT.split("\n")[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    offset, length = region["byteOffset"], region["byteLength"]
    assert "\n".join(lines) == region["snippet"]["text"]
    assert VAULT.encode()[offset : offset + length].decode() == region["snippet"]["text"]


def test_levels_and_ranks_differ_with_severity() -> None:
    def made(severity: Severity) -> tuple[str, float]:
        item = finding(sample_report().rules[0].id, "p", span("src/Vault.sol", "fee = 3"), "m", severity=severity)
        (result,) = run_of(sample_report(findings=(item,)))["results"]
        return result["level"], result["rank"]

    assert [made(severity) for severity in Severity] == [
        ("error", 91.0), ("warning", 66.0), ("note", 41.0), ("none", 16.0),
    ]  # fmt: skip


def test_rules_are_tagged_as_code_hosts_expect_it() -> None:
    (rule,) = (r for r in run_of(sample_report())["tool"]["driver"]["rules"] if r["id"] == "contracts.reentrancy")
    assert rule["properties"] == {
        "tags": ["security", "SC05", "owasp:SC05:2025", "SWC-107", "external/cwe/cwe-841", "dasp:reentrancy"],
        "precision": "high",
        "security-severity": "8.0",
        "area": "implementation",
        "per": "function",
    }


def test_every_relationship_leads_to_an_entry_of_its_list() -> None:
    run = run_of(sample_report())
    for rule in run["tool"]["driver"]["rules"]:
        for relationship in rule["relationships"]:
            target = relationship["target"]
            taxonomy = run["taxonomies"][target["toolComponent"]["index"]]
            assert taxonomy["name"] == target["toolComponent"]["name"]
            assert target["id"] in {taxon["id"] for taxon in taxonomy["taxa"]}


def test_the_path_is_a_code_flow_and_guards_are_related() -> None:
    result = result_of("contracts.reentrancy")
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps] == [
        "the balance is checked",
        "ether and control go to the caller",
        "only now the balance is written",
    ]
    assert [place["message"]["text"].partition(":")[0] for place in result["relatedLocations"]] == [
        "step 1", "step 2", "step 3", "guard nonContract does not help",
    ]  # fmt: skip
    assert [place["id"] for place in result["relatedLocations"]] == [1, 2, 3, 4]


def test_suppressed_and_known_findings_are_kept_as_such() -> None:
    suppressed, known = result_of("contracts.weak-randomness"), result_of("contracts.unbounded-loop")
    assert [(item["kind"], item["status"], item["justification"]) for item in suppressed["suppressions"]] == [
        ("inSource", "accepted", "test network only")
    ]
    assert (suppressed["baselineState"], known["baselineState"]) == ("new", "unchanged")
    assert known["suppressions"] == []


def test_without_a_baseline_there_is_no_baseline_state() -> None:
    options = msgspec.structs.replace(sample_report().options, baseline=None)
    assert not any("baselineState" in result for result in run_of(sample_report(options=options))["results"])


def test_each_gap_and_each_unknown_is_a_notification() -> None:
    (invocation,) = run_of(sample_report())["invocations"]
    texts = [item["message"]["text"] for item in invocation["toolExecutionNotifications"]]
    assert texts[:2] == [
        "@openzeppelin/contracts/token/ERC20/IERC20.sol: import not found in node_modules or lib",
        "src/Lottery.sol:12: the budget of 10 s ran out",
    ]
    assert len(texts) == 6


def test_artifacts_carry_the_hash_of_the_file() -> None:
    report = sample_report()
    assert [(item["location"]["uri"], item["hashes"]) for item in run_of(report)["artifacts"]] == [
        (fact.key, {"sha-256": fact.digest[7:]}) for fact in report.facts
    ]


def test_addresses_are_relative_percent_encoded_and_prefixed() -> None:
    at = SourceSpan(path="a b/ü%.sol", start=0, end=1, line=1, column=1, end_line=1, end_column=2, digest="sha256:")
    report = sample_report(
        findings=(finding(sample_report().rules[0].id, "p", at, "m"),), facts=(source("a b/ü%.sol", "x"),)
    )
    (result,) = run_of(report, RenderContext(path_prefix="sub/"))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "sub/a%20b/%C3%BC%25.sol", "uriBaseId": "SRCROOT", "index": 0}
    assert unquote(place["uri"]) == "sub/a b/ü%.sol"


def test_a_prefix_that_climbs_is_left_to_the_consumers_base() -> None:
    artifacts = run_of(sample_report(), RenderContext(path_prefix="../"))["artifacts"]
    assert [item["location"]["uri"] for item in artifacts] == sorted(FILES)


def test_grade_and_digest_travel_with_the_run() -> None:
    report = sample_report()
    properties = run_of(report)["properties"]
    assert (properties["digest"], properties["grade"]["overall"]["points"]) == (report.digest, {"low": 31, "high": 44})
