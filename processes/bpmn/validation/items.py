"""Items: the types of data and messages (BPMN 8.4.10). Rules compare what is sent with what is declared."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from processes.bpmn.elements import DrawnDiagram
from processes.bpmn.namespaces import split_tag

#: a reference to a data object or data store stands for it
_STANDS_FOR = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}


def same_item(diagram: DrawnDiagram, first: str | None, second: str | None) -> bool:
    """Whether two item definitions are one, or have the same structure."""
    if not first or not second:
        return first == second
    one, other = diagram.referred(first), diagram.referred(second)
    if one is None or other is None:
        return first.strip() == second.strip()
    return one is other or None is not one.get("structureRef") == other.get("structureRef")


def item_of(diagram: DrawnDiagram, data: etree._Element) -> str | None:
    """The item definition of a data object, property, data input …, by reference."""
    attribute = _STANDS_FOR.get(split_tag(data)[1])
    if attribute is not None:
        target = diagram.referred(data.get(attribute))
        if target is not None and target.get("itemSubjectRef"):
            return target.get("itemSubjectRef")
    return data.get("itemSubjectRef")


def item_of_message(diagram: DrawnDiagram, reference: str | None) -> str | None:
    message = diagram.referred(reference)
    return message.get("itemRef") if message is not None else None


def any_same(diagram: DrawnDiagram, items: Iterable[str | None], wanted: str | None) -> bool:
    return any(same_item(diagram, item, wanted) for item in items)
