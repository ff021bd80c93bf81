"""References name an element of the right type (BPMN 15.3.2). What they do not find may stand in another
file, or is told where it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.bpmn.elements import DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.problems import Problem
from processes.bpmn.support import (
    ACTIVITIES,
    EVENT_DEFINITIONS,
    EVENTS,
    GATEWAYS,
    GLOBAL_TASKS,
    INTERMEDIATE,
    MISPLACED,
    words_for,
)

_TASKS = frozenset(tag for tag in ACTIVITIES if tag.lower().endswith("task"))
_CONVERSATIONS = frozenset({"conversation", "subConversation", "callConversation"})
_DATA = frozenset({
    "dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "property", "dataInput",
    "dataOutput", "inputDataItem", "outputDataItem",
})  # fmt: skip
_NODES = ACTIVITIES | EVENTS | GATEWAYS | MISPLACED.keys()
_ITEM = frozenset({"itemDefinition"})
_MESSAGE = frozenset({"message"})
_PARTICIPANT = frozenset({"participant"})
_DEFINITIONS = frozenset(EVENT_DEFINITIONS)
#: what a message flow joins (BPMN 7.6.2); choreography activities too, where they are drawn between pools
_INTERACTIONS = _PARTICIPANT | ACTIVITIES | EVENTS | _CONVERSATIONS | MISPLACED.keys()

#: attribute or child element → the types that it may name, wherever it stands
EVERYWHERE: dict[str, frozenset[str]] = {
    "itemSubjectRef": _ITEM,
    "itemRef": _ITEM,
    "messageRef": _MESSAGE,
    "inMessageRef": _MESSAGE,
    "outMessageRef": _MESSAGE,
    "errorRef": frozenset({"error"}),
    "escalationRef": frozenset({"escalation"}),
    "signalRef": frozenset({"signal"}),
    "operationRef": frozenset({"operation"}),
    "interfaceRef": frozenset({"interface"}),
    "supportedInterfaceRef": frozenset({"interface"}),
    "endPointRef": frozenset({"endPoint"}),
    "processRef": frozenset({"process"}),
    "definitionalCollaborationRef": frozenset({"collaboration"}),
    "dataObjectRef": frozenset({"dataObject"}),
    "dataStoreRef": frozenset({"dataStore"}),
    "attachedToRef": ACTIVITIES,
    "activityRef": ACTIVITIES,
    "incoming": frozenset({"sequenceFlow"}),
    "outgoing": frozenset({"sequenceFlow"}),
    "default": frozenset({"sequenceFlow"}),
    "flowNodeRef": _NODES,
    "categoryValueRef": frozenset({"categoryValue"}),
    "eventDefinitionRef": _DEFINITIONS,
    "noneBehaviorEventRef": _DEFINITIONS,
    "oneBehaviorEventRef": _DEFINITIONS,
    "resourceRef": frozenset({"resource"}),
    "parameterRef": frozenset({"resourceParameter"}),
    "correlationKeyRef": frozenset({"correlationKey"}),
    "correlationPropertyRef": frozenset({"correlationProperty"}),
    "dataInputRefs": frozenset({"dataInput"}),
    "optionalInputRefs": frozenset({"dataInput"}),
    "whileExecutingInputRefs": frozenset({"dataInput"}),
    "dataOutputRefs": frozenset({"dataOutput"}),
    "optionalOutputRefs": frozenset({"dataOutput"}),
    "whileExecutingOutputRefs": frozenset({"dataOutput"}),
    "inputSetRefs": frozenset({"inputSet"}),
    "outputSetRefs": frozenset({"outputSet"}),
    "participantRef": _PARTICIPANT,
    "initiatingParticipantRef": _PARTICIPANT,
    "innerParticipantRef": _PARTICIPANT,
    "outerParticipantRef": _PARTICIPANT,
    "messageFlowRef": frozenset({"messageFlow"}),
    "innerMessageFlowRef": frozenset({"messageFlow"}),
    "outerMessageFlowRef": frozenset({"messageFlow"}),
    "innerConversationNodeRef": _CONVERSATIONS,
    "outerConversationNodeRef": _CONVERSATIONS,
    "choreographyRef": frozenset({"choreography", "globalChoreographyTask"}),
    "calledChoreographyRef": frozenset({"choreography", "globalChoreographyTask"}),
    "calledCollaborationRef": frozenset({"collaboration", "globalConversation"}),
}
#: the same, where the name alone does not tell: (tag, attribute or child element)
IN_PLACE: dict[tuple[str, str], frozenset[str]] = {
    ("messageFlow", "sourceRef"): _INTERACTIONS,
    ("messageFlow", "targetRef"): _INTERACTIONS,
    ("conversationLink", "sourceRef"): _PARTICIPANT | _CONVERSATIONS | _TASKS | EVENTS,
    ("conversationLink", "targetRef"): _PARTICIPANT | _CONVERSATIONS | _TASKS | EVENTS,
    ("dataInputAssociation", "sourceRef"): _DATA,
    ("dataInputAssociation", "targetRef"): _DATA,
    ("dataOutputAssociation", "sourceRef"): _DATA,
    ("dataOutputAssociation", "targetRef"): _DATA,
    # Some tools name the event in place of its definition.
    ("linkEventDefinition", "source"): frozenset({"linkEventDefinition"}) | INTERMEDIATE,
    ("linkEventDefinition", "target"): frozenset({"linkEventDefinition"}) | INTERMEDIATE,
    ("error", "structureRef"): _ITEM,
    ("escalation", "structureRef"): _ITEM,
    ("signal", "structureRef"): _ITEM,
    ("correlationProperty", "type"): _ITEM,
    ("resourceParameter", "type"): _ITEM,
    ("process", "supports"): frozenset({"process"}),
    ("ioBinding", "inputDataRef"): frozenset({"inputSet", "dataInput"}),
    ("ioBinding", "outputDataRef"): frozenset({"outputSet", "dataOutput"}),
    # A call activity may have the id of the process that it calls, which stands in another file.
    ("callActivity", "calledElement"): frozenset({"process", "callActivity"}) | GLOBAL_TASKS.keys(),
}
_RELATIONS = EVERYWHERE.keys() | {relation for _, relation in IN_PLACE}
#: sequence flows, and what sits on activities, are told when the graph is drawn
_TOLD_ALREADY = frozenset({"attachedToRef", "default"})


def references_name_the_right_type(diagram: DrawnDiagram) -> Iterator[Problem]:
    for tag, elements in diagram.by_tag.items():
        for xml in elements:
            for attribute, value in xml.attrib.items():
                if attribute in _RELATIONS:
                    yield from _problems(diagram, xml, (tag, str(attribute)), str(value))
            parent = xml.getparent()
            if (
                tag in _RELATIONS
                and parent is not None
                and len(xml) == 0
                and xml.text
                and str(parent.tag).startswith(IN_BPMN)
            ):
                yield from _problems(diagram, parent, (split_tag(parent)[1], tag), xml.text)


def _problems(
    diagram: DrawnDiagram, owner: etree._Element, place: tuple[str, str], reference: str
) -> Iterator[Problem]:
    _, relation = place
    allowed = IN_PLACE.get(place) or EVERYWHERE.get(relation)
    if allowed is None or relation in _TOLD_ALREADY or _is_elsewhere(owner, reference):
        return
    found = diagram.referred(reference)
    if found is None or split_tag(found)[1] in allowed:
        return
    wanted = (
        " or ".join(sorted(words_for(each) for each in allowed)) if len(allowed) < 4 else "another element"
    )
    drawn = diagram.drawn(owner)
    message = f"the {relation} of {drawn} names {diagram.drawn(found)}"
    yield drawn.error("reference-to-wrong-type", f"{message}; it must name {_article(wanted)}")


def _is_elsewhere(xml: etree._Element, reference: str) -> bool:
    """A prefix of another namespace than the diagram's own names an element of an imported file."""
    prefix, colon, _ = reference.strip().partition(":")
    namespace = xml.nsmap.get(prefix) if colon else None
    return namespace is not None and namespace != xml.getroottree().getroot().get("targetNamespace")


def _article(words: str) -> str:
    if words.startswith("another"):
        return words
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
