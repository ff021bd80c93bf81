"""The one function of booleans (DMN 1.3, table 72)."""

from __future__ import annotations

from processes.feel.functions.registry import builtin


@builtin("not", "negand: boolean")
def negation(negand: bool) -> bool:
    return not negand
