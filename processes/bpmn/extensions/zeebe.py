"""The Camunda 8 dialect: `zeebe:` extension elements.

A table names every element of the dialect: the function that reads it and the element types on which it has a
meaning, or why it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from processes import feel
from processes.bpmn.elements import Drawn, DrawnNode
from processes.bpmn.expressions import Expressions, is_expression
from processes.bpmn.extensions.details import PRIORITIES, RETRIES, ElementDetails
from processes.bpmn.extensions.juel import is_juel
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.extensions.outcomes import read_outcomes
from processes.bpmn.model import JOB_PRIORITIES, FormReference, ScriptDefinition, VariableMapping
from processes.bpmn.namespaces import IN_BPMN, IN_ZEEBE, children_in
from processes.bpmn.problems import Problem
from processes.bpmn.support import ACTIVITIES, EVENTS
from processes.bpmn.timer_texts import check_moment_or_duration

_EMBEDDED_FORM = "camunda-forms:bpmn:"


@dataclass(slots=True)
class Zeebe:
    """Reads the extension elements of one diagram. `embedded_forms` are those of the process
    (`zeebe:userTaskForm`), by id.
    """

    expressions: Expressions
    embedded_forms: Mapping[str, str] = field(default_factory=dict)

    def read(self, node: DrawnNode, extensions: etree._Element, details: ElementDetails) -> None:
        for tag, element in children_in(IN_ZEEBE, extensions):
            self._read_element(node, tag, element, details)

    def _read_element(
        self, node: DrawnNode, tag: str, element: etree._Element, details: ElementDetails
    ) -> None:
        if tag == "properties" and node.tag == "userTask":
            self.properties(node, element, details)
            return
        entry = _ELEMENTS.get(tag)
        if entry is not None:
            read, places = entry
            if node.tag in places:
                read(self, node, element, details)
            else:
                message = f"zeebe:{tag} has no effect on {node}; remove it"
                self.expressions.problems.append(node.warning("misplaced-extension", message))
        elif tag not in _HARMLESS:
            self.expressions.problems.append(refusal(node, tag))

    # --- jobs

    def task_definition(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        job_type = element.get("type", "")
        if not job_type.strip():
            message = f"the task definition of {node} has no type; write the job type that a worker asks for"
            self.expressions.problems.append(node.error("no-implementation", message))
            details.is_faulty = True
            return
        details.job_type = self.expressions.value(job_type, node, "the job type")
        details.is_faulty |= details.job_type is None
        if retries := element.get("retries"):
            details.retries = self.expressions.number(retries, node, "the number of retries", RETRIES)

    def job_priority(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        if priority := element.get("priority"):
            details.job_priority = self.expressions.number(
                priority, node, "the priority of the job", JOB_PRIORITIES
            )

    def task_headers(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        for header in element.iterfind(f"{IN_ZEEBE}header"):
            if key := header.get("key"):
                details.headers[key] = header.get("value", "")

    def script(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        result = self._variable_name(node, element.get("resultVariable"), "the result variable")
        if not element.get("expression", "").strip() and node.xml.get("scriptFormat"):
            details.result_variable = result  # of the script in the diagram's own words
            return
        expression = self.expressions.compile_feel(element.get("expression", ""), node, "the script")
        details.is_faulty |= expression is None
        if expression is not None:
            details.script = ScriptDefinition(expression=expression, result_variable=result)

    # --- mappings

    def io_mapping(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        for tag, mapping in children_in(IN_ZEEBE, element):
            if tag == "input":
                self._mapping(node, mapping, "input", details.inputs)
            elif tag == "output":
                self._mapping(node, mapping, "output", details.outputs)

    def _mapping(
        self, node: DrawnNode, element: etree._Element, what: str, mappings: list[VariableMapping]
    ) -> None:
        source, target = element.get("source", ""), element.get("target", "").strip()
        if not target or not all(is_variable_name(part) for part in target.split(".")):
            message = (
                f"an {what} mapping of {node} has the target '{target}', which is no variable name; rename it"
            )
            self.expressions.problems.append(node.error("bad-variable-name", message))
            return
        expression = self.expressions.value(source, node, f"the source of {what} mapping '{target}'")
        if expression is not None:
            mappings.append(VariableMapping(source=expression, target=tuple(target.split("."))))

    def _variable_name(self, node: DrawnNode, name: str | None, what: str) -> str | None:
        name = name.strip() if name else None
        if name and not is_variable_name(name):
            message = f"{what} of {node}, '{name}', is no variable name; use letters, digits and underscores"
            self.expressions.problems.append(node.error("bad-variable-name", message))
        return name or None

    # --- user tasks

    def assignment(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        details.assignee = self._attribute(node, element, "assignee", "the assignee")
        details.candidate_users = self._attribute(node, element, "candidateUsers", "the candidate users")
        details.candidate_groups = self._attribute(node, element, "candidateGroups", "the candidate groups")

    def schedule(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        details.due_at = self._date(node, element, "dueDate", "the due date")
        details.follow_up_at = self._date(node, element, "followUpDate", "the follow-up date")

    def priority(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        if priority := element.get("priority"):
            details.priority = self.expressions.number(priority, node, "the priority", PRIORITIES)

    def form(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        form_id, key = element.get("formId"), element.get("formKey")
        external = element.get("externalReference")
        problems = self.expressions.problems
        if binding := element.get("bindingType", "latest").removeprefix("latest"):
            message = (
                f"the form of {node} is bound by '{binding}', which is not supported yet; its latest version "
                "is shown"
            )
            problems.append(node.warning("unsupported-binding", message))
        if any(is_expression(text) for text in (form_id, key, external) if text):
            message = (
                f"the form of {node} is an expression; give the id of a form, for forms are looked up when "
                "deployed"
            )
            problems.append(node.error("bad-value", message))
        elif form_id:
            details.form = FormReference(form_id=form_id.strip())
        elif key and key.startswith(_EMBEDDED_FORM):
            embedded_id = key.removeprefix(_EMBEDDED_FORM)
            if embedded_id in self.embedded_forms:
                details.form = FormReference(embedded=self.embedded_forms[embedded_id])
            else:
                message = (
                    f"{node} shows form '{embedded_id}', which the process does not contain "
                    "(zeebe:userTaskForm)"
                )
                problems.append(node.error("unknown-reference", message))
        elif key or external:
            details.form = FormReference(external_reference=external or key)

    def properties(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        named = {
            each.get("name", ""): each.get("value", "") for each in element.iterfind(f"{IN_ZEEBE}property")
        }
        details.outcomes = read_outcomes(named, node, self.expressions.problems)

    def _attribute(
        self, node: DrawnNode, element: etree._Element, name: str, what: str
    ) -> feel.Expression | None:
        text = element.get(name)
        return self.expressions.value(text, node, what) if text and text.strip() else None

    def _date(self, node: DrawnNode, element: etree._Element, name: str, what: str) -> feel.Expression | None:
        text = element.get(name)
        return date_value(self.expressions, text, node, what) if text and text.strip() else None


def date_value(expressions: Expressions, text: str, node: DrawnNode, what: str) -> feel.Expression | None:
    """A date, a duration from now, or an expression for either."""
    expression = expressions.juel_value(text, node, what)
    if expression is not None and not is_expression(text) and not is_juel(text):
        try:
            check_moment_or_duration(text)
        except ValueError as wrong:
            expressions.problems.append(node.error("bad-date", f"{what} of {node}: {wrong}"))
            return None
    return expression


def refusal(about: Drawn, tag: str) -> Problem:
    reason = _REFUSED.get(tag)
    if reason is None:
        message = f"{about} has zeebe:{tag}, which is unknown here and may change what happens; remove it"
    else:
        message = f"{reason[0]} of {about} (zeebe:{tag}) {reason[1]} not supported yet; {reason[2]}"
    return about.error("unsupported-extension", message)


def embedded_forms(process: DrawnNode) -> dict[str, str]:
    """The forms that the process carries for its user tasks, by id."""
    path = f"{IN_BPMN}extensionElements/{IN_ZEEBE}userTaskForm"
    return {form.get("id", ""): form.text or "" for form in process.xml.iterfind(path)}


def version_tag(process: DrawnNode) -> str | None:
    element = process.xml.find(f"{IN_BPMN}extensionElements/{IN_ZEEBE}versionTag")
    return element.get("value") if element is not None else None


def correlation_key(message: Drawn) -> str | None:
    element = message.xml.find(f"{IN_BPMN}extensionElements/{IN_ZEEBE}subscription")
    return element.get("correlationKey") if element is not None else None


_Read = Callable[[Zeebe, DrawnNode, etree._Element, ElementDetails], None]
_JOBS = frozenset(
    {"serviceTask", "sendTask", "scriptTask", "businessRuleTask", "intermediateThrowEvent", "endEvent"}
)
_FORMS = frozenset({"userTask", "startEvent"})
_USER_TASK = frozenset({"userTask"})

_ELEMENTS: dict[str, tuple[_Read, frozenset[str]]] = {
    "taskDefinition": (Zeebe.task_definition, _JOBS),
    "taskHeaders": (Zeebe.task_headers, _JOBS | _USER_TASK),
    "jobPriorityDefinition": (Zeebe.job_priority, _JOBS | {"process"}),
    "script": (Zeebe.script, frozenset({"scriptTask"})),
    "ioMapping": (Zeebe.io_mapping, ACTIVITIES | EVENTS),
    "assignmentDefinition": (Zeebe.assignment, _USER_TASK),
    "taskSchedule": (Zeebe.schedule, _USER_TASK),
    "priorityDefinition": (Zeebe.priority, _USER_TASK),
    "formDefinition": (Zeebe.form, _FORMS),
}

#: data for tools, or read elsewhere (version tag, embedded forms, loops, calls), or what every user task is
_HARMLESS = frozenset(
    {
        "properties",
        "userTask",
        "userTaskForm",
        "versionTag",
        "subscription",
        "calledElement",
        "calledDecision",
        "loopCharacteristics",
        "adHoc",
    }
)

#: what, "is" or "are", what to do instead
_REFUSED: dict[str, tuple[str, str, str]] = {
    "executionListeners": ("the execution listeners", "are", "draw a service task for them"),
    "taskListeners": ("the task listeners", "are", "draw a service task for them"),
    "linkedResources": ("the linked resources", "are", "pass them as task headers"),
    "conditionalFilter": ("the conditional filter", "is", "put the test into the condition"),
}
