"""JSON text, as it is stored: without spaces, and with every letter as it is."""

from __future__ import annotations

import json
from datetime import datetime

import orjson

#: what is not made of what JSON has words for is a mistake of ours, and no object
_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS


def as_json(value: object) -> str:
    """Moments become texts; raises `TypeError` for what JSON has no word for."""
    try:
        return orjson.dumps(value, option=_STRICT).decode()
    except TypeError:  # integers of more than 64 bits, halves of characters, keys that are no texts
        return json.dumps(value, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be written as JSON.")
