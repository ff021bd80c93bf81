"""Expressions at random, from FEEL's grammar (DMN 1.3, 10.3.1.2): most of them are right, and many mean
something.
"""

from __future__ import annotations

from random import Random

from processes.feel.functions import BUILTINS

NAMES = ("a", "b", "amount", "total price", "items", "person", "x y", "item", "partial", "größe", "d-1")
LITERALS = (
    "null", "true", "false", "0", "1", "-1", "2.5", "1e3", "9e6144", "1e-6143", '""', '"a"', '"A-17"',
    '"\\n"', '"\\U01F600"', '@"2024-02-29"', '@"10:00:00@Europe/Paris"', '@"2024-02-29T10:00:00.1+14:00"',
    '@"P1D"', '@"-P1Y2M"', '@"PT0.001S"', '@"x"', "[]", "{}", "[1..2]", "(< 5)", "]1..null)", '["a", "b"]',
    "{a: 1}",
)  # fmt: skip
TYPES = (
    "number", "string", "date and time", "days and time duration", "Any", "list<number>", "range<date>",
    "function<number> -> string", "context<a: list<Any>>",
)  # fmt: skip


def random_expression(random: Random, depth: int = 4) -> str:
    if depth <= 0 or random.random() < 0.15:
        return random.choice(NAMES if random.random() < 0.4 else LITERALS)

    def inner() -> str:
        return random_expression(random, depth - random.randint(1, 2))

    match random.randrange(19):
        case 0 | 1:
            return f"{inner()} {random.choice(('+', '-', '*', '/', '**'))} {inner()}"
        case 2:
            return f"{inner()} {random.choice(('=', '!=', '<', '<=', '>', '>='))} {inner()}"
        case 3:
            return f"({inner()}) {random.choice(('and', 'or'))} ({inner()})"
        case 4:
            return f"if {inner()} then {inner()} else {inner()}"
        case 5:
            one, two = random.choice(("i", "a", "x y")), random.choice((f"{inner()}..{inner()}", inner()))
            return f"for {one} in {two} return {inner()}"
        case 6:
            return f"{random.choice(('some', 'every'))} a in {inner()} satisfies {inner()}"
        case 7:
            return f"({inner()})[{inner()}]"
        case 8:
            return f"({inner()}).{random.choice(NAMES)}"
        case 9:
            return f"[{', '.join(inner() for _ in range(random.randint(0, 4)))}]"
        case 10:
            return (
                "{"
                + ", ".join(f"{random.choice(NAMES)}: {inner()}" for _ in range(random.randint(0, 3)))
                + "}"
            )
        case 11 | 12 | 13:
            arguments = ", ".join(inner() for _ in range(random.randint(0, 4)))
            return f"{random.choice(FUNCTIONS)}({arguments})"
        case 14:
            return f"(function(a: {random.choice(TYPES)}, b) {inner()})({inner()}, {inner()})"
        case 15:
            return f"({inner()}) instance of {random.choice(TYPES)}"
        case 16:
            return f"({inner()}) between {inner()} and {inner()}"
        case 17:
            return f"({inner()}) in ({random_unary_tests(random, depth - 1)})"
        case _:
            return f"-({inner()})"


def random_unary_tests(random: Random, depth: int = 3) -> str:
    def one() -> str:
        inner = random_expression(random, depth - 1)
        match random.randrange(5):
            case 0:
                return f"{random.choice(('<', '<=', '>', '>='))} {random_expression(random, 0)}"
            case 1:
                low, high = random_expression(random, 0), random_expression(random, 0)
                return f"{random.choice('[(]')}{low}..{high}{random.choice('])[')}"
            case 2:
                return f"not({inner})"
            case 3:
                return "-"
            case _:
                return inner

    return ", ".join(one() for _ in range(random.choice((1, 1, 2, 3))))


FUNCTIONS = tuple(sorted(BUILTINS))
