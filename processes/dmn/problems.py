"""Problems of a decision model: collected while it is read, so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.dmn.namespaces import local_name
from processes.feel import FeelSyntaxError
from processes.resources.problems import Problem, ResourceRejected, Severity


class DecisionsRejected(ResourceRejected):
    """The decision model cannot be deployed."""


class Problems:
    """What is wrong with one resource."""

    def __init__(self, resource: str) -> None:
        self._resource = resource
        self._found: list[Problem] = []

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def error(self, code: str, message: str, element: etree._Element) -> None:
        self._add(code, message, element, Severity.ERROR)

    def warning(self, code: str, message: str, element: etree._Element) -> None:
        self._add(code, message, element, Severity.WARNING)

    def syntax_error(self, error: FeelSyntaxError, element: etree._Element) -> None:
        message = f"{told(element)} has an expression that is not FEEL: {error}"
        self._add("expression-syntax", message, element, Severity.ERROR, error.position)

    def _add(
        self,
        code: str,
        message: str,
        element: etree._Element,
        severity: Severity,
        position: int | None = None,
    ) -> None:
        identified = identified_around(element)
        self._found.append(
            Problem(
                code=code,
                message=message,
                severity=severity,
                resource=self._resource,
                element_id=identified.get("id"),
                element_type=local_name(identified),
                element_name=identified.get("name"),
                line=element.sourceline,
                position=position,
            )
        )


def identified_around(element: etree._Element) -> etree._Element:
    """The element itself, or the nearest one around it that has an id."""
    found: etree._Element | None = element
    while found is not None and not found.get("id"):
        found = found.getparent()
    return element if found is None else found


def told(element: etree._Element) -> str:
    """How a message calls an element: ``Decision 'Dish'``, ``Input entry 'x1'``."""
    identified = identified_around(element)
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in local_name(identified))
    name = identified.get("name") or identified.get("id")
    return words[:1].upper() + words[1:] + (f" '{name}'" if name else "")
