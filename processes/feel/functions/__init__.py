"""The built-in functions (DMN 1.3 and 1.4, 10.3.4), one module for each of the specification's tables."""

from processes.feel.functions import (
    contexts,
    conversion,
    extensions,
    lists,
    logic,
    numeric,
    patterns,
    ranges,
    statistics,
    strings,
    temporal,
)
from processes.feel.functions.registry import BUILTINS, Builtin

__all__ = ["BUILTINS", "CHAPTERS", "Builtin"]

#: Importing a chapter enters its functions into ``BUILTINS``.
CHAPTERS = (
    conversion,
    logic,
    strings,
    patterns,
    lists,
    statistics,
    numeric,
    contexts,
    temporal,
    ranges,
    extensions,
)
