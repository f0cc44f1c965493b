"""Slots and offsets are the compiler's: solc 0.8.37's `storageLayout` of `tests/data/solc/Layouts.sol`."""

import json
from pathlib import Path

import pytest

from assay import solidity
from assay.solidity.layout import layout

DATA = Path(__file__).parents[2] / "data" / "solc"
TRUTH: dict[str, list[list[str | int]]] = json.loads((DATA / "layouts-0.8.37.json").read_text())


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_a_contract_is_laid_out_as_the_compiler_lays_it_out(name: str) -> None:
    contract = solidity.load(DATA / "Layouts.sol").contract(name)
    placed = layout(contract)
    assert placed is not None
    assert [[p.variable.name, p.slot, p.offset] for p in placed] == TRUTH[name]


def test_nothing_is_said_of_a_contract_whose_base_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.sol").write_text('import "./gone.sol"; contract A is Gone { uint a; }')
    assert layout(solidity.load(tmp_path / "a.sol").contract("A")) is None


def test_a_layout_can_start_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.sol").write_text(
        "pragma solidity ^0.8.29; contract A layout at 0x10 { uint128 a; uint128 b; uint c; }"
    )
    placed = layout(solidity.load(tmp_path / "a.sol").contract("A"))
    assert placed is not None
    assert [(p.variable.name, p.slot, p.offset) for p in placed] == [("a", 16, 0), ("b", 16, 16), ("c", 17, 0)]
