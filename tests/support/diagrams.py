"""A fluent way to draw test diagrams: each verb adds an element, joins it to the one before, stands on it.

    process("review").start().user_task("approve").boundary_timer("overdue", "PT1H").end("late")

The *cursor* is the element that the last verb stood on; the next verb draws a sequence flow from it.
A process that begins without a start verb gets the none start event `start`, a subprocess `sub` gets
`sub_start`. Flows are called `source_to_target` (`_2` and so on when drawn again).

start events  .start("s")  .start_timer("s", "R/PT1H")  _message("s", "ordered")  _signal("s", "alarm")
              _conditional("s", "level > 3"): each begins a path; in event subprocesses, with
              interrupting=False if they are, also _error("s", "CODE")  _escalation  .start_compensation("s")
end events    .end("e")  .end_error("e", "CODE")  _terminate("e")  _message("e", "shipped")
              _signal("e", "alarm")  _escalation("e", "CODE")  _compensation("e", of="activity")  _cancel("e")
tasks         .task("t")  .manual_task("t")
              .user_task("t", assignee="ada", candidate_groups="a, b", due_date="=due", form_id="f")
              .service_task("t", "job type", retries="3", headers={"k": "v"}): type defaults to the id
              .script_task("t", "a + b", result="sum")  .receive_task("t", "message", key="order_id")
              .foreign_script_task("t", "python", "a + b", result="sum")
              .business_rule_task("t", "decision id", result="answer"): without a decision it is a job
              .send_task("t", "job type")  or  .send_task("t", message="m", key="order_id")
catch, throw  .catch_timer("c", "PT1H")  _message("c", "paid", key="order_id")  _signal("c", "alarm")
              _conditional("c", "level > 3")
              .throw("n")  .throw_message("m", "paid", key="order_id")  _signal  _escalation("n", "CODE")
              _compensation("n", of="activity", wait=False)
              .throw_link("n", "A")  .catch_link("c", "A"): no flow leads to the latter
gateways      .exclusive("g")  .parallel("g")  .inclusive("g")  .event_gateway("g")
              .complex("g", "activationCount >= 2"): the activation condition of the join
branches      .at("g").when("amount > 10").service_task("big").at("g").otherwise().to("end")
boundary      .boundary_timer("b", "PT1H", interrupting=False)  _message("b", "stop", key="id")
              _signal("b", "alarm")  _conditional("b", "level > 3")  _error("b", "CODE")
              _escalation("b", "CODE")  _cancel("b"): on the element that the cursor stands on, or
              on="activity"; the cursor then stands on the boundary event, so go back with .at("activity")
              .boundary_compensation("b").user_task("undo"): what is drawn next is the handler
multiple      .catch_message("c", "paid").also_signal("alarm").also_timer("PT1H"): more definitions of
              the event that the cursor stands on  .all_of_them(): parallel multiple
subprocesses  .subprocess("sub").user_task("inner").end("inner_end").done().end(): verbs draw inside
              .transaction("sub")  .ad_hoc("sub", sequential=True, until="enough", active='["a"]')
              .event_subprocess("sub").start_error("s", "CODE").task("t").done(): after done() the cursor
              stands where it stood before; no flow leads to an event subprocess
              .call("c", "process id", version_tag="v1", pass_all=False, return_all=False)
how often     .multi_instance("items", item="i", output="results", output_element="r", until="enough",
              sequential=True)  .multi_instance(cardinality="3")  .loop("again", maximum=3, test_before=True)
              .behavior("One", escalation="DONE"): what a multi-instance activity throws on the way
              .quantities(start=2, completion=3): of the activity that the cursor stands on
cursor        .at("id") stands on an element drawn before  .enter("sub") draws on inside a subprocess
              .to("id") draws a flow to an element, drawn before or later, and stands there
              .apart(): no flow leads to the element drawn next; in an ad-hoc subprocess to none of the first
              .instantiating(parallel=True): the receive task or event-based gateway starts the process
flows         .when("condition")  .otherwise()  .flow("flow_id", name="yes"): of the next flow
mappings      .input("=order.id", "id")  .output("=result", "total"): of the element that the cursor stands on
others        .extension("name", attribute="value"): a zeebe: element  .set(attribute="value"): BPMN's own
              .element("id"): the XML element, for what has no verb
results       .xml() -> bytes  .model() -> ProcessModel  xml_of(first, second) -> bytes with several processes

`_message(…)` after `.start_timer(…)` stands for `.start_message(…)`, and so on. Conditions, scripts,
collections and correlation keys are always FEEL and need no "="; every other value is a constant
unless it begins with "=".
"""

from __future__ import annotations

from typing import Self

from lxml import etree

from processes.bpmn.model import ProcessModel
from tests.support.activity_verbs import ActivityVerbs
from tests.support.diagram_parts import (
    BPMN,
    NAMESPACES,
    ZEEBE,
    extensions_of,
    feel,
    parent_of,
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


class DiagramBuilder(ActivityVerbs):
    """See the module's docstring for the verbs."""

    # --- cursor, flows and details

    def at(self, id: str) -> Self:
        self._cursor = self._nodes[id]
        self._scope = parent_of(self._cursor)
        return self

    def enter(self, id: str) -> Self:
        """Draw inside a subprocess that was drawn before; it begins with a start event."""
        self._scope, self._cursor = self._nodes[id], None
        return self

    def apart(self) -> Self:
        """No flow leads to the element drawn next."""
        self._is_apart = True
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

    # --- results

    def element(self, id: str) -> etree._Element:
        return self._nodes[id]

    def xml(self) -> bytes:
        return xml_of(self)

    def model(self) -> ProcessModel:
        from processes.bpmn import read_diagram

        return read_diagram(self.xml()).processes[0]

    def _mapping(self, tag: str, source: str, target: str) -> Self:
        extensions = extensions_of(self._standing())
        mappings = extensions.find(f"{{{ZEEBE}}}ioMapping")
        if mappings is None:
            mappings = zeebe("ioMapping")
            extensions.append(mappings)
        mappings.append(zeebe(tag, source=source, target=target))
        return self
