"""Formulas: the same values as Python's own Fraction arithmetic, and a quick refusal of everything else."""

import contextlib
import re
import time
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assay.core.calculation import calculated, evaluate, format_value
from assay.core.errors import BadInput
from assay.core.evidence import Calculation

NAMES = ("a", "b", "rate_1", "Total")
VALUES = st.fractions(min_value=-50, max_value=50, max_denominator=20)


def _formulas() -> st.SearchStrategy[str]:
    leaves = st.sampled_from(NAMES) | st.integers(0, 99).map(str)

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        operators = st.sampled_from(["+", "-", "*", "/", "//", "%", "<", "<=", "==", "!=", ">", ">="])
        return st.one_of(
            st.tuples(inner, operators, inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            st.tuples(inner, st.integers(-3, 3)).map(lambda t: f"({t[0]}) ** {t[1]}"),
            inner.map(lambda x: f"-{x}"),
            st.tuples(inner, inner).map(lambda t: f"min({t[0]}, {t[1]})"),
            st.tuples(inner, inner).map(lambda t: f"max({t[0]}, {t[1]})"),
            inner.map(lambda x: f"abs({x})"),
        )

    return st.recursive(leaves, deeper, max_leaves=12)


def _by_python(formula: str, inputs: dict[str, Fraction]) -> Fraction:
    """Python's own arithmetic, with whole literals (but not exponents) written as fractions."""
    exact = re.sub(r"(?<![\w.])(?<!\*\* )(?<!\*\* -)(\d+)", r"Fraction(\1)", formula)
    value = eval(exact, {"__builtins__": {}, "min": min, "max": max, "abs": abs, "Fraction": Fraction}, dict(inputs))
    return Fraction(value)


@given(_formulas(), st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)))
def test_a_formula_has_the_value_that_python_gives_it(formula: str, inputs: dict[str, Fraction]) -> None:
    used = {name: value for name, value in inputs.items() if re.search(rf"\b{name}\b", formula)}
    try:
        expected = _by_python(formula, used)
    except ZeroDivisionError:
        with pytest.raises(BadInput, match="division by zero"):
            calculated(formula, used)
        return
    assume(max(expected.numerator.bit_length(), expected.denominator.bit_length()) < 1_000)
    made = calculated(formula, used)
    assert evaluate(made) == expected
    assert made.value == format_value(expected)


@given(st.fractions())
def test_a_written_value_reads_back(value: Fraction) -> None:
    assert Fraction(format_value(value)) == value


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
    [
        ("reserve * fee // 10000", {"reserve": "1000001", "fee": "30"}, "3000"),
        ("-2 ** 2", {}, "-4"),
        ("2 ** 3 ** 2", {}, "512"),
        ("1 < 2 < 2", {}, "0"),
        ("x / 3", {"x": "1/2"}, "1/6"),
        ("2**256 - 1", {}, str(2**256 - 1)),
        ("0 ** 0", {}, "1"),
        ("7 % -4", {}, "-1"),
    ],
)
def test_examples_that_people_look_up(formula: str, inputs: dict[str, str], value: str) -> None:
    assert format_value(evaluate(Calculation(formula=formula, inputs=inputs, value=""))) == value


@pytest.mark.parametrize(
    ("formula", "inputs", "place"),
    [
        ("", {}, "column 1"),
        (" 1", {}, "column"),
        ("1 +", {}, "column"),
        ("1 + a", {}, "column 5: a is not among the inputs"),
        ("a", {"a": "1", "b": "2"}, "input b is not in the formula"),
        ("a", {"a": "0.5"}, "input a"),
        ("a", {"a": "1/0"}, "input a divides by zero"),
        ("a", {"a": "١"}, "input a"),
        ("min", {"min": "1"}, "can't be the name"),
        ("1.5", {}, "column 2"),
        ("1e3", {}, "column"),
        ("0x10", {}, "column"),
        ("'a' * 9", {}, "column 1"),
        ("__import__(1)", {}, "column 1"),
        ("abs(1, 2)", {}, "column 1"),
        ("min()", {}, "column 1"),
        ("max(x=1)", {}, "column"),
        ("min(*a)", {"a": "1"}, "column 5"),
        ("True", {}, "column 1"),
        ("1 if 1 else 0", {}, "column 1"),
        ("a and a", {"a": "1"}, "column 1"),
        ("not 1", {}, "column 1"),
        ("1 in 2", {}, "column"),
        ("1, 2", {}, "column 1"),
        ("1\n+1", {}, "column 2"),
        ("𝐚", {"a": "1"}, "column 1"),
        ("2 ** (1/2)", {}, "whole numbers"),
        ("0 ** -1", {}, "division by zero"),
    ],
)
def test_anything_else_is_refused_with_its_place(formula: str, inputs: dict[str, str], place: str) -> None:
    with pytest.raises(BadInput, match="calculation") as refusal:
        evaluate(Calculation(formula=formula, inputs=inputs, value=""))
    assert place in str(refusal.value)


@pytest.mark.parametrize(
    "formula",
    [
        "9**9**9**9**9",
        "2 ** 4096 ** 1 * 2 ** 4096 * 2 ** 4096",
        "(" * 500,
        "(" * 150 + "1" + ")" * 150 + "+" * 600,
        "-" * 900 + "1",
        "9" * 1_000,
        "*".join(["a"] * 400),
        "a" * 2_000,
        "+".join(["1"] * 499),
        "min(" * 200 + "1" + ")" * 200,
    ],
)
def test_hostile_formulas_end_fast(formula: str) -> None:
    started = time.process_time()
    with pytest.raises(BadInput):
        evaluate(Calculation(formula=formula, inputs={"a": str(2**255)}, value=""))
    assert time.process_time() - started < 0.5


@given(st.text(max_size=60), st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3))
def test_any_text_has_a_value_or_is_bad_input(formula: str, inputs: dict[str, str]) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(evaluate(Calculation(formula=formula, inputs=inputs, value="")), Fraction)
