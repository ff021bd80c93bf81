"""Generated forms: for a user task whose diagram names no form.

If the task has output mappings, they say what it must find out: the form asks for the variables that they
read. Else it shows what the task can see, ready to be changed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

SCHEMA_VERSION = 16
#: a text longer than this is edited in several lines
ONE_LINE = 80


def generate_form(
    *, name: str, asks_for: Iterable[str], variables: Mapping[str, Any], documentation: str | None = None
) -> dict[str, Any]:
    """`asks_for` are the variables that the task's output mappings read."""
    plain = [variable for variable, value in sorted(variables.items()) if _is_plain(value)]
    wanted = list(dict.fromkeys(asks_for)) or plain
    fields = [_field(variable, variables.get(variable)) for variable in wanted]
    return {
        "type": "default",
        "id": "generated",
        "schemaVersion": SCHEMA_VERSION,
        "components": [*_heading(name, documentation), *(field for field in fields if field)],
    }


def _heading(name: str, documentation: str | None) -> list[dict[str, Any]]:
    text = f"### {name}\n\n{documentation or ''}".strip()
    return [{"type": "text", "id": "heading", "text": text}]


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _field(name: str, value: Any) -> dict[str, Any] | None:
    if not _is_plain(value):
        return None
    return {"id": f"field_{name}", "key": name, "label": _label(name), **_kind_of(value)}


def _kind_of(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"type": "checkbox"}
    if isinstance(value, int | float):
        return {"type": "number"}
    if isinstance(value, str) and (len(value) > ONE_LINE or "\n" in value):
        return {"type": "textarea"}
    return {"type": "textfield"}


def _label(name: str) -> str:
    """`requestedCredit` and `requested_credit` read as *Requested credit*."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name.replace("_", " "))
    return words.strip().capitalize()
