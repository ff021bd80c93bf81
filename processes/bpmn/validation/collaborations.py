"""Rules of collaborations, conversations and choreographies (BPMN 9 and 11). They do not run, but what they
say of a process should hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram, says
from processes.bpmn.namespaces import IN_BPMN, children_in, split_tag
from processes.bpmn.problems import Problem

_NOT_IN_GLOBAL_CONVERSATION = frozenset({
    "conversation", "subConversation", "callConversation", "conversationNode", "participantAssociation",
    "messageFlowAssociation", "conversationAssociation", "artifact", "association", "group", "textAnnotation",
})  # fmt: skip


def participants_are_counted_sensibly(multiplicity: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 9.4: from 0 on, and at least one may take part; left out, they are 0 and 1.
    xml = multiplicity.xml
    minimum, maximum = _number(xml.get("minimum"), 0), _number(xml.get("maximum"), 1)
    pool = diagram.drawn(parent) if (parent := xml.getparent()) is not None else multiplicity
    if minimum is None or minimum < 0:
        message = (
            f"the minimum of {pool} is '{xml.get('minimum')}', but it must be a number from 0; change it"
        )
        yield pool.error("bad-multiplicity", message)
    elif maximum is None or maximum < max(1, minimum):
        message = (
            f"the maximum of {pool} is {xml.get('maximum', 'left out, so 1')}, but it must be from 1 and "
            f"not below the minimum, {minimum}; change it"
        )
        yield pool.error("bad-multiplicity", message)


def choreography_refers_to_no_other(collaboration: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 9.1: the attribute is not for choreographies and global conversations
    if collaboration.xml.find(f"{IN_BPMN}choreographyRef") is not None:
        message = f"{collaboration} refers to a choreography, which only a collaboration does; remove it"
        yield collaboration.error("misplaced-reference", message)


def choreography_has_no_lanes(choreography: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 8.45
    if choreography.xml.find(f"{IN_BPMN}laneSet") is not None:
        message = f"{choreography} has lanes, which only processes have; remove them"
        yield choreography.error("misplaced-element", message)


def global_conversation_has_no_parts(conversation: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN 9.5.5: a restricted type of collaboration, an empty one
    for tag, child in children_in(IN_BPMN, conversation.xml):
        if tag in _NOT_IN_GLOBAL_CONVERSATION:
            message = f"{conversation} contains {diagram.drawn(child)}; a global conversation has no parts"
            yield conversation.error("misplaced-element", f"{message}: use a collaboration")
            return


def choreography_is_as_closed(collaboration: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN table 9.1, isClosed
    for choreography in diagram.named_by(collaboration.xml, "choreographyRef"):
        if says(collaboration.xml, "isClosed") != says(choreography, "isClosed"):
            message = (
                f"{collaboration} and {diagram.drawn(choreography)}, to which it refers, differ in isClosed; "
                "give both the same value"
            )
            yield collaboration.error("closed-differently", message)


def conversation_link_joins_participant(link: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN 9.5.6: between a conversation and a participant
    ends = [diagram.referred(link.xml.get(attribute)) for attribute in ("sourceRef", "targetRef")]
    tags = [split_tag(end)[1].lower().endswith("conversation") for end in ends if end is not None]
    if len(tags) == 2 and tags[0] == tags[1]:
        message = f"{link} must join a conversation with a participant; connect it so"
        yield link.error("conversation-link", message)


def _number(text: str | None, default: int) -> int | None:
    try:
        return default if text is None else int(text)
    except ValueError:
        return None
