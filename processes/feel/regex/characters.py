"""Sets of characters, as tests: ranges, and the escapes ``\\d``, ``\\s``, ``\\w``, ``\\i``, ``\\c`` and
``\\p{…}``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Characters = Callable[[str], bool]

#: The Unicode blocks that people name in patterns.
_BLOCKS = {
    "BasicLatin": (0x0000, 0x007F),
    "Latin-1Supplement": (0x0080, 0x00FF),
    "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F),
    "IPAExtensions": (0x0250, 0x02AF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F),
    "Greek": (0x0370, 0x03FF),
    "GreekandCoptic": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF),
    "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF),
    "Arabic": (0x0600, 0x06FF),
    "Devanagari": (0x0900, 0x097F),
    "Thai": (0x0E00, 0x0E7F),
    "HangulJamo": (0x1100, 0x11FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF),
}
_CATEGORIES = frozenset(
    {
        *("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No"),
        *("P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp"),
        *("S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"),
    }
)


def in_ranges(ranges: list[tuple[str, str]]) -> Characters:
    singles = frozenset(first for first, last in ranges if first == last)
    spans = tuple((first, last) for first, last in ranges if first != last)
    if not spans:
        return singles.__contains__
    return lambda char: char in singles or any(first <= char <= last for first, last in spans)


def class_escape(letter: str, name: str) -> Characters | None:
    """The characters of ``\\d`` and so on; a capital letter means all others. ``None`` if there is no
    such escape.
    """
    lower = letter.lower()
    test = _property(name) if lower == "p" else _ESCAPES.get(lower)
    if test is None or letter == lower:
        return test
    return lambda char: not test(char)


def is_word(char: str) -> bool:
    """All but punctuation, separators and other. The underscore counts, as in every other flavor."""
    return char == "_" or unicodedata.category(char)[0] not in "PZC"


def _property(name: str) -> Characters | None:
    if name in _CATEGORIES:
        return lambda char: unicodedata.category(char).startswith(name)
    if name.startswith("Is") and name[2:] in _BLOCKS:
        first, last = _BLOCKS[name[2:]]
        return lambda char: first <= ord(char) <= last
    return None


def _starts_name(char: str) -> bool:
    return char.isalpha() or char in "_:"


_ESCAPES: dict[str, Characters] = {
    "d": lambda char: unicodedata.category(char) == "Nd",
    "s": lambda char: char in " \t\n\r",
    "w": is_word,
    "i": _starts_name,
    "c": lambda char: _starts_name(char) or char.isdigit() or char in ".-\u00b7",
}
