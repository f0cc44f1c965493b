"""Where the age and the sign of an answer may be looked at: here, in a helper, in the caller, in a struct."""

from assay.analyses.contracts.stale_oracle_round import RULE, stale_oracle_round
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

SOURCE = """pragma solidity ^0.8.0;
interface F {
    function latestRoundData() external view returns (uint80 a, int256 b, uint256 c, uint256 d, uint80 e);
    function latestAnswer() external view returns (int256);
    function latestTimestamp() external view returns (uint256);
}
library SafeCast {
    function toUint256(int256 v) internal pure returns (uint256) { if (v < 0) revert(); return uint256(v); }
}
contract A {
    F f; using SafeCast for int256; mapping(address => F) feeds;
    struct R { int256 answer; uint256 at; bool ok; }
    function here() external view returns (uint) {
        (uint80 a, int256 b,, uint256 d, uint80 e) = f.latestRoundData();
        require(e >= a && d > 0 && b > 0);
        if (d < block.timestamp - 60 minutes) revert();
        return uint(b);
    }
    function byCaller() external view returns (uint) {
        (int256 b, uint256 d) = get();
        require(b > 0 && block.timestamp - d < 3600);
        return uint(b);
    }
    function get() internal view returns (int256 x, uint256 y) { (, x,, y,) = f.latestRoundData(); }
    function inStruct() external view returns (uint) {
        R memory r;
        (, r.answer,, r.at,) = f.latestRoundData();
        require(!_bad(r));
        return uint(r.answer);
    }
    function _bad(R memory r) internal view returns (bool) {
        return r.at == 0 || r.at + 3600 < block.timestamp || r.answer <= 0;
    }
    function tried() external view returns (uint) {
        try f.latestRoundData() returns (uint80, int256 b, uint256, uint256 d, uint80) {
            return b > 0 && block.timestamp - d < 3600 ? uint(b) : 0;
        } catch { return 0; }
    }
    function handedOut() external view returns (int256, uint256) {
        (, int256 b,, uint256 d,) = f.latestRoundData();
        return (b, d);
    }
    function byCast() external view returns (uint) {
        (, int256 b,, uint256 d,) = f.latestRoundData();
        require(block.timestamp - d < 3600);
        return b.toUint256();
    }
    function oldStyle() external view returns (uint) {
        require(block.timestamp - f.latestTimestamp() < 3600);
        return uint(f.latestAnswer());
    }
    function nothing() external view returns (uint) { (, int256 b,,,) = f.latestRoundData(); return uint(b); }
    function roundOnly() external view returns (uint) {
        (uint80 a, int256 b,,, uint80 e) = f.latestRoundData();
        require(b > 0 && e >= a);
        return uint(b);
    }
    function presenceOnly() external view returns (uint) {
        (, int256 b,, uint256 d,) = f.latestRoundData();
        require(b > 0 && d > 0);
        return uint(b);
    }
    function ofMapping(address t) external view returns (int256) {
        (, int256 b,,,) = feeds[t].latestRoundData();
        return b;
    }
}
"""


def test_only_answers_that_nobody_checks_are_found() -> None:
    outcomes = answers_for(BoundRule(RULE, stale_oracle_round, stale_oracle_round.__module__), stdin=SOURCE.encode())
    found = {o.part.split(".")[-1].split("(")[0]: o.severity.value for o in outcomes if isinstance(o, Found)}
    assert found == {"nothing": "medium", "roundOnly": "low", "presenceOnly": "medium", "ofMapping": "medium"}
