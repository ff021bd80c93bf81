"""What callers ask for, in a body or a query. A name that nobody knows is refused, not overlooked: a typing
error would otherwise start an instance without its variables, or list everything instead of little.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from rest_framework import serializers

#: understood by every list (`processes.api.paging`)
OF_EVERY_LIST = frozenset({"cursor", "limit"})


# No docstrings on these two: the schema would describe each request with them.


class Asked(serializers.Serializer):
    also_known: frozenset[str] = frozenset()

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields and name not in self.also_known]
            if unknown:
                raise serializers.ValidationError({str(name): [self._told(str(name))] for name in unknown})
        return super().to_internal_value(data)

    def _told(self, name: str) -> str:
        near = get_close_matches(name, self.fields, n=1)
        if near:
            return f"There is no such field. Did you mean {near[0]}?"
        known = ", ".join(self.fields)
        return f"There is no such field; expected {known}." if known else "There is no such field."


class AskedOfList(Asked):
    also_known = OF_EVERY_LIST
