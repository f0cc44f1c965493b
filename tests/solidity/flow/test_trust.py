"""Who chose a callee."""

import pytest

from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.testing.solidity import flow, function

MEMBERS = """
    address owner = msg.sender;
    I constant KNOWN = I(address(1)); I immutable once; I never; I byOwner; I byAnyone; I inMapping; I throughInternal;
    mapping(address => I) registry; mapping(address => I) open;
    constructor(I a) { once = a; never = a; }
    modifier onlyOwner() { require(msg.sender == owner); _; }
    function setOwned(I a) external onlyOwner { byOwner = a; registry[msg.sender] = a; }
    function setOpen(I a) external { byAnyone = a; open[msg.sender] = a; }
    I looked; I unknown; struct S { I target; uint96 amount; } S packed;
    function look(address p) external { looked = once.next(); }
    function lookAt(I p) external { unknown = p.next(); }
    function setTarget(I a) external onlyOwner { packed.target = a; }
    function setAmount(uint96 a) external { packed.amount = a; }
    bool started; I first; bool locked; I underLock;
    function start(I a) external { require(!started); started = true; first = a; }
    function relock(I a) external { require(!locked); locked = true; underLock = a; locked = false; }
    function setInner(I a) internal { throughInternal = a; }
    function setGuarded(I a) external { require(msg.sender == owner); setInner(a); }
    function made() internal returns (I) { return new D(); }
"""


@pytest.mark.parametrize(
    ("callee", "expected"),
    [
        ("KNOWN", Trust.FIXED),
        ("once", Trust.FIXED),
        ("never", Trust.FIXED),
        ("I(address(this))", Trust.FIXED),
        ("I(address(7))", Trust.FIXED),
        ("made()", Trust.FIXED),
        ("byOwner", Trust.OWNER),
        ("throughInternal", Trust.OWNER),
        ("registry[p]", Trust.OWNER),
        ("byAnyone", Trust.CHOSEN),
        ("open[p]", Trust.CHOSEN),
        ("I(p)", Trust.CHOSEN),
        ("I(msg.sender)", Trust.CHOSEN),
        ("abi.decode(d, (I))", Trust.CHOSEN),
        ("p == owner ? once : byAnyone", Trust.CHOSEN),
        ("once.next()", Trust.OWNER),
        ("looked", Trust.OWNER),
        ("first", Trust.OWNER),
        ("underLock", Trust.CHOSEN),
        ("unknown", Trust.CHOSEN),
        ("packed.target", Trust.OWNER),
    ],
)
def test_a_callee_is_trusted_as_far_as_those_who_can_set_it(callee: str, expected: Trust) -> None:
    kinds = "interface I { function go() external; function next() external returns (I); } contract D is I {}"
    f = f"function f(address p, bytes calldata d) external {{ I x = {callee}; x.go(); }}"
    built = flow(f"{kinds} contract C {{ {MEMBERS} {f} }}")
    asked = function(built.project, "C.f")
    operations = built.graph(asked).operations
    (call,) = (o for _, _, o in operations if isinstance(o, op.ExternalCall) and o.name == "go")
    assert trust(built, built.origins(asked).of(call.receiver)) == expected
