"""The type that arithmetic with literals has: where the compiler needs more bits, a wrap-around is elsewhere."""

import pytest

from assay.solidity.ir import operations as op
from assay.testing.solidity import flow, function


def type_of(expression: str, pragma: str = "^0.8.20") -> str:
    """Of the last thing that is computed for `x = expression;`."""
    source = f"""contract C {{ function f(uint8 a, uint32 b, int8 s, bool c, bytes4 d, bytes20 e) external {{
        var_ = {expression}; }} uint256 var_; }}"""
    built = flow(source, pragma)
    operations = built.graph(function(built.project, "f")).operations
    (stored,) = (o for _, _, o in operations if isinstance(o, op.Store))
    return str(stored.value.type)


# as solc 0.8.37, 0.7.6 and 0.6.12 print them in `typeDescriptions`
@pytest.mark.parametrize(
    ("expression", "pragma", "expected"),
    [
        ("b + 2**32", "^0.8.0", "uint40"),
        ("b + (2**32 - 1)", "^0.8.0", "uint32"),
        ("256 - a", "^0.8.0", "uint16"),
        ("255 - a", "^0.8.0", "uint8"),
        ("s + 1", "^0.8.0", "int8"),
        ("a * b", "^0.8.0", "uint32"),
        ("10 ** a", "^0.8.0", "uint256"),
        ("1 << a", "^0.7.0", "uint256"),
        ("1 << a", "^0.6.0", "uint8"),
        ("2 ** b", "^0.6.0", "uint32"),
        ("a ** b", "^0.8.0", "uint8"),
        ("a << b", "^0.8.0", "uint8"),
        ("c ? 1 : 256", "^0.8.0", "uint16"),
        ("c ? 1 : b", "^0.8.0", "uint32"),
        ("c ? 2**128 : b", "^0.8.0", "uint136"),
        ("d | e", "^0.8.0", "bytes20"),
    ],
)
def test_a_literal_takes_the_type_beside_it_or_its_own_smallest(expression: str, pragma: str, expected: str) -> None:
    assert type_of(expression, pragma) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0", "uint8"), ("255", "uint8"), ("256", "uint16"), ("-1", "int8"), ("-129", "int16"), ("0x1ffff", "uint24")],
)
def test_var_takes_the_smallest_type_that_holds_a_literal(value: str, expected: str) -> None:
    built = flow(f"contract C {{ function f() public {{ var i = {value}; }} }}", "^0.4.24")
    (declared,) = (o for _, _, o in built.graph(function(built.project, "f")).operations if isinstance(o, op.Assign))
    assert str(declared.target.type) == expected
