"""Variable names, as both dialects and BPMN itself allow them."""

from __future__ import annotations


def is_variable_name(name: str) -> bool:
    """FEEL has names of several words (DMN 1.3, 10.3.1.4)."""
    return all(word.isidentifier() for word in name.split(" "))
