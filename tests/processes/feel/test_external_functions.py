"""External functions: a short list of pure ones of java.lang, which models made for Java engines call."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.processes.feel.asking import answer, reasons

MATH = "java.lang.Math"


def external(class_name: str, signature: str, arguments: str) -> str:
    names = ", ".join("abc"[: len(arguments.split(", "))])
    mapping = f'{{java: {{class: "{class_name}", method signature: "{signature}"}}}}'
    return f"(function({names}) external {mapping})({arguments})"


@pytest.mark.parametrize(
    ("class_name", "signature", "arguments", "value"),
    [
        (MATH, "max(double, double)", "2, 3.5", Decimal("3.5")),
        (MATH, "max(int,int)", "2, 3", 3),
        (MATH, "abs(long)", "-7", 7),
        (MATH, "round(double)", "2.5", 3),
        (MATH, "pow(double, double)", "2, 10", 1024),
        ("java.lang.Integer", "parseInt(java.lang.String)", '"12"', 12),
        ("java.lang.Double", "valueOf(java.lang.String)", '"1.25"', Decimal("1.25")),
        ("java.lang.String", "valueOf(char)", '"a"', "a"),
        (
            "java.lang.String",
            "format(java.lang.String, [Ljava.lang.Object;)",
            '"%s: %05.1f%%", "a", 2',
            "a: 002.0%",
        ),
    ],
)
def test_they_calculate_as_java_does(class_name, signature, arguments, value):
    assert answer(external(class_name, signature, arguments)) == value


@pytest.mark.parametrize(
    ("class_name", "signature", "arguments"),
    [
        (MATH, "foo(double)", "1"),
        (MATH, "max(java.lang.String, java.lang.String)", '"a", "b"'),
        (MATH, "abs(int)", '"1"'),
        (MATH, "sqrt(double)", "-1"),
        (MATH, "exp(double)", "100000"),
        ("java.lang.Byte", "valueOf(byte)", "300"),
        ("java.lang.Integer", "parseInt(java.lang.String)", '"1.5"'),
        ("java.lang.String", "valueOf(char)", '"abc"'),
        ("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", '"%x", 1'),
        ("java.lang.System", "exit(int)", "0"),
        ("java.lang.Runtime", "getRuntime()", "1"),
    ],
)
def test_what_java_would_refuse_or_we_do_not_know_is_null_with_a_reason(class_name, signature, arguments):
    text = external(class_name, signature, arguments)
    assert answer(text) is None
    assert reasons(text)


def test_a_width_cannot_fill_the_memory():
    wide = external("java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", '"%999999999s", 1')
    assert answer(wide) is None
