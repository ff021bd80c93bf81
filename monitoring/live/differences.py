"""What changed between two readings of a subject, as whole new values."""

from collections.abc import Collection, Mapping
from typing import Any


def changed_values(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Collection[str]
) -> dict[str, Any]:
    """Those of the named values that are different now."""
    return {name: after[name] for name in names if before[name] != after[name]}


def changed_entries(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that are new or different, and None for those that are gone."""
    changed = {key: value for key, value in after.items() if key not in before or before[key] != value}
    return changed | {key: None for key in before if key not in after}


def changed_parts(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Collection[str]
) -> dict[str, Any]:
    """Of the named mappings, those with changed entries, and of them only these entries."""
    parts = {name: changed_entries(before[name], after[name]) for name in names}
    return {name: entries for name, entries in parts.items() if entries}
