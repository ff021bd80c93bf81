"""The verbs of `DiagramBuilder` for events. An event definition of each kind can start, be caught, be thrown,
sit on a boundary or end, as far as BPMN knows it there (BPMN table 10.93).
"""

from __future__ import annotations

from typing import Self

from lxml import etree

from tests.support.diagram_canvas import Canvas
from tests.support.diagram_parts import (
    bpmn,
    compensation_definition,
    condition_definition,
    extensions_of,
    timer_definition,
    zeebe,
)


class EventVerbs(Canvas):
    # --- start events; `interrupting` says something about those of event subprocesses only

    def start(self, id: str = "start", *, form_id: str | None = None) -> Self:
        self._begin(id)
        if form_id:
            extensions_of(self._standing()).append(zeebe("formDefinition", formId=form_id))
        return self

    def start_timer(self, id: str, timer: str, *, kind: str | None = None, interrupting: bool = True) -> Self:
        return self._start_by(id, timer_definition(timer, kind), interrupting)

    def start_message(
        self, id: str, message: str, *, key: str | None = None, interrupting: bool = True
    ) -> Self:
        return self._start_by(id, self._message(message, key), interrupting)

    def start_signal(self, id: str, signal: str, *, interrupting: bool = True) -> Self:
        return self._start_by(id, self._signal(signal), interrupting)

    def start_conditional(self, id: str, condition: str, *, interrupting: bool = True) -> Self:
        return self._start_by(id, condition_definition(condition), interrupting)

    def start_error(self, id: str, code: str | None = None) -> Self:
        return self._start_by(id, self._error(code), True)

    def start_escalation(self, id: str, code: str | None = None, *, interrupting: bool = True) -> Self:
        return self._start_by(id, self._escalation(code), interrupting)

    def start_compensation(self, id: str) -> Self:
        return self._start_by(id, compensation_definition(None), True)

    def _start_by(self, id: str, definition: etree._Element, interrupting: bool) -> Self:
        self.start(id)._define(definition)
        if not interrupting:
            self._standing().set("isInterrupting", "false")
        return self

    # --- intermediate events

    def catch_timer(self, id: str, timer: str, *, kind: str | None = None) -> Self:
        return self._catch(id, timer_definition(timer, kind))

    def catch_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self._catch(id, self._message(message, key))

    def catch_signal(self, id: str, signal: str) -> Self:
        return self._catch(id, self._signal(signal))

    def catch_conditional(self, id: str, condition: str) -> Self:
        return self._catch(id, condition_definition(condition))

    def catch_link(self, id: str, link: str) -> Self:
        """Goes on from a link; no flow leads here."""
        self._is_apart = True
        return self._catch(id, bpmn("linkEventDefinition", name=link))

    def _catch(self, id: str, definition: etree._Element) -> Self:
        return self._node("intermediateCatchEvent", id)._define(definition)

    def throw(self, id: str) -> Self:
        return self._node("intermediateThrowEvent", id)

    def throw_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self.throw(id)._define(self._message(message, key))

    def throw_signal(self, id: str, signal: str) -> Self:
        return self.throw(id)._define(self._signal(signal))

    def throw_escalation(self, id: str, code: str) -> Self:
        return self.throw(id)._define(self._escalation(code))

    def throw_compensation(self, id: str, *, of: str | None = None, wait: bool = True) -> Self:
        return self.throw(id)._define(compensation_definition(of, wait=wait))

    def throw_link(self, id: str, link: str) -> Self:
        return self.throw(id)._define(bpmn("linkEventDefinition", name=link))

    # --- boundary events

    def boundary_timer(
        self,
        id: str,
        timer: str,
        *,
        interrupting: bool = True,
        on: str | None = None,
        kind: str | None = None,
    ) -> Self:
        return self._boundary(id, on, interrupting)._define(timer_definition(timer, kind))

    def boundary_message(
        self,
        id: str,
        message: str,
        *,
        key: str | None = None,
        interrupting: bool = True,
        on: str | None = None,
    ) -> Self:
        return self._boundary(id, on, interrupting)._define(self._message(message, key))

    def boundary_signal(
        self, id: str, signal: str, *, interrupting: bool = True, on: str | None = None
    ) -> Self:
        return self._boundary(id, on, interrupting)._define(self._signal(signal))

    def boundary_conditional(
        self, id: str, condition: str, *, interrupting: bool = True, on: str | None = None
    ) -> Self:
        return self._boundary(id, on, interrupting)._define(condition_definition(condition))

    def boundary_error(self, id: str, code: str | None = None, *, on: str | None = None) -> Self:
        return self._boundary(id, on, True)._define(self._error(code))

    def boundary_escalation(
        self, id: str, code: str | None = None, *, interrupting: bool = True, on: str | None = None
    ) -> Self:
        return self._boundary(id, on, interrupting)._define(self._escalation(code))

    def boundary_compensation(self, id: str, *, on: str | None = None) -> Self:
        """The element drawn next is the handler, joined to it by an association."""
        return self._boundary(id, on, True)._define(compensation_definition(None))

    def boundary_cancel(self, id: str, *, on: str | None = None) -> Self:
        return self._boundary(id, on, True)._define(bpmn("cancelEventDefinition"))

    # --- end events

    def end(self, id: str = "end") -> Self:
        return self._node("endEvent", id)

    def end_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self.end(id)._define(self._message(message, key))

    def end_signal(self, id: str, signal: str) -> Self:
        return self.end(id)._define(self._signal(signal))

    def end_error(self, id: str, code: str) -> Self:
        return self.end(id)._define(self._error(code))

    def end_escalation(self, id: str, code: str) -> Self:
        return self.end(id)._define(self._escalation(code))

    def end_compensation(self, id: str, *, of: str | None = None) -> Self:
        return self.end(id)._define(compensation_definition(of))

    def end_cancel(self, id: str) -> Self:
        return self.end(id)._define(bpmn("cancelEventDefinition"))

    def end_terminate(self, id: str) -> Self:
        return self.end(id)._define(bpmn("terminateEventDefinition"))

    # --- multiple events: more definitions of the event that the cursor stands on

    def also_timer(self, timer: str, *, kind: str | None = None) -> Self:
        return self._define(timer_definition(timer, kind))

    def also_message(self, message: str, *, key: str | None = None) -> Self:
        return self._define(self._message(message, key))

    def also_signal(self, signal: str) -> Self:
        return self._define(self._signal(signal))

    def also_conditional(self, condition: str) -> Self:
        return self._define(condition_definition(condition))

    def also_error(self, code: str) -> Self:
        return self._define(self._error(code))

    def also_escalation(self, code: str) -> Self:
        return self._define(self._escalation(code))

    def also_terminate(self) -> Self:
        return self._define(bpmn("terminateEventDefinition"))

    def all_of_them(self) -> Self:
        """Parallel multiple: it happens when all of its triggers have."""
        self._standing().set("parallelMultiple", "true")
        return self
