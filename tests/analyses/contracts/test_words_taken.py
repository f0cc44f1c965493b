"""What a token, a callback or a caller says, and the ways in which a contract may hold it against something."""

import pytest

from assay.analyses.contracts.fee_on_transfer import RULE as FEE
from assay.analyses.contracts.fee_on_transfer import fee_on_transfer
from assay.analyses.contracts.private_secret import RULE as SECRET
from assay.analyses.contracts.private_secret import private_secret
from assay.analyses.contracts.unprotected_callback import RULE as CALLBACK
from assay.analyses.contracts.unprotected_callback import unprotected_callback
from assay.core.outcome import Found, Unknown
from assay.engine.rules import BoundRule
from assay.testing.asking import answers_for

BOUND = {
    "fee": BoundRule(FEE, fee_on_transfer, fee_on_transfer.__module__),
    "secret": BoundRule(SECRET, private_secret, private_secret.__module__),
    "callback": BoundRule(CALLBACK, unprotected_callback, unprotected_callback.__module__),
}
HEAD = """pragma solidity ^0.8.0;
interface IERC20 { function transfer(address, uint) external returns (bool);
    function balanceOf(address) external view returns (uint);
    function transferFrom(address, address, uint) external returns (bool); }
interface IERC721 { function ownerOf(uint) external view returns (address); }
contract A { address oracle; address collection; mapping(address => bool) known; mapping(uint => address) staker;
    mapping(address => mapping(address => uint)) book; IERC20 main; bytes32 private code; uint private number;
    address winner; bool paused;
    modifier sane() { require(!paused); _; }
    constructor(bytes32 c, uint n, IERC20 m) { code = c; number = n; main = m; }
    function out(IERC20 t) external { uint a = book[address(t)][msg.sender]; book[address(t)][msg.sender] = 0;
        t.transfer(msg.sender, a); }
"""


def severities(rule: str, body: str) -> list[str]:
    outcomes = answers_for(BOUND[rule], stdin=f"{HEAD}{body} }}".encode())
    return [o.severity.value for o in outcomes if isinstance(o, Found)]


PULL = "t.transferFrom(msg.sender, address(this), a);"
BOOK = "book[address(t)][msg.sender] += a;"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"function put(IERC20 t, uint a) external {{ {PULL} {BOOK} }}", ["medium"]),
        (
            (
                "function put(IERC20 t, uint a) external { _put(t, a); }"
                f"function _put(IERC20 t, uint a) private {{ {PULL} {BOOK} }}"
            ),
            ["medium"],
        ),
        (
            (
                "function list(address t) external { require(msg.sender == oracle); known[t] = true; }"
                f"function put(IERC20 t, uint a) external {{ require(known[address(t)]); {PULL} {BOOK} }}"
            ),
            ["low"],
        ),
    ],
)
def test_an_amount_booked_on_a_tokens_word_is_found(body: str, expected: list[str]) -> None:
    assert severities("fee", body) == expected


@pytest.mark.parametrize(
    "body",
    [
        f"function put(IERC20 t, uint a) external {{ require(t == main); {PULL} {BOOK} }}",
        f"function put(IERC20 t, uint a) external {{ {PULL} require(t.balanceOf(address(this)) >= a); {BOOK} }}",
        f"function put(IERC20 t, uint a, address to) external {{ t.transferFrom(msg.sender, to, a); {BOOK} }}",
        (
            "function put(uint a) external { main.transferFrom(msg.sender, address(this), a);"
            "book[address(main)][msg.sender] += a; }"
        ),
    ],
)
def test_a_known_token_or_a_measured_amount_is_not_found(body: str) -> None:
    assert severities("fee", body) == []


GIVEN = "{ winner = address(uint160(w[0])); }"


@pytest.mark.parametrize(
    "body",
    [
        f"function fulfillRandomWords(uint, uint[] calldata w) external {GIVEN}",
        f"function rawFulfillRandomWords(uint, uint[] calldata w) external sane {GIVEN}",
        (
            "function onERC721Received(address o, address f, uint i, bytes calldata) external returns (bytes4)"
            "{ require(o == f); staker[i] = f; return 0x150b7a02; }"
        ),
    ],
)
def test_a_callback_that_looks_at_no_caller_is_found(body: str) -> None:
    assert severities("callback", body) == ["medium"]


@pytest.mark.parametrize(
    "body",
    [
        f"function fulfillRandomWords(uint, uint[] calldata w) internal {GIVEN}",
        (
            f"modifier only() {{ if (msg.sender != oracle) revert(); _; }}"
            f"function fulfillRandomWords(uint, uint[] calldata w) external only {GIVEN}"
        ),
        (
            "function onERC721Received(address, address f, uint i, bytes calldata) external returns (bytes4)"
            "{ require(known[msg.sender]); staker[i] = f; return 0x150b7a02; }"
        ),
        (
            "function onERC721Received(address, address f, uint i, bytes calldata) external returns (bytes4)"
            "{ require(IERC721(collection).ownerOf(i) == address(this)); staker[i] = f; return 0x150b7a02; }"
        ),
    ],
)
def test_a_callback_that_knows_its_caller_is_not_found(body: str) -> None:
    assert severities("callback", body) == []


def test_a_callback_behind_a_modifier_that_was_not_read_is_not_judged() -> None:
    body = f"function fulfillRandomWords(uint, uint[] calldata w) external onlyCoordinator {GIVEN}"
    outcomes = answers_for(BOUND["callback"], stdin=f"{HEAD}{body} }}".encode())
    assert [type(o) for o in outcomes if isinstance(o, Found | Unknown)] == [Unknown]


PAY = "payable(msg.sender).transfer(1 ether);"


@pytest.mark.parametrize(
    "body",
    [
        f"function open(bytes32 g) external {{ require(g == code); {PAY} }}",
        f"function open(uint g) external {{ if (g != number) revert(); {PAY} }}",
        "function open(bytes32 g) external { if (code == g) winner = msg.sender; }",
    ],
)
def test_a_stored_secret_that_pays_is_found(body: str) -> None:
    assert severities("secret", body) == ["medium"]


@pytest.mark.parametrize(
    "body",
    [
        f"function open(string calldata g) external {{ require(keccak256(bytes(g)) == code); {PAY} }}",
        f"function open(bytes32 g) external {{ require(msg.sender == oracle); require(g == code); {PAY} }}",
        f"function open(uint g) external {{ require(g == number); {PAY} number = g + 1; }}",
        (
            f"function open(uint g) external {{ require(g == number); {PAY} }} "
            "function at() external view returns (address) { return staker[number]; }"
        ),
        "function check(bytes32 g) external view returns (bool) { return g == code; }",
    ],
)
def test_a_hash_a_counter_or_a_named_caller_is_not_found(body: str) -> None:
    assert severities("secret", body) == []
