"""Mentions: `@name` in a text, where name is a username. Usernames may have dots in them and end in one, and
so do sentences: the longest name that somebody bears counts.
"""

import re
from collections.abc import Collection, Iterator

#: not within a word or an address: `ann@example.org` mentions nobody
_MENTION = re.compile(r"(?<![\w@.+-])@([\w@.+-]{1,150})")


def possible_names(text: str) -> Iterator[list[str]]:
    """For each mention, the names that it may mean, the longest first."""
    for match in _MENTION.finditer(text):
        name = match[1]
        possible = [name]
        while name and name[-1] in "@.+-":
            name = name[:-1]
            possible.append(name)
        yield [each for each in possible if each]


def mentioned_names(text: str, known: Collection[str]) -> list[str]:
    """The names that are meant, of those who are known, each once, in order."""
    found = (next((name for name in names if name in known), None) for names in possible_names(text))
    return list(dict.fromkeys(name for name in found if name))
