"""JSON text, as it is stored: without spaces. One encoder for all: making one costs more than most texts."""

from __future__ import annotations

import json

_encoder = json.JSONEncoder(separators=(",", ":"))


def as_json(value: object) -> str:
    return _encoder.encode(value)
