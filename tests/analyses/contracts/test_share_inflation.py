"""Vaults whose first holder can set the price of a share, over libraries and bases, and one that asks for a least."""

from assay.analyses.contracts.share_inflation import RULE, share_inflation
from assay.core.outcome import Found
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

SOURCE = """pragma solidity ^0.8.0;
interface IERC20 { function balanceOf(address) external view returns (uint);
    function transferFrom(address, address, uint) external returns (bool); }
library M {
    function mulDivDown(uint x, uint y, uint d) internal pure returns (uint z) { assembly { z := div(mul(x, y), d) } }
}
abstract contract Base {
    using M for uint; IERC20 asset; uint public totalSupply; mapping(address => uint) public balanceOf;
    function deposit(uint a, address r) public virtual returns (uint s) {
        require((s = previewDeposit(a)) != 0); asset.transferFrom(msg.sender, address(this), a); _mint(r, s);
    }
    function _mint(address r, uint s) internal { totalSupply += s; balanceOf[r] += s; }
    function totalAssets() public view virtual returns (uint);
    function convertToShares(uint a) public view virtual returns (uint) {
        uint supply = totalSupply; return supply == 0 ? a : a.mulDivDown(supply, totalAssets());
    }
    function previewDeposit(uint a) public view virtual returns (uint) { return convertToShares(a); }
}
contract Derived is Base {
    function totalAssets() public view override returns (uint) { return asset.balanceOf(address(this)); }
}
contract Least {
    IERC20 a; uint total; mapping(address => uint) s;
    function deposit(uint x, uint least) external {
        uint n = total == 0 ? x : x * total / a.balanceOf(address(this));
        require(n >= least); total += n; s[msg.sender] += n; a.transferFrom(msg.sender, address(this), x);
    }
}
contract Dividend {
    IERC20 a; uint total; mapping(address => uint) s;
    function due() external view returns (uint) {
        if (total == 0) return 0;
        return s[msg.sender] * a.balanceOf(address(this)) / total;
    }
}
"""


def test_only_the_vault_that_anyone_can_raise_is_found() -> None:
    outcomes = answers_for(BoundRule(RULE, share_inflation, share_inflation.__module__), stdin=SOURCE.encode())
    found = [(o.part.split(":")[-1], o.severity.value) for o in outcomes if isinstance(o, Found)]
    assert found == [("Base.convertToShares(uint256)", "low")]
