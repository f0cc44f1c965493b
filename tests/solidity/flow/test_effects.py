"""Which writes and calls can follow which calls, through internal calls, loops and references."""

import pytest

from assay.solidity.flow.effects import Cell
from assay.solidity.model.declarations import Parameter, StateVariable
from assay.testing.solidity import flow, function

MEMBERS = """
    struct U { uint256 d; uint256 e; }
    uint256 s; uint256 t; mapping(address => uint256) m; mapping(uint256 => U) us; address o;
    function call() internal { o.call(""); }
    function write() internal { s = 1; }
    function read() internal view returns (uint256) { return s; }
    function store(U storage u) internal { u.d = 1; }
    function callThenWrite() internal { o.call(""); t = 1; }
    function later() internal virtual { }
"""


def name(cell: Cell) -> str:
    root = cell[0].name if isinstance(cell[0], StateVariable | Parameter) else str(cell[0])
    return ".".join((root, *map(str, cell[1:])))


def late_writes(body: str, rest: str = "", asked: str = "C.f") -> set[str]:
    """Cells that can be written after some call that leaves."""
    built = flow(f"contract C {{ {MEMBERS} function f(uint256 x) public {{ {body} }} }} {rest}")
    return {name(cell) for _, cell in built.effects(function(built.project, asked)).late_writes}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('o.call(""); s = 1;', {"s"}),
        ('s = 1; o.call("");', set()),
        ('if (x > 1) { o.call(""); } else { s = 1; }', set()),
        ('if (x > 1) { o.call(""); } s = 1;', {"s"}),
        ('while (x > 0) { s = 1; o.call(""); }', {"s"}),
        ('for (uint256 i; i < x; i++) { o.call(""); if (i == x) break; t = 1; }', {"t"}),
        ('o.call(""); require(x > 1); s = 1;', {"s"}),
        ('o.call(""); revert(); s = 1;', set()),
        ('o.call(""); return; s = 1;', set()),
        ("call(); write();", {"s"}),
        ("write(); call();", set()),
        ('o.call(""); write();', {"s"}),
        ("call(); s = 1;", {"s"}),
        ("callThenWrite();", {"t"}),
        ("callThenWrite(); s = 2;", {"s", "t"}),
        ('o.call(""); store(us[x]);', {"us.d"}),
        ('U storage u = us[x]; o.call(""); u.e = 1;', {"us.e"}),
        ('o.call(""); delete us[x];', {"us"}),
        ('o.call(""); m[o] += 1;', {"m"}),
        ('o.call(""); assembly { sstore(s.slot, 1) }', {"s"}),
        ('o.call(""); assembly { sstore(5, 1) }', {"slot(5)"}),
        ('o.call(""); uint256[] memory a = new uint256[](1); a[0] = 1;', set()),
        ("new D(); s = 1;", {"s"}),
        ('unchecked { o.call(""); } s = 1;', {"s"}),
        ("try this.f(1) { s = 1; } catch { t = 1; }", {"s", "t"}),
        ('s = o.balance; (bool ok, ) = o.call(""); if (!ok) s = 2;', {"s"}),
    ],
)
def test_what_can_be_written_after_a_call(body: str, expected: set[str]) -> None:
    assert late_writes(body, "contract D {}") == expected


def test_an_override_is_what_a_base_s_code_runs_in_the_contract_that_is_deployed() -> None:
    rest = (
        'contract D is C { function later() internal override { s = 2; } function g() public { o.call(""); later(); } }'
    )
    assert late_writes("", rest, "D.g") == {"s"}
    base = """abstract contract A {
        uint256 s; address o;
        function f() public { o.call(""); hook(); }
        function hook() internal virtual;
    }"""
    built = flow(base + " contract B is A { function hook() internal override { s = 1; } }")
    assert {name(c) for _, c in built.effects(function(built.project, "A.f")).late_writes} == {"s"}


def test_super_runs_the_next_in_the_order_of_the_deployed_contract() -> None:
    built = flow("""
        abstract contract Root { uint256 s; uint256 l; uint256 r; function f() public virtual { s = 1; } }
        abstract contract L is Root { function f() public virtual override { l = 1; super.f(); } }
        abstract contract R is Root { function f() public virtual override { r = 1; super.f(); } }
        contract D is L, R { function f() public override(L, R) { super.f(); } }
    """)
    found = built.effects(function(built.project, "D.f"))
    assert {name(c) for c in found.writes} == {"s", "l", "r"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('x = s; o.call("");', {"s"}),
        ('x = s; s = 1; o.call("");', set()),
        ('x = s; if (x > 1) s = 1; o.call("");', {"s"}),
        ('x = read(); o.call("");', {"s"}),
        ('x = read(); write(); o.call("");', set()),
        ('x = m[o]; m[o] = 0; o.call("");', {"o"}),
    ],
)
def test_what_was_read_before_a_call_and_not_written_since(body: str, expected: set[str]) -> None:
    built = flow(f"contract C {{ {MEMBERS} function f(uint256 x) public {{ {body} }} }}")
    (reads,) = built.effects(function(built.project, "C.f")).calls.values()
    assert {name(c) for c in reads} - {"o"} == expected - {"o"}
