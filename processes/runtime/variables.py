"""Variables, as they come from outside: an object of values by name, made of what JSON has words for, and of
nothing that would break whoever reads it later.
"""

from __future__ import annotations

import json

#: deeper values are of no use to a process, and a danger to whoever reads them
DEEPEST = 100
LONGEST_NAME = 255
#: bytes of JSON of all variables that come at once; a request may have no more either
LARGEST = 32 * 1024 * 1024


def why_unusable(given: object) -> str | None:
    """What is wrong with these variables; None if nothing is."""
    if not isinstance(given, dict):
        return "Expected an object of values by variable name."
    if not given:
        return None
    for name in given:
        if not isinstance(name, str):
            return f"Expected texts as names of variables, but one is {name!r}."
        if not 0 < len(name) <= LONGEST_NAME:
            return f"Names of variables have 1 to {LONGEST_NAME} characters."
    if _depth_exceeds(given, DEEPEST):
        return f"Values may be nested {DEEPEST} levels deep at most."
    try:
        text = json.dumps(given, ensure_ascii=False, allow_nan=False)
        size = len(text.encode())
    except UnicodeEncodeError:
        return _UNSTORABLE
    except ValueError:
        return "Numbers must be finite; 1e999 and NaN are none."
    except TypeError as problem:
        return f"Expected values that JSON has words for: {problem}."
    if size > LARGEST:
        return (
            f"Variables that come at once may have {LARGEST >> 20} MB in all, but these have "
            f"{size >> 20} MB; keep large things elsewhere, and their address here."
        )
    return _UNSTORABLE if "\\u0000" in text else None


_UNSTORABLE = "Texts may contain neither null characters nor halves of characters."


def _depth_exceeds(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_depth_exceeds(each, levels - 1) for each in inner)
