"""A token is the smallest part of an expression that means something: a number, string, name, keyword or
symbol.

The lexer gives one token at a time, because what a name is depends on what is known at that place: names
may hold spaces (``Applicant age``), and, once they are known, also keywords and operators (``date and
time``, ``a-b``). Unknown words that follow each other are one name, since no two operands may stand side by
side in FEEL. Names that no rule reaches can be written in backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from processes.feel.errors import FeelSyntaxError
from processes.feel.numbers import number_from_literal

# DMN 1.3, 10.3.1.2, grammar rules 28-30. No operator needs the additional name symbol "'" (rule 30).
_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040'"
_WORD = re.compile(rf"[{_START}][{_PART}]*")
_NEXT_WORD = re.compile(rf"\s+([{_PART}]+)")
_WORD_PART = re.compile(rf"[{_PART}]+")
_NAME_PARTS = re.compile(rf"[{_PART}]+|[^\s{_PART}]")
_WHITE_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_IGNORED = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_SYMBOL = re.compile(r"\.\.|<=|>=|!=|\*\*|->|[=<>+\-*/()\[\]{},:.@]")
_KEY = re.compile(r"[^:{}\[\](),\"`]+")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|[\"'\\nrt])")
_SIMPLE_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")

#: Words that always mean grammar at the start of an operand, and those that end a name when they follow one.
_OPENING_KEYWORDS = frozenset({"if", "for", "some", "every", "function", "true", "false", "null"})
_FOLLOWING_KEYWORDS = frozenset(
    {"and", "or", "in", "between", "instance", "then", "else", "return", "satisfies"}
)
KEYWORDS = _OPENING_KEYWORDS | _FOLLOWING_KEYWORDS

#: Names of functions and types with a keyword in them.
NAMES_WITH_KEYWORDS = ("date and time", "years and months duration", "days and time duration")

_HINTS = {
    "==": 'FEEL compares with "=", not "=="',
    "&&": 'FEEL says "and", not "&&"',
    "||": 'FEEL says "or", not "||"',
    "%": "FEEL says modulo(a, b), not a % b",
    "!": 'FEEL says not(…) or "!=", not "!"',
    "'": "FEEL writes strings in double quotes",
    "${": 'an expression of another dialect; FEEL has no "${…}"',
}


class Kind(Enum):
    NUMBER = "number"
    STRING = "string"
    NAME = "name"
    KEYWORD = "keyword"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str  #: as written; of a name: with single spaces, of a string: its value
    position: int
    end: int
    number: int | Decimal | None = None

    def __str__(self) -> str:
        if self.kind is Kind.END:
            return "the end"
        return f"a string {self.text!r}" if self.kind is Kind.STRING else f'"{self.text}"'


class Lexer:
    def __init__(self, text: str, names: Iterable[str] = ()) -> None:
        self.text = text
        #: By first word: names, and their parts.
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}
        for name in (*NAMES_WITH_KEYWORDS, *names):
            self.know(name)

    def know(self, name: str) -> None:
        """From here on, ``name`` is one name, also where it holds keywords or operators."""
        first = _WORD.match(name)
        if first is None or first.end() == len(name):
            return
        self._known.setdefault(first.group(), {})[name] = tuple(_NAME_PARTS.findall(name))

    def token_at(self, position: int) -> Token:
        position = self._skip_ignored(position)
        text = self.text
        if position >= len(text):
            return Token(Kind.END, "", position, position)
        char = text[position]
        if char == '"':
            return self._string(position)
        if char == "`":
            return self._quoted_name(position)
        if word := _WORD.match(text, position):
            return self._name(word)
        if number := _NUMBER.match(text, position):
            value = number_from_literal(number.group())
            if value is None:
                raise FeelSyntaxError(
                    f"Expected a number within FEEL's range but found {number.group()}", text, position
                )
            return Token(Kind.NUMBER, number.group(), position, number.end(), value)
        if (symbol := _SYMBOL.match(text, position)) and text[position : position + 2] != "==":
            return Token(Kind.SYMBOL, symbol.group(), position, symbol.end())
        raise FeelSyntaxError(self._stray_character(position), text, position)

    def key_at(self, position: int) -> Token:
        """The key of a context entry: a string, or any text up to the colon."""
        position = self._skip_ignored(position)
        if self.text[position : position + 1] in ('"', "`"):
            return self.token_at(position)
        match = _KEY.match(self.text, position)
        if match is None or not _WORD.match(match.group()) or self.text[match.end() : match.end() + 1] != ":":
            raise FeelSyntaxError(
                f"Expected the key of a context entry but found {self.token_at(position)}",
                self.text,
                position,
            )
        name = " ".join(match.group().split())
        return Token(Kind.NAME, name, position, match.end())

    def _skip_ignored(self, position: int) -> int:
        if ignored := _IGNORED.match(self.text, position):
            position = ignored.end()
        if self.text.startswith("/*", position):
            raise FeelSyntaxError('Expected "*/" to end the comment', self.text, position)
        return position

    def _name(self, word: re.Match[str]) -> Token:
        """The longest of the known names and of the words that follow each other (10.3.1.3)."""
        position, known, known_end = word.start(), "", 0
        for name, parts in self._known.get(word.group(), {}).items():
            if (end := _end_of_spelling(parts, self.text, position)) and end > known_end:
                known, known_end = name, end
        if word.group() in KEYWORDS and not known:
            return Token(Kind.KEYWORD, word.group(), position, word.end())
        words, end = [word.group()], word.end()
        while (following := _NEXT_WORD.match(self.text, end)) and following[1] not in _FOLLOWING_KEYWORDS:
            words.append(following[1])
            end = following.end()
        if known_end >= end:
            return Token(Kind.NAME, known, position, known_end)
        return Token(Kind.NAME, " ".join(words), position, end)

    def _quoted_name(self, position: int) -> Token:
        end = self.text.find("`", position + 1)
        if end < 0:
            raise FeelSyntaxError("Expected a backtick to end the name", self.text, position)
        return Token(Kind.NAME, self.text[position + 1 : end], position, end + 1)

    def _string(self, position: int) -> Token:
        text, end = self.text, position + 1
        while end < len(text) and text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        if end >= len(text):
            raise FeelSyntaxError('Expected a double quote (") to end the string', text, position)
        return Token(Kind.STRING, unescape(text[position + 1 : end]), position, end + 1)

    def _stray_character(self, position: int) -> str:
        for wrong, hint in _HINTS.items():
            if self.text.startswith(wrong, position):
                return f'Unexpected "{wrong}" ({hint})'
        return f'Unexpected character "{self.text[position]}"'


def unescape(raw: str) -> str:
    """A string literal's value. A backslash before any other character stays, as regular expressions need
    it.
    """
    if "\\" not in raw:
        return raw
    value = _ESCAPE.sub(_unescaped, raw)
    # Characters beyond U+FFFF may be written as two \u escapes, as in JSON.
    return _SURROGATES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), value
    )


def _unescaped(match: re.Match[str]) -> str:
    escape: str = match.group(1)
    if escape[0] in "uU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code <= 0x10FFFF else str(match.group())
    return _SIMPLE_ESCAPES[escape]


def _end_of_spelling(parts: tuple[str, ...], text: str, position: int) -> int | None:
    """Where a known name ends that begins at ``position``. White space may be any, around operators also
    none.
    """
    end = position
    for index, part in enumerate(parts):
        start = _WHITE_SPACE.match(text, end).end() if index else position  # type: ignore[union-attr]
        if not text.startswith(part, start) or (
            index and start == end and _are_words(parts[index - 1], part)
        ):
            return None
        end = start + len(part)
    return None if _are_words(parts[-1], text[end : end + 1]) else end


def _are_words(left: str, right: str) -> bool:
    return bool(_WORD_PART.match(left) and _WORD_PART.match(right))


def is_plain_name(text: str) -> bool:
    """Whether ``text`` reads as one name wherever it stands, without being known."""
    if text in NAMES_WITH_KEYWORDS:
        return True
    first, *others = text.split(" ")
    if not _WORD.fullmatch(first) or first in KEYWORDS:
        return False
    return all(_WORD_PART.fullmatch(word) and word not in _FOLLOWING_KEYWORDS for word in others)
