"""The parts of a regular expression, and how they are written (XML Schema 1.1 part 2, appendix G; XPath
5.6.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from processes.feel.errors import BecomesNull, FeelLimitExceeded
from processes.feel.limits import MAX_PATTERN, MAX_PATTERN_PROGRAM
from processes.feel.regex.characters import Characters, class_escape, in_ranges

_MAX_NESTING = 50
_LITERAL_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", **{char: char for char in "\\|.?*+(){}-[]^$/'\" "}}
_SPECIAL = frozenset("\\|.?*+([{^$)")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One character that passes the test."""

    characters: Characters


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    branches: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    part: Part
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Group:
    number: int
    part: Part


@dataclass(frozen=True, slots=True)
class BackReference:
    group: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """``^``, ``$``, and as in most other flavors ``\\b`` and ``\\B``."""

    kind: str


Part = OneOf | Sequence | Choice | Repeat | Group | BackReference | Anchor


class PatternParser:
    def __init__(self, text: str, flags: str) -> None:
        if len(text) > MAX_PATTERN:
            raise FeelLimitExceeded(
                f"Expected at most {MAX_PATTERN:,} characters in a pattern, but got {len(text):,}."
            )
        self.text = _without_white_space(text) if "x" in flags else text
        self.dot_is_all = "s" in flags
        self.position = 0
        self.groups = 0
        self.has_back_references = False
        self._closed_groups: set[int] = set()
        self._nesting = 0

    def parse(self) -> Part:
        part = self._choice()
        if self.position < len(self.text):
            raise self._error('an unexpected ")"')
        return part

    def _choice(self) -> Part:
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            raise FeelLimitExceeded(f"Expected at most {_MAX_NESTING} levels of nesting in a pattern.")
        branches = [self._branch()]
        while self._accept("|"):
            branches.append(self._branch())
        self._nesting -= 1
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _branch(self) -> Part:
        parts: list[Part] = []
        while self.position < len(self.text) and self._peek() not in "|)":
            parts.append(self._quantified(self._atom()))
        return Sequence(tuple(parts))

    def _quantified(self, atom: Part) -> Part:
        bounds: tuple[int, int | None]
        match self._peek():
            case "?":
                bounds = (0, 1)
            case "*":
                bounds = (0, None)
            case "+":
                bounds = (1, None)
            case "{":
                return self._repeat(atom, *self._counts())
            case _:
                return atom
        self.position += 1
        return self._repeat(atom, *bounds)

    def _repeat(self, atom: Part, least: int, most: int | None) -> Part:
        greedy = not self._accept("?")
        if self._peek() in ("?", "*", "+", "{"):
            raise self._error("a quantifier after a quantifier")
        return Repeat(atom, least, most, greedy)

    def _counts(self) -> tuple[int, int | None]:
        end = self.text.find("}", self.position)
        least, comma, most = self.text[self.position + 1 : max(end, 0)].partition(",")
        if end < 0 or not least.isdigit() or not (most.isdigit() or not most):
            raise self._error('a "{" that is no quantifier such as {2} or {2,5}')
        self.position = end + 1
        low = int(least[:9])
        high = low if not comma else int(most[:9]) if most else None
        if high is not None and high < low:
            raise self._error(f"a quantifier from {low} down to {high}")
        if max(low, high or 0) > MAX_PATTERN_PROGRAM:
            raise FeelLimitExceeded(f"Expected at most {MAX_PATTERN_PROGRAM:,} repetitions in a pattern.")
        return low, high

    def _atom(self) -> Part:
        char = self._take()
        match char:
            case "(":
                return self._group()
            case "[":
                return OneOf(self._class())
            case ".":
                return OneOf((lambda c: True) if self.dot_is_all else (lambda c: c not in "\n\r"))
            case "^" | "$":
                return Anchor(char)
            case "\\":
                return self._escape()
        if char in _SPECIAL:
            self.position -= 1
            raise self._error(f'"{char}" without something before it')
        return OneOf(in_ranges([(char, char)]))

    def _group(self) -> Part:
        if self._accept("?:"):
            part, number = self._choice(), 0
        elif self._peek() == "?":
            raise self._error('"(?"; only groups "(…)" and "(?:…)" are known')
        else:
            self.groups += 1
            number = self.groups
            part = self._choice()
        if not self._accept(")"):
            raise self._error('a "(" without ")"')
        self._closed_groups.add(number)
        return Group(number, part) if number else part

    def _escape(self) -> Part:
        char = self._take_escaped()
        if char.isdigit() and char != "0":
            return self._back_reference(int(char))
        if char in "bB":
            return Anchor("\\" + char)
        return OneOf(self._escaped_characters(char))

    def _back_reference(self, number: int) -> Part:
        while self._peek().isdigit() and number * 10 + int(self._peek()) <= self.groups:
            number = number * 10 + int(self._take())
        if number not in self._closed_groups:
            raise self._error(f"a reference to group {number}, which does not end before it")
        self.has_back_references = True
        return BackReference(number)

    def _escaped_characters(self, char: str) -> Characters:
        if char in _LITERAL_ESCAPES:
            literal = _LITERAL_ESCAPES[char]
            return in_ranges([(literal, literal)])
        name = ""
        if char in "pP":
            end = self.text.find("}", self.position)
            if self._peek() != "{" or end < 0:
                raise self._error("\\p without {…}")
            name = self.text[self.position + 1 : end]
            self.position = end + 1
        characters = class_escape(char, name)
        if characters is None:
            raise self._error(f'the unknown escape "\\{char}{name}"')
        return characters

    def _class(self) -> Characters:
        """``[a-z\\d-[aeiou]]``: ranges and escapes, maybe negated, without those of another class."""
        negated = self._accept("^")
        ranges: list[tuple[str, str]] = []
        tests: list[Characters] = []
        excluded: Characters | None = None
        first = True
        while first or self._peek() != "]":
            first = False
            if self._accept("-["):
                excluded = self._class()
                break
            self._class_item(ranges, tests)
        if not self._accept("]"):
            raise self._error('a "[" without "]"')
        return _class_test(in_ranges(ranges), tests, negated, excluded)

    def _class_item(self, ranges: list[tuple[str, str]], tests: list[Characters]) -> None:
        char = self._take()
        if char == "[":
            raise self._error('a "[" inside of "[…]"; write \\[')
        if char == "\\":
            char = self._take_escaped()
            if char not in _LITERAL_ESCAPES:
                tests.append(self._escaped_characters(char))
                return
            char = _LITERAL_ESCAPES[char]
        last = char
        if self._peek() == "-" and self.text[self.position + 1 : self.position + 2] not in ("]", "[", ""):
            self.position += 1
            last = self._take()
            if last == "\\":
                last = _LITERAL_ESCAPES.get(self._take_escaped(), "")
        if last < char:
            raise self._error(f'the range "{char}-{last}", which ends before it starts')
        ranges.append((char, last))

    def _peek(self) -> str:
        return self.text[self.position : self.position + 1]

    def _take(self) -> str:
        if self.position >= len(self.text):
            raise self._error("an end too early")
        self.position += 1
        return self.text[self.position - 1]

    def _take_escaped(self) -> str:
        if self.position >= len(self.text):
            raise self._error('a "\\" at its end')
        return self._take()

    def _accept(self, text: str) -> bool:
        if self.text.startswith(text, self.position):
            self.position += len(text)
            return True
        return False

    def _error(self, what: str) -> BecomesNull:
        return BecomesNull(f"The pattern {self.text!r} has {what}, at character {self.position + 1}")


def _class_test(
    ranges: Characters, tests: list[Characters], negated: bool, excluded: Characters | None
) -> Characters:
    def belongs(char: str) -> bool:
        inside = ranges(char) or any(test(char) for test in tests)
        return inside is not negated and not (excluded is not None and excluded(char))

    return belongs


def _without_white_space(pattern: str) -> str:
    """Flag ``x``: white space outside of ``[…]`` means nothing, not even behind a backslash."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for char in pattern:
        if depth == 0 and char in "\t\n\r ":
            continue
        if not escaped:
            depth += (char == "[") - (char == "]" and depth > 0)
        escaped = char == "\\" and not escaped
        kept.append(char)
    return "".join(kept)
