"""Rules of the data of events: one datum for each event definition, of its item (BPMN 10.5.1)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN, children_in, split_tag
from processes.bpmn.problems import Problem
from processes.bpmn.support import EVENT_DEFINITIONS
from processes.bpmn.validation.items import same_item

#: what an event definition refers to, and how that names its item
_CARRIES = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
}


def each_definition_has_its_datum(event: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    data, definitions = _data(event.xml), _definitions(event.xml)
    if data and definitions and len(data) != len(definitions):
        message = f"{event} has {len(data)} data for {len(definitions)} event definitions; give each its own"
        yield event.error("event-data", message)


def datum_has_the_item_of_its_definition(event: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    data, definitions = _data(event.xml), _definitions(event.xml)
    if len(data) != len(definitions):
        return
    for datum, definition in zip(data, definitions, strict=True):
        if split_tag(definition)[1] == "eventDefinitionRef":
            found = diagram.referred(definition.text)
            if found is None:
                continue
            definition = found
        relation, attribute = _CARRIES.get(split_tag(definition)[1], ("", ""))
        carried = diagram.referred(definition.get(relation))
        if carried is None:
            continue
        given, wanted = datum.get("itemSubjectRef"), carried.get(attribute)
        if given and wanted and not same_item(diagram, given, wanted):
            message = f"{diagram.drawn(datum)} of {event} has another item than {diagram.drawn(carried)}"
            yield event.error("item-differs", f"{message}; give both the same item definition")


def _data(event: etree._Element) -> list[etree._Element]:
    return [child for tag, child in children_in(IN_BPMN, event) if tag in ("dataInput", "dataOutput")]


def _definitions(event: etree._Element) -> list[etree._Element]:
    return [
        child
        for tag, child in children_in(IN_BPMN, event)
        if tag in EVENT_DEFINITIONS or tag == "eventDefinitionRef"
    ]
