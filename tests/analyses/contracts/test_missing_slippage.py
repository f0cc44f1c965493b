"""Trades that accept any price, and the ways in which a least output can be said."""

import pytest

from assay.analyses.contracts.missing_slippage import RULE, missing_slippage
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, missing_slippage, missing_slippage.__module__)
HEAD = """pragma solidity ^0.8.0;
interface IV3 { struct ExactInputSingleParams { address tokenIn; address tokenOut; uint amountIn;
    uint amountOutMinimum; uint160 sqrtPriceLimitX96; }
    function exactInputSingle(ExactInputSingleParams calldata p) external returns (uint); }
interface IV2 { function swapExactTokensForTokens(uint, uint, address[] calldata, address, uint)
    external returns (uint[] memory); }
interface IToken { function balanceOf(address) external view returns (uint); function transfer(address, uint) external;
    function transferFrom(address, address, uint) external; }
contract A { IV3 v3; IV2 v2; IToken a; IToken b; address[] path; uint ra; uint rb; uint shares; uint total;
"""
STRUCT = "IV3.ExactInputSingleParams"
OUT = "uint o = x * rb / (ra + x); a.transferFrom(msg.sender, address(this), x); b.transfer(msg.sender, o);"


def severities(body: str) -> list[str]:
    outcomes = answers_for(BOUND, stdin=f"{HEAD}{body} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"function f(uint x) external {{ v3.exactInputSingle({STRUCT}(path[0], path[1], x, 0, 0)); }}", "medium"),
        (
            (
                f"function f(uint x) external {{ {STRUCT} memory p = {STRUCT}({{tokenIn: path[0], tokenOut: path[1],"
                " amountIn: x, amountOutMinimum: 0, sqrtPriceLimitX96: 0}); v3.exactInputSingle(p); }"
            ),
            "medium",
        ),
        (
            (
                "function f(uint x, uint m) external { v2.swapExactTokensForTokens(x, m, path, msg.sender,"
                " block.timestamp); }"
            ),
            "low",
        ),
        (f"function f(uint x) external {{ {OUT} }}", "medium"),
    ],
)
def test_a_trade_at_any_price_is_found(body: str, expected: str) -> None:
    assert severities(body) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        f"function f(uint x, uint m) external {{ v3.exactInputSingle({STRUCT}(path[0], path[1], x, m, 0)); }}",
        (
            "function f(uint x, uint m) external { uint was = b.balanceOf(address(this));"
            " v2.swapExactTokensForTokens(x, 0, path, address(this), m);"
            " require(b.balanceOf(address(this)) - was >= m); }"
        ),
        f"function f(uint x, uint m) external {{ {OUT} require(o >= m); }}",
        "function f(uint x) external { shares -= x; a.transfer(msg.sender, x * total / shares); }",
    ],
)
def test_a_trade_with_a_least_output_is_not(body: str) -> None:
    assert severities(body) == []
