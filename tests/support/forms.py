"""Form-js schemas of the tests."""

from typing import Any


def form(*components: dict[str, Any], id: str = "form") -> dict[str, Any]:
    return {"type": "default", "schemaVersion": 16, "id": id, "components": list(components)}


def field(type: str, key: str, *, hide: str | None = None, **settings: Any) -> dict[str, Any]:
    """`required`, `min`, `maxLength` and the like are rules, the rest are settings of the field."""
    rules = {name: settings.pop(name) for name in list(settings) if name in RULES}
    component = {"type": type, "id": f"Field_{key}", "key": key, "label": key, **settings}
    if rules:
        component["validate"] = rules
    if hide:
        component["conditional"] = {"hide": hide}
    return component


RULES = {
    "required",
    "min",
    "max",
    "minLength",
    "maxLength",
    "pattern",
    "patternErrorMessage",
    "validationType",
}


def options(*values: Any) -> list[dict[str, Any]]:
    return [{"label": str(value), "value": value} for value in values]
