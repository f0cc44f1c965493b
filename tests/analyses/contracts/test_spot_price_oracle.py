"""When a reading of a pool is a price on which something is decided, and when it only goes into a trade."""

import pytest

from assay.analyses.contracts.spot_price_oracle import RULE, spot_price_oracle
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = BoundRule(RULE, spot_price_oracle, spot_price_oracle.__module__)
HEAD = """pragma solidity ^0.8.0;
interface IPair {
    function getReserves() external view returns (uint112, uint112, uint32);
    function slot0() external view returns (uint160, int24, uint16, uint16, uint16, uint8, bool);
    function price0CumulativeLast() external view returns (uint256);
    function swap(uint256 a, uint256 b, address to, bytes calldata data) external;
}
interface IRouter {
    function getAmountsOut(uint256 x, address[] calldata path) external view returns (uint256[] memory);
    function swapExactTokensForTokens(uint256 x, uint256 y, address[] calldata path, address to, uint256 d) external;
}
interface IToken { function balanceOf(address a) external view returns (uint256);
    function transfer(address to, uint256 x) external returns (bool); }
contract C { IPair pair; IRouter router; IToken token; address[] path; mapping(address => uint256) debt; uint256 kept;
"""
RESERVES = "(uint112 a, uint112 b,) = pair.getReserves();"


def found(body: str) -> list[tuple[str, str]]:
    """Function and severity of each finding in a contract with this body."""
    outcomes = answers_for(BOUND, stdin=f"{HEAD}{body} }}".encode())
    assert not [o for o in outcomes if type(o).__name__ == "Unknown"]
    return [(o.part.split(".")[-1].split("(")[0], o.severity.value) for o in outcomes if isinstance(o, Found)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"function f() external {{ {RESERVES} require(debt[msg.sender] < uint256(b) / a); }}", [("f", "high")]),
        (f"function f(uint256 x) external {{ {RESERVES} token.transfer(msg.sender, x * b / a); }}", [("f", "high")]),
        (f"function f() external {{ {RESERVES} kept = uint256(b) * 1e18 / a; }}", [("f", "high")]),
        (f"function f() external view returns (uint256) {{ {RESERVES} return uint256(b) / a; }}", [("f", "medium")]),
        (
            "function f() external { (uint160 p,,,,,,) = pair.slot0(); debt[msg.sender] += uint256(p) * p; }",
            [("f", "high")],
        ),
        (
            "function f(uint256 x) external { debt[msg.sender] += router.getAmountsOut(x, path)[1]; }",
            [("f", "high")],
        ),
        (
            (
                "function p() public view returns (uint256) { return address(pair).balance * 1e18 /"
                " token.balanceOf(address(pair)); } function f(uint256 x) external payable {"
                " require(msg.value >= x * p()); token.transfer(msg.sender, x); debt[msg.sender] = x * p(); }"
            ),
            [("p", "high")],
        ),
    ],
)
def test_a_price_of_the_moment_is_found_where_it_is_read(body: str, expected: list[tuple[str, str]]) -> None:
    assert found(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        (
            f"function f(uint256 x, uint256 m) external {{ {RESERVES} uint256 y = x * b / (a + x); require(y >= m);"
            " pair.swap(0, y, msg.sender, ''); }"
        ),
        f"function q(uint256 x) external view returns (uint256) {{ {RESERVES} return x * b / (a + x); }}",
        (
            "function f(uint256 x) external { uint256[] memory y = router.getAmountsOut(x, path);"
            " router.swapExactTokensForTokens(x, y[1] * 99 / 100, path, msg.sender, block.timestamp); }"
        ),
        f"function f() external {{ {RESERVES} require(a != 0 && b != 0); kept = 1; }}",
        f"function f() external {{ {RESERVES} kept = pair.price0CumulativeLast() + uint256(b) / a; }}",
        "function f() external { (,, uint32 at) = pair.getReserves(); kept = at; }",
        "function f() external { token.transfer(msg.sender, token.balanceOf(address(this)) * 2 / 3); }",
    ],
)
def test_trades_averages_and_own_balances_are_not(body: str) -> None:
    assert found(body) == []
