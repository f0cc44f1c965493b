"""The example contracts and `truth.toml` agree with each other, and all of them can be read."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from assay.solidity.syntax import parse

CONTRACTS = Path(__file__).parents[2] / "examples" / "contracts"
OWASP = {f"SC{entry:02}" for entry in range(1, 11)}
SHARED = {"flashloan/FlashLender.sol"}
"""Sound contracts that stand beside the others because these need them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """One table of `truth.toml`."""

    file: str
    lines: tuple[int, int]
    """First and last line, from 1, both belonging to it."""
    code: str
    owasp: str
    rule: str
    why: str
    fixed: str


def _truth() -> list[Weakness]:
    tables = tomllib.loads((CONTRACTS / "truth.toml").read_text())["weakness"]
    return [Weakness(**{**table, "lines": tuple(table["lines"])}) for table in tables]


def _sources() -> list[str]:
    return sorted(path.relative_to(CONTRACTS).as_posix() for path in CONTRACTS.rglob("*.sol"))


def _text(file: str, lines: tuple[int, int]) -> str:
    first, last = lines
    every = (CONTRACTS / file).read_text().splitlines()
    assert 1 <= first <= last <= len(every)
    return "\n".join(every[first - 1 : last])


@pytest.mark.parametrize("weakness", _truth(), ids=lambda weakness: f"{weakness.file}-{weakness.rule}")
def test_a_weakness_is_where_the_truth_says_and_gone_in_the_twin(weakness: Weakness) -> None:
    weak = _text(weakness.file, weakness.lines)
    assert weakness.code in weak
    assert weak not in (CONTRACTS / weakness.fixed).read_text()


@pytest.mark.parametrize("weakness", _truth(), ids=lambda weakness: f"{weakness.file}-{weakness.rule}")
def test_a_weakness_names_an_entry_a_rule_and_its_twin(weakness: Weakness) -> None:
    assert weakness.owasp in OWASP
    assert re.fullmatch(r"(contracts|tokens)\.[a-z]+(-[a-z]+)*", weakness.rule)
    assert weakness.why.endswith(".")
    assert weakness.fixed == weakness.file.removesuffix(".sol") + "Fixed.sol"


def test_every_entry_of_the_top_ten_has_an_example() -> None:
    assert {weakness.owasp for weakness in _truth()} == OWASP


def test_every_contract_is_weak_fixed_or_shared() -> None:
    told = {weakness.file for weakness in _truth()} | {weakness.fixed for weakness in _truth()}
    interfaces = {file for file in _sources() if file.startswith("interfaces/")}
    assert set(_sources()) == told | interfaces | SHARED


@pytest.mark.parametrize("file", _sources())
def test_every_contract_names_its_licence_and_is_called_like_its_file(file: str) -> None:
    text = (CONTRACTS / file).read_text()
    assert text.startswith("// SPDX-License-Identifier: Apache-2.0\npragma solidity ")
    if not file.startswith("interfaces/"):
        assert re.findall(r"^contract (\w+)", text, re.MULTILINE) == [Path(file).stem]


@pytest.mark.parametrize("file", _sources())
def test_no_import_leads_nowhere(file: str) -> None:
    for target in re.findall(r'^import .*"(.+)";', (CONTRACTS / file).read_text(), re.MULTILINE):
        assert ((CONTRACTS / file).parent / target).is_file()


@pytest.mark.parametrize("file", _sources())
def test_every_contract_parses_without_a_gap(file: str) -> None:
    unit = parse(file, (CONTRACTS / file).read_bytes())
    assert unit.problems == ()
