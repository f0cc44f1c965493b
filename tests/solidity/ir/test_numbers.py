"""Literals: a cast keeps the low bits, as the machine does."""

from hypothesis import given
from hypothesis import strategies as st

from assay.solidity.ir.build.numbers import fitted
from assay.solidity.model import types as t


def test_a_negative_literal_becomes_the_greatest_unsigned_number() -> None:
    assert fitted(-1, t.Elementary("uint112")) == 2**112 - 1


def test_an_address_has_160_bits() -> None:
    assert fitted(2**160 + 5, t.ADDRESS) == 5


@given(st.integers(-(2**300), 2**300), st.sampled_from([8, 64, 112, 256]))
def test_a_fitted_literal_is_in_its_type_and_keeps_its_low_bits(number: int, bits: int) -> None:
    unsigned, signed = fitted(number, t.Elementary(f"uint{bits}")), fitted(number, t.Elementary(f"int{bits}"))
    assert 0 <= unsigned < 2**bits
    assert -(2 ** (bits - 1)) <= signed < 2 ** (bits - 1)
    assert (unsigned - number) % 2**bits == (signed - number) % 2**bits == 0
