"""Options: what a radio group, select, checklist or tag list offers. Written in the form, found in a
variable, or computed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from processes.forms.paths import NOTHING, path_of, read
from processes.forms.scope import Scope


def is_option(component: Mapping[str, Any], value: Any, scope: Scope) -> bool:
    return any(_same(value, option) for option in _options(component, scope))


def _options(component: Mapping[str, Any], scope: Scope) -> Iterator[Any]:
    for option in _listed(component, scope):
        if isinstance(option, Mapping):
            yield option.get("value", option.get("label"))
        else:
            yield option


def _listed(component: Mapping[str, Any], scope: Scope) -> list[Any]:
    if expression := component.get("valuesExpression"):
        found = scope.evaluate(expression, "list of options")
    elif key := component.get("valuesKey"):
        found = read(scope.data, path_of(key))
    else:
        found = component.get("values")
    return found if found is not NOTHING and isinstance(found, list) else []


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON, where true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
