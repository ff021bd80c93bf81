"""YAML as scenarios use it: the values of JSON and nothing else.

YAML 1.1 takes `no` for false, `12:30` for 750 and `2026-01-05` for a date; here these are texts.
"""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """Reads null, true, false and numbers as JSON writes them; all else is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


#: kind of value, how it is written, the characters that it can begin with ("" for the empty value)
_PLAIN = (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", list("-0123456789")),
)
for kind, pattern, first in _PLAIN:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first)


def read_yaml(text: str) -> Any:
    """Raises `ValueError`."""
    try:
        return yaml.load(text, Loader=_Loader)  # a safe loader, that knows even less
    except yaml.YAMLError as wrong:
        raise ValueError(f"This is not YAML: {wrong}") from wrong
