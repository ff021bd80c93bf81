"""Functions of contexts (DMN 1.3, table 78; put, merge and building from entries: 1.4)."""

from __future__ import annotations

from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.values import adopt, kind_name

Context = dict[str, object]


@builtin("get value", "m: context", "key: string")
def get_value(m: Context, key: str) -> object:
    return m.get(key)


@builtin("get value", "context: context", "keys: list")
def get_nested_value(context: Context, keys: list[object]) -> object:
    value: object = context
    for key in keys:
        value = adopt(value.get(key)) if isinstance(value, dict) and isinstance(key, str) else None
    return value


@builtin("get entries", "m: context")
def get_entries(m: Context) -> list[object]:
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context", "entries: list")
def context_of(entries: list[object]) -> Context:
    context: Context = {}
    for entry in entries:
        if not isinstance(entry, dict) or "value" not in entry or not isinstance(entry.get("key"), str):
            raise BecomesNull("Expected entries such as {key: “a”, value: 1}")
        if entry["key"] in context:
            raise BecomesNull(f'Expected each key once but found "{entry["key"]}" again')
        context[entry["key"]] = entry["value"]
    return context


@builtin("context put", "context: context", "key: string", "value: any")
def context_put(context: Context, key: str, value: object) -> Context:
    return context | {key: value}


@builtin("context put", "context: context", "keys: list", "value: any")
def context_put_nested(context: Context, keys: list[object], value: object) -> Context:
    if not keys:
        raise BecomesNull("Expected at least one key")
    key, inner_keys = keys[0], keys[1:]
    if not isinstance(key, str):
        raise BecomesNull(f"Expected a list of keys but found a {kind_name(key)} in it")
    if not inner_keys:
        return context | {key: value}
    inner = adopt(context.get(key, {}))
    if not isinstance(inner, dict):
        raise BecomesNull(f'Entry "{key}" is no context')
    return context | {key: context_put_nested(inner, inner_keys, value)}


@builtin("context merge", "contexts: list")
def context_merge(contexts: list[object]) -> Context:
    merged: Context = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise BecomesNull(f"Expected a list of contexts but found a {kind_name(context)} in it")
        merged |= context
    return merged
