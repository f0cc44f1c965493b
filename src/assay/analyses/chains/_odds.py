"""The chance of a double spend, as a formula where it is short enough to be read."""

from fractions import Fraction
from math import comb

from assay.core.calculation import MAX_LENGTH, calculated
from assay.core.evidence import Calculation

LONGEST = 20
"""Confirmations up to which the formula fits a line."""
FINEST = 10**20
"""Denominator of a share up to which the exact value stays within what a calculation may hold."""


def odds(q: Fraction, z: int) -> tuple[float, Calculation | None]:
    """That a payment with `z` confirmations is replaced by somebody with a share `q` of all hash power.

    Rosenfeld 2014, equation 1 (one block mined in advance, a longer chain needed). From q = 1/2 on it is certain.
    """
    if 2 * q >= 1:
        return 1.0, calculated("q >= 1 / 2", {"q": q})
    formula = _formula(z) if z <= LONGEST else ""
    if z <= LONGEST and len(formula) <= MAX_LENGTH and q.denominator < FINEST:
        made = calculated(formula, {"q": q, "p": 1 - q})
        return float(Fraction(made.value)), made
    from assay.consensus import double_spend

    return float(double_spend.probability(float(q), z)), None


def _formula(z: int) -> str:
    if not z:
        return "p + q"

    def series(name: str) -> str:
        terms = [f"{comb(k + z - 1, k)} * {name}**{k}" for k in range(1, z)]
        return " + ".join(["1", *terms])

    return f"1 - p**{z} * ({series('q')}) + q**{z} * ({series('p')})"
