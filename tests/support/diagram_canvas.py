"""Where a test diagram is drawn: the scope, the cursor, and what the verbs leave behind."""

from __future__ import annotations

from typing import Self

from lxml import etree

from tests.support.diagram_parts import (
    BPMN,
    FORMAL_EXPRESSION,
    bpmn,
    extensions_of,
    feel,
    identifier,
    parent_of,
    zeebe,
)


class Canvas:
    """What all verbs of `DiagramBuilder` draw with."""

    def __init__(self, process_id: str, *, name: str | None = None, version_tag: str | None = None) -> None:
        attributes = {"id": process_id, "isExecutable": "true"} | ({"name": name} if name else {})
        self.process = etree.Element(f"{{{BPMN}}}process", attributes)
        self.root_elements: dict[str, etree._Element] = {}
        self._scope = self.process
        self._cursor: etree._Element | None = None
        self._nodes: dict[str, etree._Element] = {}
        self._flow_ids: set[str] = set()
        self._next_flow: dict[str, str] = {}
        self._is_apart = False
        #: event subprocess id → what the cursor stood on when it was drawn
        self._stood_on: dict[str, etree._Element | None] = {}
        if version_tag:
            extensions_of(self.process).append(zeebe("versionTag", value=version_tag))

    def finish(self) -> None:
        assert not self._next_flow, (
            f"when(), otherwise() or flow() without a flow after it: {self._next_flow}"
        )

    def _standing(self) -> etree._Element:
        assert self._cursor is not None, "draw an element first"
        return self._cursor

    def _begin(self, id: str) -> Self:
        """Draw a start event, which nothing leads to."""
        self._cursor = None
        return self._add("startEvent", id)

    def _node(self, tag: str, id: str) -> Self:
        """Draw an element after the one the cursor stands on; the first of a scope is given a start event.

        What is drawn after a compensation boundary event is its handler.
        """
        if self._is_apart or (self._cursor is None and self._scope.tag == f"{{{BPMN}}}adHocSubProcess"):
            self._is_apart = False
            return self._add(tag, id)
        if self._cursor is None:
            self._begin("start" if self._scope is self.process else f"{self._scope.get('id')}_start")
        if self._is_compensation_event(self._standing()):
            self._associate(id)
            self._add(tag, id)._standing().set("isForCompensation", "true")
            return self
        self._connect(id)
        return self._add(tag, id)

    def _add(self, tag: str, id: str) -> Self:
        assert id not in self._nodes, f"{id} is drawn already; use to({id!r}) or at({id!r})"
        self._cursor = self._nodes[id] = etree.SubElement(self._scope, f"{{{BPMN}}}{tag}", {"id": id})
        return self

    def _boundary(self, id: str, on: str | None, interrupting: bool) -> Self:
        activity = self._nodes[on] if on else self._standing()
        self._scope = parent_of(activity)
        self._add("boundaryEvent", id)
        self._standing().set("attachedToRef", activity.attrib["id"])
        self._standing().set("cancelActivity", str(interrupting).lower())
        return self

    def _is_compensation_event(self, element: etree._Element) -> bool:
        is_boundary = element.tag == f"{{{BPMN}}}boundaryEvent"
        return is_boundary and element.find(f"{{{BPMN}}}compensateEventDefinition") is not None

    def _associate(self, target: str) -> None:
        source = self._standing().attrib["id"]
        ends = {"id": f"{source}_with_{target}", "sourceRef": source, "targetRef": target}
        etree.SubElement(self._scope, f"{{{BPMN}}}association", ends | {"associationDirection": "One"})

    def _connect(self, target: str) -> None:
        source, said = self._standing().attrib["id"], self._next_flow
        self._next_flow = {}
        wanted = flow_id = said.get("id", f"{source}_to_{target}")
        count = 1
        while flow_id in self._flow_ids:
            count += 1
            flow_id = f"{wanted}_{count}"
        self._flow_ids.add(flow_id)
        flow = etree.SubElement(
            self._scope, f"{{{BPMN}}}sequenceFlow", {"id": flow_id, "sourceRef": source, "targetRef": target}
        )
        if "name" in said:
            flow.set("name", said["name"])
        if "condition" in said:
            condition = etree.SubElement(flow, f"{{{BPMN}}}conditionExpression", FORMAL_EXPRESSION)
            condition.text = said["condition"]
        if "default" in said:
            self._standing().set("default", flow_id)

    def _define(self, definition: etree._Element) -> Self:
        self._standing().append(definition)
        return self

    def _message(self, name: str, key: str | None) -> etree._Element:
        return bpmn("messageEventDefinition", messageRef=self._message_id(name, key))

    def _message_id(self, name: str, key: str | None) -> str:
        message = bpmn("message", id=identifier("message", name, key), name=name)
        if key:
            extensions_of(message).append(zeebe("subscription", correlationKey=feel(key)))
        return self._root_element(message)

    def _error(self, code: str | None) -> etree._Element:
        if code is None:
            return bpmn("errorEventDefinition")
        error = bpmn("error", id=identifier("error", code), name=code, errorCode=code)
        return bpmn("errorEventDefinition", errorRef=self._root_element(error))

    def _signal(self, name: str) -> etree._Element:
        signal = bpmn("signal", id=identifier("signal", name), name=name)
        return bpmn("signalEventDefinition", signalRef=self._root_element(signal))

    def _escalation(self, code: str | None) -> etree._Element:
        if code is None:
            return bpmn("escalationEventDefinition")
        escalation = bpmn("escalation", id=identifier("escalation", code), name=code, escalationCode=code)
        return bpmn("escalationEventDefinition", escalationRef=self._root_element(escalation))

    def _root_element(self, element: etree._Element) -> str:
        id = element.attrib["id"]
        self.root_elements[id] = element
        return id
