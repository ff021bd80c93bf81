"""A syntax error says what was expected, what was found, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.feel import FeelSyntaxError, compile, compile_unary_tests, to_json


def error_of(text: str) -> FeelSyntaxError:
    with pytest.raises(FeelSyntaxError) as caught:
        compile(text)
    return caught.value


def test_an_error_has_a_message_a_position_and_a_place():
    error = error_of("amount > )")
    assert (error.message, error.text) == ('Expected an expression but found ")"', "amount > )")
    assert (error.position, error.line, error.column) == (9, 1, 10)
    assert str(error) == 'Expected an expression but found ")" at column 10: amount > )'


def test_in_a_text_of_many_lines_the_line_is_told():
    error = error_of("{\n  a: 1,\n  b: 2 +\n}")
    assert (error.line, error.column) == (4, 1)
    assert " at line 4, column 1: " in str(error)


def test_positions_count_the_leading_equals_sign():
    assert error_of("= 1 +").position == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expected an expression but the text is empty"),
        ("=", "Expected an expression but the text is empty"),
        ("1 +", "Expected an expression but found the end"),
        ("(1", 'Expected ")" to close the parenthesis but found the end'),
        ("[1, 2", 'Expected "]" to end the list but found the end'),
        ("[1, 2,]", 'Expected an expression but found "]"'),
        ("{a: 1", 'Expected "}" to end the context but found the end'),
        ("{a: 1, a: 2}", 'Expected each key once but found "a" again'),
        ("{1: 2}", 'Expected the key of a context entry but found "1"'),
        ("if a then b", 'Expected "else" after the first branch of if but found the end'),
        ("for i in", "Expected an expression but found the end"),
        ("for i in xs", 'Expected "return" after the iterations of for but found the end'),
        ("some x in xs", 'Expected "satisfies" after the iterations of some but found the end'),
        ("x between 1 or 2", 'Expected "and" between the two bounds of between but found "or"'),
        ("x instance number", 'Expected "of" after "instance" but found "number"'),
        ('"abc', 'Expected a double quote (") to end the string'),
        ("1 /* 2", 'Expected "*/" to end the comment'),
        ("1 2", 'Expected an operator or the end but found "2"'),
        ('a "b"', "Expected an operator or the end but found a string 'b'"),
        ("x.1", 'Expected an operator or the end but found ".1"'),
        ("x..y", 'Expected an operator or the end but found ".."'),
        ("a == b", 'Unexpected "==" (FEEL compares with "=", not "==")'),
        ("a && b", 'Unexpected "&&" (FEEL says "and", not "&&")'),
        ("a || b", 'Unexpected "||" (FEEL says "or", not "||")'),
        ("'a'", 'Unexpected "\'" (FEEL writes strings in double quotes)'),
        ("${amount}", 'Unexpected "${" (an expression of another dialect; FEEL has no "${…}")'),
        ("a # b", 'Unexpected character "#"'),
    ],
)
def test_what_was_expected_and_what_was_found(text, message):
    assert error_of(text).message == message


def test_a_long_text_is_shown_around_the_place():
    shown = str(error_of("1 + " * 100 + "*" + " + 1" * 100))
    assert "* + 1 + 1" in shown
    assert len(shown) < 200


def test_unary_tests_have_errors_too():
    with pytest.raises(FeelSyntaxError, match="Expected an expression but found the end"):
        compile_unary_tests("< ")


_WORDS = (
    "a b if then else for in return some every satisfies between and or not instance of function external"
)
_VALUES = 'date time null true item partial count sum 1 2.5 .5 1e3 "x" "P1D" `n` é 🐎 ?'
_SYMBOLS = ".. . , : ; ( ) [ ] { } < <= = != > ** * / + - -> @ // /* */ \\ $"
pieces = st.sampled_from(f"{_WORDS} {_VALUES} {_SYMBOLS}".split())


@given(st.lists(pieces, max_size=12).map(" ".join) | st.text(max_size=20))
def test_any_text_is_an_expression_with_an_answer_or_a_syntax_error(text):
    try:
        expression = compile(text)
    except FeelSyntaxError:
        return
    to_json(expression.evaluate({"a": [1, {"b": 2}], "b": "x"}))
