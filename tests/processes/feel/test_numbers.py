"""Numbers are exact decimals of 34 digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processes.feel.asking import answer, reasons, text_of

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", Decimal("0.3")),
        ("1 + 2 * 3 - 4", 3),
        ("(1 + 2) * 3", 9),
        ("10 / 4", Decimal("2.5")),
        ("10 / 5", 2),
        ("2 ** 3 ** 2", 64),
        ("-3 ** 2", 9),
        ("2 ** -1", Decimal("0.5")),
        ("--1", 1),
        (".5 + 1.5e1", Decimal("15.5")),
        ("1.23e-4 = 0.000123", True),
        ("modulo(-12, 5)", 3),
        ("modulo(10.1, -4.5)", Decimal("-3.4")),
        ("floor(-1.5)", -2),
        ("ceiling(1.23, 1)", Decimal("1.3")),
        ("decimal(2.5, 0)", 2),
        ("decimal(1/3, 2)", Decimal("0.33")),
        ("round up(-5.5, 0)", -6),
        ("round down(5.5, 0)", 5),
        ("round half up(2.5, 0)", 3),
        ("round half down(2.5, 0)", 2),
        ("round up(1234, -2)", 1300),
        ("abs(-10)", 10),
        ("sqrt(16)", 4),
        ("odd(-5)", True),
        ("even(4)", True),
        ('number("1 000,5", " ", ",")', Decimal("1000.5")),
    ],
)
def test_calculations(text, value):
    assert answer(text) == value


@pytest.mark.parametrize(
    "text", ["1 / 0", "sqrt(-1)", "log(0)", "decimal(1, 6177)", "10 ** 7000", '1 + "1"', "1 + null"]
)
def test_what_has_no_result_is_null_with_a_reason(text):
    assert answer(text) is None
    assert reasons(text)


def test_a_float_from_json_is_the_decimal_it_was_written_as():
    assert answer("price * 3", price=0.1) == Decimal("0.3")
    assert answer("prices[1] + prices[2] = 0.3", prices=[0.1, 0.2]) is True
    assert answer("order.total = 0.3", order={"total": 0.3}) is True
    assert answer("sum(prices)", prices=[0.1, 0.2]) == Decimal("0.3")


def test_a_float_that_is_no_number_is_null():
    assert answer("x = null", x=float("nan")) is True


def test_a_boolean_is_no_number():
    assert answer("true + 1") is None
    assert answer("flag = 1", flag=True) is None


def test_numbers_have_34_digits():
    assert answer("1 / 3") == Decimal("0." + "3" * 34)
    assert text_of("9999999999999999999999999999999999 + 2") == "1" + "0" * 34


def test_numbers_are_written_plainly():
    assert text_of("1.50") == "1.5"
    assert text_of("1e3") == "1000"
    assert text_of("0.000001 / 10") == "0.0000001"


@given(amounts, amounts)
def test_arithmetic_is_that_of_fractions(a, b):
    def exact(operator: str) -> Fraction:
        return Fraction(answer(f"a {operator} b", a=a, b=b))  # type: ignore[arg-type]

    assert exact("+") == Fraction(a) + Fraction(b)
    assert exact("-") == Fraction(a) - Fraction(b)
    assert exact("*") == Fraction(a) * Fraction(b)


@given(st.integers(), st.integers())
def test_whole_numbers_calculate_alike_as_int_and_as_decimal(a, b):
    for operator in ("+", "-", "*"):
        text = f"a {operator} b"
        assert answer(text, a=a, b=b) == answer(text, a=Decimal(a), b=Decimal(b))
