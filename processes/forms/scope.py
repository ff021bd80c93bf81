"""Scopes: what the expressions of a form can see.

An expression sees the variables of the task, overlaid by the answers. In an entry of a dynamic list `this`
is the entry, `parent` what is around the list, and `i` the numbers of the entry, outermost first, counted
from 1; form-js has each of them with underscores too, for the case that a variable bears the name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from processes import feel
from processes.forms.errors import FieldUnusable


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    data: Mapping[str, Any]
    this: Any
    parent: Any = None
    i: tuple[int, ...] = ()
    now: datetime

    def of_entry(self, entry: Any, number: int) -> "Scope":
        return replace(self, this=entry, parent=self._context(), i=(*self.i, number))

    def evaluate(self, text: str, part: str) -> Any:
        """The JSON value of an expression, with or without the leading `=`."""
        try:
            value = feel.compile(text).evaluate(self._context(), now=self.now)
        except ValueError as problem:  # syntax, or one of the limits of expressions
            raise FieldUnusable(f"The {part} of this field cannot be evaluated: {problem}") from problem
        return feel.to_json(value)

    def value_of(self, setting: Any, part: str) -> Any:
        """A setting that is either a plain value or an expression."""
        if isinstance(setting, str) and setting.startswith("="):
            return self.evaluate(setting, part)
        return setting

    def _context(self) -> dict[str, Any]:
        special = {"this": self.this, "parent": self.parent, "i": list(self.i)}
        return {**special, **self.data, **{f"_{name}_": value for name, value in special.items()}}
