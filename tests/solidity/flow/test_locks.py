"""Which lock is held where."""

import pytest

from assay.solidity.ir import operations as op
from assay.solidity.views import FunctionView
from assay.testing.solidity import flow, function

OPENZEPPELIN = """abstract contract Guard {
    uint256 private constant OFF = 1; uint256 private constant ON = 2; uint256 private status;
    error Reentrant();
    modifier guarded() { _before(); _; _after(); }
    function _before() private { if (status == ON) { revert Reentrant(); } status = ON; }
    function _after() private { status = OFF; }
}"""


def lock(members: str, head: str = "", body: str = 'o.call("");', more: str = "") -> str | None:
    """The name of the lock that is held at the first call in the function."""
    parent = " is Guard" if more else ""
    built = flow(f"{more} contract C{parent} {{ address o; {members} function f() public {head} {{ {body} }} }}")
    view = FunctionView(function(built.project, "C.f"), built)
    call = next(view.each(op.ExternalCall))
    found = view.lock(call)
    return None if found is None else found.name


OWN = "bool locked; modifier lock() { require(!locked); locked = true; _; locked = false; }"


@pytest.mark.parametrize(
    ("members", "head", "body", "expected"),
    [
        (OWN, "lock", 'o.call("");', "locked"),
        (OWN, "", 'o.call("");', None),
        ("bool busy;", "", 'require(!busy); busy = true; o.call(""); busy = false;', "busy"),
        ("bool busy;", "", 'require(!busy); o.call(""); busy = true;', None),
        ("bool busy;", "", 'busy = true; o.call(""); busy = false;', None),
        ("bool busy;", "", 'require(!busy); busy = true; busy = false; o.call("");', None),
        ("bool busy;", "", 'require(!busy); if (o != address(0)) busy = true; o.call("");', None),
        ("bool busy;", "", 'require(!busy); busy = true; if (o != address(0)) busy = false; o.call("");', None),
        ("bool busy;", "", 'require(!busy); busy = true; busy = false; busy = true; o.call("");', "busy"),
        ("bool busy;", "", 'while (true) { require(!busy); busy = true; o.call(""); busy = false; }', "busy"),
        ("uint256 n = 1;", "", 'require(n == 1); n = 2; o.call(""); n = 1;', "n"),
        ("uint256 n;", "", 'if (n == 2) revert(); n = 2; o.call("");', "n"),
        ("bool a; bool b;", "", 'require(!a); b = true; o.call("");', None),
    ],
)
def test_a_lock_is_what_is_checked_then_set(members: str, head: str, body: str, expected: str | None) -> None:
    assert lock(members, head, body) == expected


def test_a_lock_that_internal_functions_take() -> None:
    assert lock("", "guarded", more=OPENZEPPELIN) == "status"


def test_a_lock_that_internal_functions_have_given_back() -> None:
    late = 'modifier after_() { _; o.call(""); }'
    assert lock(late, "guarded after_", "", more=OPENZEPPELIN) == "status"
    assert lock(late, "after_ guarded", "", more=OPENZEPPELIN) is None


@pytest.mark.parametrize("name", ["nonReentrant", "noReentrancy", "lock", "mutex"])
def test_a_modifier_that_was_not_read_is_believed_by_its_name(name: str) -> None:
    assert lock("", name) == name


def test_a_modifier_with_another_name_that_was_not_read_is_no_lock() -> None:
    assert lock("", "onlyOwner") is None


def test_a_lock_that_was_not_read_is_no_gap_in_who_may_call() -> None:
    built = flow("contract C is Guard, Owned { function f() public nonReentrant onlyOwner {} }")
    assert FunctionView(function(built.project, "C.f"), built).gaps == ("modifier onlyOwner was not read (line 2)",)
