"""Strings, and how they are searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.feel import FeelLimitExceeded, compile
from processes.feel.errors import BecomesNull
from processes.feel.regex import compile_pattern
from tests.processes.feel.asking import answer, reasons, text_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a" + "b"', "ab"),
        ('substring("foobar", 3, 3)', "oba"),
        ('substring("foobar", -2)', "ar"),
        ('substring("foobar", 9)', None),
        ('string length("🐎ab")', 3),
        ('substring("a🐎b", 2, 1)', "🐎"),
        ('"\\uD83D\\uDC0E" = "🐎" and "\\U01F40E" = "🐎"', True),
        ('"a\\tb\\"c\\\\"', 'a\tb"c\\'),
        ('upper case("aß")', "ASS"),
        ('substring before("foobar", "bar")', "foo"),
        ('substring after("foobar", "x")', ""),
        ('contains("foobar", "ob")', True),
        ('starts with("foobar", "fo") and ends with("foobar", "ar")', True),
        ('string join(["a", null, "b"], ", ")', "a, b"),
        ('string join(["a", "b"], ", ", "[", "]")', "[a, b]"),
        ('split("a;b;;", ";")', ["a", "b", "", ""]),
        ('trim("  a ")', "a"),
        ('is blank(" ")', True),
        ('extract("ref 12 and 345", "[0-9]+")', ["12", "345"]),
    ],
)
def test_functions(text, value):
    assert answer(text) == value


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('[1, "a", null, {b: 2.50, "c d": [true]}]', '[1, "a", null, {b: 2.5, c d: [true]}]'),
        ('{"a-b": "say \\"hi\\""}', '{"a-b": "say \\"hi\\""}'),
        ("[1..3)", "[1..3)"),
        ("(>= 5)", ">= 5"),
        ("function(a, b) (a + b) * 2", "function(a, b) (a + b) * 2"),
    ],
)
def test_values_as_text(expression, text):
    assert text_of(expression) == text
    assert answer(f"string({expression})") == text


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^fo*b", "foobar", "foob"),
        ("o+?", "foo", "o"),
        ("(a|ab)(c|bcd)", "abcd", "abcd"),
        (r"\d{2,3}", "a1234", "123"),
        (r"[a-z-[aeiou]]+", "aebcd", "bcd"),
        (r"[^\s]+", "  ab c", "ab"),
        (r"\p{Lu}\p{Ll}*", "xÄpfel", "Äpfel"),
        (r"\P{L}", "ab1", "1"),
        (r"\p{IsCyrillic}+", "abкот", "кот"),
        (r"(.)\1", "hello", "ll"),
        (r"\bcat\b", "a cat", "cat"),
        ("", "abc", ""),
        (r"[\]\-x]", "a-b", "-"),
        ("a.c", "a\nc", None),
        ("a$", "a\n", None),
    ],
)
def test_patterns_find_the_leftmost_match(pattern, text, found):
    match = compile_pattern(pattern).search(text)
    assert (match and match.group(0)) == found


@pytest.mark.parametrize(
    ("pattern", "text", "flags", "found"),
    [
        ("ABC", "xabc", "i", True),
        ("a.c", "a\nc", "s", True),
        ("^b$", "a\nb\nc", "m", True),
        ("a b # c", "ab#c", "x", True),
        ("hello\\ sworld", "hello world", "x", True),
        ("a.c", "a.c", "q", True),
        ("a.c", "abc", "q", False),
    ],
)
def test_flags(pattern, text, flags, found):
    assert answer("matches(text, pattern, flags)", text=text, pattern=pattern, flags=flags) is found


@pytest.mark.parametrize(
    "pattern",
    ["(", "a)", "[", "[z-a]", "a**", "*a", "a{2,1}", "a{", "\\", r"\y", r"\p{Xx}", "(?=a)", r"(a\1)", r"\2"],
)
def test_what_is_no_pattern_is_null_with_a_reason(pattern):
    with pytest.raises(BecomesNull, match="The pattern"):
        compile_pattern(pattern)
    assert answer("matches(text, pattern)", text="a", pattern=pattern) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('replace("abracadabra", "a(.)", "a$1$1")', "abbraccaddabbra"),
        ('replace("darted", "^(.*?)d(.*)$", "$1c$2")', "carted"),
        ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"),
        ('replace("cost 5", "[0-9]", "\\$$0")', "cost $5"),
        ('replace("abc", "b", "$", "q")', "a$c"),
        ('replace("abc", "x*", "-")', None),
        ('replace("abc", "b", "$x")', None),
        ('replace("abc", "b", "-", "z")', None),
    ],
)
def test_replacing(text, value):
    assert answer(text) == value
    assert value is not None or reasons(text)


@dataclass(frozen=True)
class Drawn:
    """A pattern in the making: its text, whether it can match nothing, and whether a loop goes round one that
    can.
    """

    text: str
    is_nullable: bool = False
    has_nullable_loop: bool = False


def _loop(body: Drawn, quantifier: str) -> Drawn:
    return Drawn(
        f"(?:{body.text}){quantifier}",
        is_nullable=body.is_nullable or quantifier[0] in "*?",
        has_nullable_loop=body.has_nullable_loop or (body.is_nullable and quantifier != "?"),
    )


def _choice(branches: tuple[Drawn, ...]) -> Drawn:
    return Drawn(
        f"({'|'.join(branch.text for branch in branches)})",
        is_nullable=any(branch.is_nullable for branch in branches),
        has_nullable_loop=any(branch.has_nullable_loop for branch in branches),
    )


def _sequence(parts: list[Drawn]) -> Drawn:
    return Drawn(
        "".join(part.text for part in parts),
        is_nullable=all(part.is_nullable for part in parts),
        has_nullable_loop=any(part.has_nullable_loop for part in parts),
    )


_patterns = st.recursive(
    st.sampled_from(
        [*map(Drawn, ("a", "b", "c", ".", "[ab]", "[^a]")), *(Drawn(it, is_nullable=True) for it in "^$")]
    ),
    lambda inner: st.one_of(
        st.builds(_loop, inner, st.sampled_from(["*", "+", "?", "*?", "{1,2}"])),
        st.tuples(inner, inner).map(_choice),
        st.lists(inner, min_size=1, max_size=3).map(_sequence),
    ),
    max_leaves=6,
)


@given(_patterns, st.text(alphabet="abc", max_size=8))
def test_patterns_find_what_pythons_find(pattern, text):
    """A match begins where Python's does. It ends there too, but for loops round what can match nothing."""
    theirs = re.search(pattern.text.replace("$", r"\Z"), text)
    ours = compile_pattern(pattern.text).search(text)
    assert (ours and ours.start) == (theirs and theirs.start())
    if ours is not None and theirs is not None and not pattern.has_nullable_loop:
        assert ours.end == theirs.end()


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("(?:(^|b))*", "b", "b"),
        ("(?:^|b)+", "bb", "bb"),
        ("(?:a?|b)*", "ab", "ab"),
        ("(?:a??)*b", "aab", "aab"),
    ],
)
def test_a_loop_goes_on_after_a_round_that_matched_nothing(pattern, text, found):
    """XPath's quantifiers match "the longest possible substring" (XPath functions 3.1, 5.6.1). Python
    and Java leave a loop once a round of it has matched nothing, though another branch could have gone on.
    """
    match = compile_pattern(pattern).search(text)
    assert match is not None
    assert match.group(0) == found


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "(a|aa)+$b", "(.*)*x"])
def test_no_pattern_takes_exponential_time(pattern):
    assert answer("matches(text, pattern)", text="a" * 2000, pattern=pattern) is False


def test_a_pattern_that_needs_too_many_steps_is_stopped():
    expression = compile("matches(text, pattern)")
    with pytest.raises(FeelLimitExceeded, match="steps to search for a pattern"):
        expression.evaluate({"text": "a" * 5000, "pattern": r"(a*)(a*)(a*)\1\2\3b"})


def test_a_pattern_that_is_too_long_is_stopped():
    for pattern in ("a" * 2000, "((a{1,99}){1,99}){1,99}", "(" * 100):
        with pytest.raises(FeelLimitExceeded, match="pattern"):
            compile_pattern(pattern)
