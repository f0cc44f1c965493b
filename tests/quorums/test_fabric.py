"""Fabric's signature policies: its documentation's examples, its parser's edge cases, errors with their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.errors import BadInput
from assay.quorums.fabric import MAX_DEPTH, ROLES, Expression, Gate, Principal, parse, written

A, B, C = (Principal(name, "member") for name in ("Org1", "Org2", "Org3"))

principals = st.builds(
    Principal, st.from_regex(r"[A-Za-z0-9-]{1,6}(\.[A-Za-z0-9-]{1,6})?", fullmatch=True), st.sampled_from(ROLES)
)


@st.composite
def gates(draw: st.DrawFn, depth: int = 3) -> Gate:
    part: st.SearchStrategy[Expression] = st.one_of(principals, gates(depth - 1)) if depth else principals
    parts = draw(st.lists(part, min_size=1, max_size=4))
    return Gate(draw(st.integers(0, len(parts) + 1)), tuple(parts))


@given(gates())
def test_a_policy_survives_its_text_form(policy: Gate) -> None:
    assert parse(written(policy)) == policy


@given(st.text(alphabet="ANDORutf'\".,() 012Org1member", max_size=60))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        policy = parse(text)
    except BadInput as caught:
        policy, error = None, str(caught)
    else:
        error = ""
    assert error.startswith("endorsement policy, column ") if policy is None else parse(written(policy)) == policy


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        # hyperledger-fabric docs, "Endorsement policy syntax"
        ("AND('Org1.member', 'Org2.member', 'Org3.member')", Gate(3, (A, B, C))),
        ("OR('Org1.member', 'Org2.member')", Gate(1, (A, B))),
        ("OR('Org1.member', AND('Org2.member', 'Org3.member'))", Gate(1, (A, Gate(2, (B, C))))),
        ("OutOf(1, 'Org1.member', 'Org2.member')", Gate(1, (A, B))),
        ("OutOf(2, 'Org1.member', 'Org2.member')", Gate(2, (A, B))),
        ("OutOf(2, 'Org1.member', 'Org2.member', 'Org3.member')", Gate(2, (A, B, C))),
        # what its parser's tests take besides: spellings, roles, dots and dashes, a quoted number, 0 and n + 1
        ("and( 'Org1.member' ,'Org2.member')", Gate(2, (A, B))),
        ("Or('Org1.peer')", Gate(1, (Principal("Org1", "peer"),))),
        ("OUTOF('1', 'Org1.member', 'Org2.member')", Gate(1, (A, B))),
        ("OR('MSP.WITH.DOTS.member', 'MSP-WITH-DASHES.orderer')",
         Gate(1, (Principal("MSP.WITH.DOTS", "member"), Principal("MSP-WITH-DASHES", "orderer")))),
        ("OutOf(0, 'Org1.member', 'Org2.member')", Gate(0, (A, B))),
        ("OutOf(3, 'Org1.member', 'Org2.member')", Gate(3, (A, B))),
        ('AND("Org1.member", "Org2.member")', Gate(2, (A, B))),
    ],
)  # fmt: skip
def test_what_fabric_reads_is_read(text: str, policy: Gate) -> None:
    assert parse(text) == policy


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "column 1: a principal like 'Org1.member' or a gate is missing, at the end"),
        ("'Org1.member'", "column 1: a principal alone is no policy; write OR('Org1.member')"),
        (
            "OR('A.member', Bmember)",
            "column 16: 'Bmember' is not a gate: AND, OR and OutOf are, and principals are in quotes",
        ),
        (
            "OR('A.member', 'Bmember')",
            "column 16: 'Bmember' is not MSP.role, with a role of admin, member, client, peer, orderer",
        ),
        ("OR('A.boss')", "column 4: 'A.boss' is not MSP.role, with a role of admin, member, client, peer, orderer"),
        ("OutOf(1)", "column 8: ',' is missing after the number of OutOf, before ')'"),
        ("OutOf(true, 'A.member')", "column 7: OutOf begins with how many of its parts are needed"),
        ("OutOf(-1, 'A.member')", "column 7: '-' has no place here"),
        (
            "OutOf(4, 'A.member', 'B.member')",
            "column 7: 4 of 2 parts; Fabric takes at most one more than there are, for nobody",
        ),
        ("OutOf(1, 2)", "column 10: a principal like 'Org1.member' or a gate is missing, before '2'"),
        (
            "AND('A.member' 'B.member')",
            "column 16: ')' is missing or a comma after a part of AND, before \"'B.member'\"",
        ),
        ("AND('A.member', 'B.member'", "column 27: ')' is missing or a comma after a part of AND, at the end"),
        ("AND('A.member') OR('B.member')", "column 17: 'OR' follows a policy that is complete"),
        ("AND 'A.member'", "column 5: '(' is missing after AND, before \"'A.member'\""),
        ("OR('A.member", "column 4: a quote that is not closed"),
        (
            "OR(" * (MAX_DEPTH + 1) + "'A.member'" + ")" * (MAX_DEPTH + 1),
            f"column {3 * MAX_DEPTH + 1}: gates more than {MAX_DEPTH} deep",
        ),
    ],
)
def test_what_fabric_refuses_is_refused_with_its_column(text: str, error: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text)
    assert str(caught.value) == f"endorsement policy, {error}"
