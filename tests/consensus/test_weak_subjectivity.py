"""Ethereum's own tables, all rows (consensus-specs, phase0 and electra, weak-subjectivity.md)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.consensus import weak_subjectivity
from assay.core.errors import BadInput

# average balance in ether, validators, epochs
PHASE0 = [
    (28, 32768, 504),
    (28, 65536, 752),
    (28, 131072, 1248),
    (28, 262144, 2241),
    (28, 524288, 2241),
    (28, 1048576, 2241),
    (32, 32768, 665),
    (32, 65536, 1075),
    (32, 131072, 1894),
    (32, 262144, 3532),
    (32, 524288, 3532),
    (32, 1048576, 3532),
]
# total active balance in ether, epochs
ELECTRA = [
    (1_048_576, 665),
    (2_097_152, 1_075),
    (4_194_304, 1_894),
    (8_388_608, 3_532),
    (16_777_216, 3_532),
    (33_554_432, 3_532),
]


@pytest.mark.parametrize(("average", "validators", "epochs"), PHASE0)
def test_every_row_of_the_phase_0_table(average: int, validators: int, epochs: int) -> None:
    assert weak_subjectivity.period(average * validators, validators, fork="phase0") == epochs


def test_every_row_of_the_electra_table() -> None:
    assert list(weak_subjectivity.period([total for total, _ in ELECTRA])) == [epochs for _, epochs in ELECTRA]


def specification(number: int, t: int, decay: int) -> int:
    """compute_weak_subjectivity_period of Phase 0, in Python's integers."""
    delta, most, top_ups = max(4, number // 65536), 32, 16 * 32
    if t * (200 + 12 * decay) > most * (200 + 3 * decay):
        churn = number * (t * (200 + 12 * decay) - most * (200 + 3 * decay)) // (600 * delta * (2 * t + most))
        return 256 + max(churn, number * (200 + 3 * decay) // (600 * top_ups))
    return 256 + 3 * number * decay * t // (200 * top_ups * (most - t))


@given(number=st.integers(1, 5_000_000), t=st.integers(1, 32), decay=st.integers(1, 33))
def test_phase_0_is_the_specification_for_low_balances_too(number: int, t: int, decay: int) -> None:
    got = weak_subjectivity.period(number * t, number, fork="phase0", safety_decay=decay)
    assert got == specification(number, t, decay)


def test_phase_0_needs_the_number_of_validators() -> None:
    with pytest.raises(BadInput, match="validators"):
        weak_subjectivity.period(1e6, fork="phase0")
