"""Rules of multi-instance loops: their data, and the events they throw (BPMN 10.3.8, table 10.29)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram, says
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem
from processes.bpmn.validation.items import same_item

_BEHAVIORS = {
    "None": ("noneBehaviorEventRef", "the event that each instance throws"),
    "One": ("oneBehaviorEventRef", "the event that the first instance throws"),
    "Complex": ("complexBehaviorDefinition", "when which event is thrown"),
}


def behavior_has_its_event(loop: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    behavior = loop.xml.get("behavior", "All").strip()
    if behavior not in _BEHAVIORS:
        return
    activity = _activity(loop, diagram)
    relation, words = _BEHAVIORS[behavior]
    if not loop.xml.get(relation) and loop.xml.find(f"{IN_BPMN}{relation}") is None:
        message = f"the loop of {activity} has the behavior {behavior}, but does not say {words}"
        yield activity.error("behavior-without-event", f"{message}; add its {relation}")


def item_is_one_of_the_collection(loop: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    activity = _activity(loop, diagram)
    for reference, tag in (("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")):
        item = loop.xml.find(f"{IN_BPMN}{tag}")
        for collection in diagram.named_by(loop.xml, reference):
            if item is None:
                continue
            one, many = item.get("itemSubjectRef"), collection.get("itemSubjectRef")
            definition = diagram.referred(one)
            is_collection = definition is not None and says(definition, "isCollection")
            if one and many and (is_collection or not same_item(diagram, one, many)):
                message = f"the {tag} of {activity} is of another type than its collection"
                yield activity.error("item-differs", f"{message}; mend its item definition")


def _activity(loop: Drawn, diagram: DrawnDiagram) -> Drawn:
    parent = loop.xml.getparent()
    return diagram.drawn(parent) if parent is not None else loop
