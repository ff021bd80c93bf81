"""From XML to the graph as drawn: one pass over the processes, then the references between their elements are
followed.

Problems found here are those that keep the graph from being whole: ids, references, and elements that BPMN
does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnDiagram, DrawnFlow, DrawnNode, find_reference, name_of
from processes.bpmn.namespaces import IN_BPMN, children_in, speak_camunda, split_tag
from processes.bpmn.problems import Problem, Severity
from processes.bpmn.support import (
    ACTIVITIES,
    DRAWN_ONLY,
    EVENT_DEFINITIONS,
    EVENTS,
    EXECUTED,
    GLOBAL_TASKS,
    MISPLACED,
    READ_ELSEWHERE,
    REFUSED,
    SCOPES,
    words_for,
)

MAX_ELEMENTS = 5_000
#: characters
LONGEST_ID = 255
LONGEST_NAME = 500
#: subprocesses in subprocesses
MAX_SCOPE_DEPTH = 50


class Drawing:
    """Reads one diagram; `diagram` is the result and `problems` what is wrong with it.

    What is not executable is left out, with all its problems, unless `every_process` is wanted.
    """

    def __init__(self, root: etree._Element, *, every_process: bool = False) -> None:
        self._every_process = every_process
        self.diagram = DrawnDiagram()
        self.problems: list[Problem] = []
        self._by_id: dict[str, Drawn] = {}
        self._flow_elements: list[tuple[etree._Element, DrawnNode]] = []
        self._skipped: list[etree._Element] = []
        speak_camunda(root)
        process_elements, global_tasks = [], []
        for tag, element in children_in(IN_BPMN, root):
            if tag == "process":
                process_elements.append(element)
            elif tag in GLOBAL_TASKS:
                global_tasks.append((tag, element))
            else:
                self._read_root_element(tag, element)
        for element in process_elements:  # they may refer to root elements that stand behind them
            self._read_process(element)
        if (self.diagram.processes or not process_elements) and not every_process:
            for tag, element in global_tasks:
                self._read_global_task(tag, element)
        self._index(root)
        if not self.diagram.processes:
            self.problems.append(self._no_process())
        self.is_too_big = len(self._by_id) + len(self._flow_elements) > MAX_ELEMENTS
        if self.is_too_big:
            self.problems.append(self._too_many())
            return
        self._join_flows()
        for process in self.diagram.processes:
            for node in process.descendants():
                self._attach(node)
                self._find_default(node)
            for scope in (process, *process.descendants()):
                self._find_compensation(scope)

    # --- everything

    def _index(self, root: etree._Element) -> None:
        by_id, by_tag = self.diagram.by_id, self.diagram.by_tag
        skip = len(IN_BPMN)
        for root_element in root.iterchildren(f"{IN_BPMN}*"):
            is_skipped = root_element in self._skipped
            for xml in root_element.iter(f"{IN_BPMN}*"):
                if id := xml.get("id", "").strip():
                    by_id.setdefault(id, xml)
                if len(id) > LONGEST_ID or len(xml.get("name", "")) > LONGEST_NAME:
                    self._too_long(xml)
                if not is_skipped:
                    by_tag.setdefault(str(xml.tag)[skip:], []).append(xml)

    def _too_long(self, xml: etree._Element) -> None:
        """Both are columns of tables, and what one looks for."""
        drawn = self.diagram.drawn(xml)
        what, limit = ("id", LONGEST_ID) if len(drawn.id) > LONGEST_ID else ("name", LONGEST_NAME)
        message = (
            f"the {what} of a {words_for(drawn.tag)} in line {xml.sourceline} has more than {limit} "
            "characters; shorten it"
        )
        self.problems.append(drawn.error(f"{what}-too-long", message))

    # --- root elements

    def _read_root_element(self, tag: str, element: etree._Element) -> None:
        id = element.get("id", "")
        if tag in self.diagram.named:
            self.diagram.named[tag][id] = Drawn(xml=element, id=id, tag=tag, name=name_of(element))
        elif tag in EVENT_DEFINITIONS:
            self.diagram.event_definitions[id] = element

    def _read_process(self, element: etree._Element) -> None:
        executable = element.get("isExecutable")
        # Black-box pools refer to empty processes; where the attribute is left out, that tells them.
        is_empty = not any(tag in EXECUTED for tag, _ in children_in(IN_BPMN, element))
        is_left_out = executable in ("false", "0") or (executable is None and is_empty)
        if is_left_out and not self._every_process:
            self._skipped.append(element)
            return
        id = element.get("id", "").strip()
        process = DrawnNode(xml=element, id=id, tag="process", name=name_of(element), process_id=id)
        if id:
            self._register(process)
        else:
            self.problems.append(process.error("missing-id", "a process has no id; give it one"))
        self.diagram.processes.append(process)
        self._read_scope(process, depth=1)

    def _read_global_task(self, tag: str, element: etree._Element) -> None:
        """A process with this one task; an id may be made of that of the other, since only one is drawn."""
        id = element.get("id", "").strip()
        if not id:
            return  # nobody can call it
        name = name_of(element)
        process = DrawnNode(xml=element, id=id, tag="process", name=name, process_id=id, is_global_task=True)
        task = DrawnNode(
            xml=element, id=f"{id}_task", tag=GLOBAL_TASKS[tag], name=name, process_id=id, scope=process
        )
        process.children.append(task)
        self._register(process)
        self._register(task)
        self.diagram.processes.append(process)

    # --- flow nodes

    def _read_scope(self, scope: DrawnNode, depth: int) -> None:
        for tag, element in children_in(IN_BPMN, scope.xml):
            if tag == "sequenceFlow":
                self._flow_elements.append((element, scope))
            elif tag in EXECUTED or tag in REFUSED or tag in MISPLACED:
                self._read_node(element, tag, scope, depth)
            elif tag not in DRAWN_ONLY | READ_ELSEWHERE and not (
                tag.endswith("LoopCharacteristics") and scope.tag != "process"
            ):
                message = (
                    f"{scope} contains <{element.prefix or 'bpmn'}:{tag}>, which BPMN does not know there"
                )
                self.problems.append(scope.error("unknown-element", f"{message}; remove it or mend its name"))

    def _read_node(self, element: etree._Element, tag: str, scope: DrawnNode, depth: int) -> None:
        node = DrawnNode(
            xml=element,
            id=element.get("id", "").strip(),
            tag=tag,
            name=name_of(element),
            process_id=scope.process_id,
            scope=scope,
        )
        scope.children.append(node)
        if node.id:
            self._register(node)
        else:
            self.problems.append(node.error("missing-id", f"{node} has no id; give it one"))
        if tag in EVENTS:
            self._read_event(node)
        elif tag in SCOPES:
            if depth < MAX_SCOPE_DEPTH:
                self._read_scope(node, depth + 1)
            else:
                message = f"{node} is nested more than {MAX_SCOPE_DEPTH} subprocesses deep; flatten them"
                self.problems.append(node.error("diagram-too-deep", message))

    def _read_event(self, node: DrawnNode) -> None:
        for kind, definition in self._event_definitions(node):
            node.event = "multiple" if node.event else kind
            node.event_definitions.append(definition)

    def _event_definitions(self, node: DrawnNode) -> Iterator[tuple[str, etree._Element]]:
        for tag, child in children_in(IN_BPMN, node.xml):
            if tag in EVENT_DEFINITIONS:
                yield EVENT_DEFINITIONS[tag], child
            elif tag == "eventDefinitionRef":
                definition = find_reference(self.diagram.event_definitions, child.text)
                if definition is None:
                    self._unknown(node, "refers to", child.text, "event definition")
                else:
                    yield EVENT_DEFINITIONS[split_tag(definition)[1]], definition
            elif tag.endswith("ventDefinition"):
                message = (
                    f"{node} has <{child.prefix or 'bpmn'}:{tag}>, which BPMN does not know; choose another "
                    "event"
                )
                self.problems.append(node.error("unknown-element", message))

    def _register(self, drawn: Drawn) -> None:
        first = self._by_id.setdefault(drawn.id, drawn)
        if first is not drawn:
            message = (
                f"the id '{drawn.id}' is used twice, by {first} and by {drawn} in line {drawn.xml.sourceline}"
            )
            self.problems.append(drawn.error("duplicate-id", f"{message}; give one of them another id"))

    # --- references

    def _join_flows(self) -> None:
        fresh_ids = (f"flow_{number}" for number in count(1))
        taken = self._by_id.keys() | {element.get("id") for element, _ in self._flow_elements}
        for element, scope in self._flow_elements:
            flow_id = element.get("id") or next(id for id in fresh_ids if id not in taken)
            self._join(element, flow_id, scope)

    def _join(self, element: etree._Element, flow_id: str, scope: DrawnNode) -> None:
        drawn = Drawn(
            xml=element, id=flow_id, tag="sequenceFlow", name=name_of(element), process_id=scope.process_id
        )
        source = self._end_of(drawn, "sourceRef", "begins at")
        target = self._end_of(drawn, "targetRef", "leads to")
        if source is None or target is None:
            self._register(drawn)
            for end in (source, target):
                if end is not None:
                    end.is_cut_off = True
            return
        flow = DrawnFlow(
            xml=element,
            id=flow_id,
            tag="sequenceFlow",
            name=drawn.name,
            process_id=scope.process_id,
            source=source,
            target=target,
            condition=element.find(f"{IN_BPMN}conditionExpression"),
        )
        self._register(flow)
        scope.flows.append(flow)
        source.outgoing.append(flow)
        target.incoming.append(flow)

    def _end_of(self, flow: Drawn, attribute: str, relation: str) -> DrawnNode | None:
        reference = flow.xml.get(attribute)
        node = find_reference(self._by_id, reference)
        if isinstance(node, DrawnNode) and node.tag != "process":
            return node
        self._unknown(flow, relation, reference, "flow node")
        return None

    def _attach(self, node: DrawnNode) -> None:
        if node.tag != "boundaryEvent":
            return
        reference = node.xml.get("attachedToRef")
        activity = find_reference(self._by_id, reference)
        if not isinstance(activity, DrawnNode) or activity.tag not in ACTIVITIES:
            self._unknown(node, "is attached to", reference, "activity")
        elif activity.scope is not node.scope:
            message = (
                f"{node} is attached to {activity}, which is in another scope; move it beside its activity"
            )
            self.problems.append(node.error("boundary-event-in-other-scope", message))
        else:
            node.attached_to = activity
            activity.boundary_events.append(node)

    def _find_default(self, node: DrawnNode) -> None:
        reference = node.xml.get("default")
        if not reference:
            return
        flow = find_reference(self._by_id, reference)
        if isinstance(flow, DrawnFlow) and flow.source is node:
            node.default = flow
        else:
            self._unknown(node, "has the default flow", reference, "sequence flow that leaves it")

    def _find_compensation(self, scope: DrawnNode) -> None:
        """A compensation boundary event is joined to what undoes its activity by an association."""
        for association in scope.xml.iterfind(f"{IN_BPMN}association"):
            event = find_reference(self._by_id, association.get("sourceRef"))
            handler = find_reference(self._by_id, association.get("targetRef"))
            if not isinstance(event, DrawnNode) or event.attached_to is None or event.event != "compensation":
                continue
            if isinstance(handler, DrawnNode) and handler.tag in ACTIVITIES:
                event.attached_to.compensated_by = handler
        for child in scope.children:
            if child.is_event_subprocess and any(start.event == "compensation" for start in child.children):
                scope.compensated_by = child

    def _unknown(self, drawn: Drawn, relation: str, reference: str | None, wanted: str) -> None:
        if reference:
            message = (
                f"{drawn} {relation} '{reference.strip()}', which is no {wanted} here; connect it in the "
                "modeler"
            )
        else:
            message = f"{drawn} {relation} nothing; connect it to a {wanted} in the modeler"
        self.problems.append(drawn.error("unknown-reference", message))

    # --- the diagram as a whole

    def _no_process(self) -> Problem:
        if self._skipped:
            names = ", ".join(f"'{element.get('id')}'" for element in self._skipped[:3])
            message = (
                f"No process of this diagram is executable (isExecutable) and has elements: {names}. "
                "Mark the process as executable in the modeler."
            )
            return Problem(code="no-executable-process", message=message, line=self._skipped[0].sourceline)
        return Problem(
            code="no-executable-process",
            message="The diagram contains no process. Draw one, with a start event.",
        )

    def _too_many(self) -> Problem:
        found = len(self._by_id) + len(self._flow_elements)
        message = (
            f"The diagram has {found:,} elements; {MAX_ELEMENTS:,} are allowed. Split it into several "
            "processes."
        )
        return Problem(code="too-many-elements", message=message, severity=Severity.ERROR)
