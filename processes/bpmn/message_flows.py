"""Message flows: who of a diagram sends messages to whom (BPMN 9.4).

Those between elements of executable processes are followed; what leads to or comes from a pool that shows
nothing inside, others send and receive.
"""

from __future__ import annotations

from lxml import etree

from processes.bpmn.elements import DrawnDiagram, DrawnNode, find_reference, kind_of

_SENDING = frozenset({"sendTask", "intermediateThrowEvent", "endEvent"})


class MessageFlows:
    """The message flows of one diagram, by the ids of what they join."""

    def __init__(self, diagram: DrawnDiagram) -> None:
        nodes = {node.id: node for process in diagram.processes for node in process.descendants()}
        self._receivers: dict[str, list[DrawnNode]] = {}
        self._received: set[str] = set()
        for flow in diagram.by_tag.get("messageFlow", ()):
            source = find_reference(nodes, flow.get("sourceRef"))
            target = find_reference(nodes, flow.get("targetRef"))
            if source is None or target is None or source.process_id == target.process_id:
                continue
            if source.tag in _SENDING and caught_message(target) is not None:
                receivers = self._receivers.setdefault(source.id, [])
                if target not in receivers:
                    receivers.append(target)
                self._received.add(target.id)

    def receivers(self, sender: DrawnNode) -> list[DrawnNode]:
        return self._receivers.get(sender.id, [])

    def leads_to(self, receiver: DrawnNode) -> bool:
        return receiver.id in self._received


def caught_message(node: DrawnNode) -> etree._Element | None:
    """What says which message the element waits for; None if it waits for none."""
    if node.tag == "receiveTask":
        return node.xml
    if node.tag not in ("startEvent", "intermediateCatchEvent", "boundaryEvent"):
        return None
    return next((xml for xml in node.event_definitions if kind_of(xml) == "message"), None)
