"""The command line in this process, and the ground it is tried on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assay.cli import main

Cli = Callable[..., Result]

DRAINED = """\
pragma solidity ^0.8.20;

contract Purse {
    mapping(address => uint256) public balance;

    function put() external payable {
        balance[msg.sender] += msg.value;
    }

    function take() external {
        (bool ok, ) = msg.sender.call{value: balance[msg.sender]}("");
        require(ok);
        balance[msg.sender] = 0;
    }
}
"""
SOUND = """\
pragma solidity ^0.8.20;

contract Purse {
    mapping(address => uint256) public balance;

    function put() external payable {
        balance[msg.sender] += msg.value;
    }

    function take() external {
        uint256 amount = balance[msg.sender];
        balance[msg.sender] = 0;
        (bool ok, ) = msg.sender.call{value: amount}("");
        require(ok);
    }
}
"""


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`assay …` in a folder that holds `Drained.sol` (one high finding) and `Sound.sol` (none)."""
    (tmp_path / "Drained.sol").write_text(DRAINED)
    (tmp_path / "Sound.sol").write_text(SOUND)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def run(*arguments: str, **options: object) -> Result:
        return runner.invoke(main, arguments, prog_name="assay", **options)  # type: ignore[arg-type]  # passed on

    return run
