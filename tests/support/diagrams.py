"""A fluent way to draw test diagrams: each verb adds an element, joins it to the one before, stands on it.

    process("review").start().user_task("approve").boundary_timer("overdue", "PT1H").end("late")

The *cursor* is the element that the last verb stood on; the next verb draws a sequence flow from it.
A process that begins without a start verb gets the none start event `start`, a subprocess `sub` gets
`sub_start`. Flows are called `source_to_target` (`_2` and so on when drawn again).

start events  .start("s")  .start_timer("s", "R/PT1H")  .start_message("s", "ordered"): each begins a path
end events    .end("e")  .end_error("e", "CODE")  .end_terminate("e")  .end_message("e", "shipped")
tasks         .task("t")  .manual_task("t")
              .user_task("t", assignee="ada", candidate_groups="a, b", due_date="=due", form_id="f")
              .service_task("t", "job type", retries="3", headers={"k": "v"}): type defaults to the id
              .script_task("t", "a + b", result="sum")  .receive_task("t", "message", key="order_id")
              .send_task("t", "job type")  or  .send_task("t", message="m", key="order_id")
catch, throw  .catch_timer("c", "PT1H")  .catch_message("c", "paid", key="order_id")
              .throw("n")  .throw_message("m", "paid", key="order_id")
gateways      .exclusive("g")  .parallel("g")  .inclusive("g")  .event_gateway("g")
branches      .at("g").when("amount > 10").service_task("big").at("g").otherwise().to("end")
boundary      .boundary_timer("b", "PT1H", interrupting=False)  .boundary_message("b", "stop", key="id")
              .boundary_error("b", "CODE"): on the element that the cursor stands on, or on="activity";
              the cursor then stands on the boundary event, so go back with .at("activity")
subprocess    .subprocess("sub").user_task("inner").end("inner_end").done().end(): verbs draw inside
cursor        .at("id") stands on an element drawn before  .enter("sub") draws on inside a subprocess
              .to("id") draws a flow to an element, drawn before or later, and stands there
flows         .when("condition")  .otherwise()  .flow("flow_id", name="yes"): of the next flow
mappings      .input("=order.id", "id")  .output("=result", "total"): of the element that the cursor stands on
others        .extension("name", attribute="value"): a zeebe: element  .set(attribute="value"): BPMN's own
              .element("id"): the XML element, for what has no verb
results       .xml() -> bytes  .model() -> ProcessModel  xml_of(first, second) -> bytes with several processes

Conditions, scripts and correlation keys are always FEEL and need no "="; every other value is a constant
unless it begins with "=".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from lxml import etree

from processes.bpmn.model import ProcessModel
from tests.support.diagram_canvas import Canvas
from tests.support.diagram_parts import (
    BPMN,
    NAMESPACES,
    ZEEBE,
    bpmn,
    extensions_of,
    feel,
    parent_of,
    timer_definition,
    zeebe,
)


def process(process_id: str, *, name: str | None = None, version_tag: str | None = None) -> DiagramBuilder:
    """Begin to draw a process."""
    return DiagramBuilder(process_id, name=name, version_tag=version_tag)


def xml_of(*builders: DiagramBuilder) -> bytes:
    """One diagram with several processes."""
    attributes = {"id": "definitions", "targetNamespace": "https://example.org"}
    definitions = etree.Element(f"{{{BPMN}}}definitions", attributes, nsmap=NAMESPACES)
    root_elements: dict[str, etree._Element] = {}
    for builder in builders:
        builder.finish()
        root_elements |= builder.root_elements
    definitions.extend(root_elements.values())
    definitions.extend(builder.process for builder in builders)
    return etree.tostring(definitions, xml_declaration=True, encoding="UTF-8", pretty_print=True)


class DiagramBuilder(Canvas):
    """See the module's docstring for the verbs."""

    # --- start events

    def start(self, id: str = "start", *, form_id: str | None = None) -> Self:
        self._begin(id)
        return self.extension("formDefinition", formId=form_id) if form_id else self

    def start_timer(self, id: str, timer: str, *, kind: str | None = None) -> Self:
        return self.start(id)._define(timer_definition(timer, kind))

    def start_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self.start(id)._define(self._message(message, key))

    # --- end events

    def end(self, id: str = "end") -> Self:
        return self._node("endEvent", id)

    def end_error(self, id: str, code: str) -> Self:
        return self.end(id)._define(self._error(code))

    def end_terminate(self, id: str) -> Self:
        return self.end(id)._define(bpmn("terminateEventDefinition"))

    def end_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self.end(id)._define(self._message(message, key))

    # --- tasks

    def task(self, id: str) -> Self:
        return self._node("task", id)

    def manual_task(self, id: str) -> Self:
        return self._node("manualTask", id)

    def service_task(
        self,
        id: str,
        job_type: str | None = None,
        *,
        retries: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        return self._node("serviceTask", id)._job(job_type or id, retries, headers)

    def user_task(
        self,
        id: str,
        *,
        assignee: str | None = None,
        candidate_users: str | None = None,
        candidate_groups: str | None = None,
        due_date: str | None = None,
        follow_up_date: str | None = None,
        priority: str | None = None,
        form_id: str | None = None,
    ) -> Self:
        self._node("userTask", id).extension("userTask")
        if assignee or candidate_users or candidate_groups:
            self.extension(
                "assignmentDefinition",
                assignee=assignee,
                candidateUsers=candidate_users,
                candidateGroups=candidate_groups,
            )
        if due_date or follow_up_date:
            self.extension("taskSchedule", dueDate=due_date, followUpDate=follow_up_date)
        if priority:
            self.extension("priorityDefinition", priority=priority)
        return self.extension("formDefinition", formId=form_id) if form_id else self

    def script_task(self, id: str, expression: str, *, result: str | None = None) -> Self:
        return self._node("scriptTask", id).extension(
            "script", expression=feel(expression), resultVariable=result
        )

    def send_task(
        self, id: str, job_type: str | None = None, *, message: str | None = None, key: str | None = None
    ) -> Self:
        self._node("sendTask", id)
        return (
            self.set(messageRef=self._message_id(message, key))
            if message
            else self._job(job_type or id, None, None)
        )

    def receive_task(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self._node("receiveTask", id).set(messageRef=self._message_id(message, key))

    # --- intermediate events

    def catch_timer(self, id: str, timer: str, *, kind: str | None = None) -> Self:
        return self._node("intermediateCatchEvent", id)._define(timer_definition(timer, kind))

    def catch_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self._node("intermediateCatchEvent", id)._define(self._message(message, key))

    def throw(self, id: str) -> Self:
        return self._node("intermediateThrowEvent", id)

    def throw_message(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self.throw(id)._define(self._message(message, key))

    # --- gateways

    def exclusive(self, id: str) -> Self:
        return self._node("exclusiveGateway", id)

    def parallel(self, id: str) -> Self:
        return self._node("parallelGateway", id)

    def inclusive(self, id: str) -> Self:
        return self._node("inclusiveGateway", id)

    def event_gateway(self, id: str) -> Self:
        return self._node("eventBasedGateway", id)

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

    def boundary_error(self, id: str, code: str | None = None, *, on: str | None = None) -> Self:
        return self._boundary(id, on, True)._define(self._error(code))

    # --- scopes

    def subprocess(self, id: str) -> Self:
        """The verbs that follow, until `done`, draw inside."""
        self._node("subProcess", id)
        assert self._cursor is not None
        self._scope, self._cursor = self._cursor, None
        return self

    def done(self) -> Self:
        """Leave the subprocess and stand on it."""
        inner, outer = self._scope, self._scope.getparent()
        assert outer is not None, "done() without subprocess()"
        self._scope, self._cursor = outer, inner
        return self

    # --- cursor, flows and details

    def at(self, id: str) -> Self:
        self._cursor = self._nodes[id]
        self._scope = parent_of(self._cursor)
        return self

    def enter(self, id: str) -> Self:
        """Draw inside a subprocess that was drawn before; it begins with a start event."""
        self._scope, self._cursor = self._nodes[id], None
        return self

    def to(self, id: str) -> Self:
        self._connect(id)
        self._cursor = self._nodes.get(id)
        return self

    def when(self, condition: str) -> Self:
        self._next_flow["condition"] = feel(condition)
        return self

    def otherwise(self) -> Self:
        self._next_flow["default"] = "true"
        return self

    def flow(self, id: str, *, name: str | None = None) -> Self:
        self._next_flow |= {"id": id} | ({"name": name} if name else {})
        return self

    def input(self, source: str, target: str) -> Self:
        return self._mapping("input", source, target)

    def output(self, source: str, target: str) -> Self:
        return self._mapping("output", source, target)

    def extension(self, tag: str, **attributes: str | None) -> Self:
        extensions_of(self._standing()).append(zeebe(tag, **attributes))
        return self

    def set(self, **attributes: str) -> Self:
        for name, value in attributes.items():
            self._standing().set(name, value)
        return self

    # --- results

    def element(self, id: str) -> etree._Element:
        return self._nodes[id]

    def xml(self) -> bytes:
        return xml_of(self)

    def model(self) -> ProcessModel:
        from processes.bpmn import read_diagram

        return read_diagram(self.xml()).processes[0]

    def _job(self, job_type: str, retries: str | None, headers: Mapping[str, str] | None) -> Self:
        self.extension("taskDefinition", type=job_type, retries=retries)
        if headers:
            element = zeebe("taskHeaders")
            element.extend(zeebe("header", key=key, value=value) for key, value in headers.items())
            extensions_of(self._standing()).append(element)
        return self

    def _mapping(self, tag: str, source: str, target: str) -> Self:
        extensions = extensions_of(self._standing())
        mappings = extensions.find(f"{{{ZEEBE}}}ioMapping")
        if mappings is None:
            mappings = zeebe("ioMapping")
            extensions.append(mappings)
        mappings.append(zeebe(tag, source=source, target=target))
        return self
