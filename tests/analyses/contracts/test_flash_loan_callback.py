"""The ways in which a callback may know its caller, and those in which it only seems to."""

import pytest

from assay.analyses.contracts.flash_loan_callback import RULE, flash_loan_callback
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, flash_loan_callback, flash_loan_callback.__module__)
HEAD = """pragma solidity ^0.8.0;
interface IERC20 { function transfer(address, uint) external returns (bool);
    function approve(address, uint) external returns (bool);
    function transferFrom(address, address, uint) external returns (bool); }
interface IFactory { function getPair(address, address) external view returns (address); }
interface IPair { function token0() external view returns (address); }
contract A { address factory; address pool; bool busy; mapping(address => bool) known;
    struct D { address token; address payer; uint a; address pool; }
"""
SWAP = "function uniswapV3SwapCallback(int256 x, int256, bytes calldata data) external {"
DECODE = "D memory d = abi.decode(data, (D));"
PAY = "IERC20(d.token).transferFrom(d.payer, msg.sender, uint(x)); }"


def severities(body: str) -> list[str]:
    outcomes = answers_for(BOUND, stdin=f"{HEAD}{body} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{SWAP} {DECODE} {PAY}", ["high"]),
        (f"{SWAP} {DECODE} require(msg.sender == d.pool); {PAY}", ["high"]),
        (
            (
                "function pancakeCall(address, uint, uint, bytes calldata data) external { _go(data); }"
                "function _go(bytes calldata b) private { (address t, address y) = abi.decode(b, (address, address));"
                "IERC20(t).transfer(y, 1); }"
            ),
            ["high"],
        ),
    ],
)
def test_a_callback_that_does_not_know_its_caller_is_found(body: str, expected: list[str]) -> None:
    assert severities(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        f"{SWAP} {DECODE} require(bytes32(bytes20(msg.sender)) == keccak256(abi.encode(factory, d.token))); {PAY}",
        f"{SWAP} {DECODE} require(known[msg.sender]); {PAY}",
        f"{SWAP} {DECODE} require(busy); {PAY}",
        (
            "function uniswapV2Call(address sender, uint a, uint, bytes calldata) external {"
            "address t = IPair(msg.sender).token0(); require(msg.sender == IFactory(factory).getPair(t, t));"
            "require(sender == address(this)); IERC20(t).transfer(msg.sender, a); }"
        ),
        (
            "function executeOperation(IERC20[] calldata t,"
            " uint[] calldata a, uint[] calldata, address, bytes calldata)"
            "external returns (bool) { require(msg.sender == pool); t[0].approve(pool, a[0]); return true; }"
        ),
        (
            "function uniswapV3SwapCallback(int256 x, bytes calldata data) external { D memory d ="
            f"abi.decode(data, (D)); {PAY}"
        ),
    ],
)
def test_a_callback_that_knows_its_caller_or_goes_by_no_data_is_not(body: str) -> None:
    assert severities(body) == []
