"""What token and callback standards demand of a contract's interface.

Sources: EIP-20, EIP-721, EIP-1155, EIP-4626, EIP-2612, EIP-1271, EIP-3156 (the functions they require, with types).
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.solidity.model.declarations import Contract
from assay.solidity.model.members import getter


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard's required functions."""

    name: str
    """`ERC-20`."""
    functions: tuple[tuple[str, str], ...]
    """Signature and returned types: `("transfer(address,uint256)", "bool")`."""
    enough: int
    """With this many of them a contract is taken to mean the standard."""
    unless: str = ""
    """A signature that shows that another standard is meant."""


STANDARDS = (
    Standard(
        "ERC-20",
        (
            ("totalSupply()", "uint256"),
            ("balanceOf(address)", "uint256"),
            ("transfer(address,uint256)", "bool"),
            ("transferFrom(address,address,uint256)", "bool"),
            ("approve(address,uint256)", "bool"),
            ("allowance(address,address)", "uint256"),
        ),
        5,
        "ownerOf(uint256)",
    ),
    Standard(
        "ERC-721",
        (
            ("balanceOf(address)", "uint256"),
            ("ownerOf(uint256)", "address"),
            ("safeTransferFrom(address,address,uint256,bytes)", ""),
            ("safeTransferFrom(address,address,uint256)", ""),
            ("transferFrom(address,address,uint256)", ""),
            ("approve(address,uint256)", ""),
            ("setApprovalForAll(address,bool)", ""),
            ("getApproved(uint256)", "address"),
            ("isApprovedForAll(address,address)", "bool"),
        ),
        7,
    ),
    Standard(
        "ERC-1155",
        (
            ("safeTransferFrom(address,address,uint256,uint256,bytes)", ""),
            ("safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)", ""),
            ("balanceOf(address,uint256)", "uint256"),
            ("balanceOfBatch(address[],uint256[])", "uint256[]"),
            ("setApprovalForAll(address,bool)", ""),
            ("isApprovedForAll(address,address)", "bool"),
        ),
        5,
    ),
    Standard(
        "ERC-4626",
        (
            ("asset()", "address"),
            ("totalAssets()", "uint256"),
            ("convertToShares(uint256)", "uint256"),
            ("convertToAssets(uint256)", "uint256"),
            ("maxDeposit(address)", "uint256"),
            ("previewDeposit(uint256)", "uint256"),
            ("deposit(uint256,address)", "uint256"),
            ("maxMint(address)", "uint256"),
            ("previewMint(uint256)", "uint256"),
            ("mint(uint256,address)", "uint256"),
            ("maxWithdraw(address)", "uint256"),
            ("previewWithdraw(uint256)", "uint256"),
            ("withdraw(uint256,address,address)", "uint256"),
            ("maxRedeem(address)", "uint256"),
            ("previewRedeem(uint256)", "uint256"),
            ("redeem(uint256,address,address)", "uint256"),
        ),
        12,
    ),
    Standard(
        "ERC-2612",
        (
            ("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", ""),
            ("nonces(address)", "uint256"),
            ("DOMAIN_SEPARATOR()", "bytes32"),
        ),
        3,
    ),
    Standard("ERC-1271", (("isValidSignature(bytes32,bytes)", "bytes4"),), 1),
    Standard(
        "ERC-3156",
        (
            ("maxFlashLoan(address)", "uint256"),
            ("flashFee(address,uint256)", "uint256"),
            ("flashLoan(address,address,uint256,bytes)", "bool"),
        ),
        3,
    ),
)


def exposed(contract: Contract) -> dict[str, str]:
    """Signature to returned types of all that can be called from outside, getters included; ABI types throughout."""
    found: dict[str, str] = {}
    for group in contract.members.values():
        for function in group:
            if function.is_entry and function.kind == "function":
                types = ",".join(_abi(str(p.type), contract) for p in function.parameters)
                found.setdefault(
                    f"{function.name}({types})", ",".join(_abi(str(p.type), contract) for p in function.returns)
                )
    for variable in contract.variables.values():
        if variable.visibility == "public":
            kind = getter(variable)
            types = ",".join(_abi(str(p), contract) for p in kind.parameters)
            found.setdefault(f"{variable.name}({types})", ",".join(_abi(str(p), contract) for p in kind.returns))
    return found


def _abi(name: str, contract: Contract) -> str:
    """The ABI's name of a type: contracts are addresses, payable or not."""
    if name == "address payable":
        return "address"
    return "address" if any(c.name == name for c in _visible(contract)) else name


def _visible(contract: Contract) -> list[Contract]:
    files = [base.file for base in contract.linearized]
    files += [f for base in contract.linearized for _, f in base.file.imports if f is not None]
    return [c for f in files for c in f.contracts.values()]


def meant(interface: dict[str, str]) -> tuple[Standard, ...]:
    """Standards that a contract with this interface is taken to implement."""
    return tuple(
        s
        for s in STANDARDS
        if sum(signature in interface for signature, _ in s.functions) >= s.enough and s.unless not in interface
    )
