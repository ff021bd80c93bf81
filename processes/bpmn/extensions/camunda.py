"""The Camunda 7 dialect: `camunda:` attributes and extension elements, as far as they have a meaning without
Java.

Attributes and elements that Camunda 7 has and that are not named here would change what the process does, so
they are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnNode
from processes.bpmn.expressions import Expressions, text_literal
from processes.bpmn.extensions.details import PRIORITIES, RETRIES, ElementDetails
from processes.bpmn.extensions.juel import MAX_DEPTH, JuelError, feel_from_juel, is_juel
from processes.bpmn.extensions.names import is_variable_name
from processes.bpmn.extensions.outcomes import read_outcomes
from processes.bpmn.extensions.zeebe import date_value
from processes.bpmn.model import JOB_PRIORITIES, FormReference, ScriptDefinition, VariableMapping
from processes.bpmn.namespaces import IN_CAMUNDA, children_in
from processes.bpmn.problems import Problem
from processes.bpmn.retries import RETRY_PAUSE, read_retries

_EMBEDDED_DEPLOYMENT_FORM = "camunda-forms:deployment:"
_SKIP = len(IN_CAMUNDA)


@dataclass(slots=True)
class Camunda:
    """Reads the attributes and extension elements of one diagram."""

    expressions: Expressions

    def read(self, node: DrawnNode, extensions: etree._Element | None, details: ElementDetails) -> None:
        for attribute, value in _camunda_attributes(node.xml):
            self._read_attribute(node, attribute, value, details)
        for definition in node.event_definitions:
            for attribute, value in _camunda_attributes(definition):
                self._read_attribute(node, attribute, value, details)
            self._implement(node, definition, details)
        self._implement(node, node.xml, details)
        if extensions is not None:
            for tag, element in children_in(IN_CAMUNDA, extensions):
                if tag == "inputOutput":
                    self._input_output(node, element, details)
                elif tag == "failedJobRetryTimeCycle":
                    self._retries(node, element.text or "", details)
                elif tag == "properties" and node.tag == "userTask":
                    self._properties(node, element, details)
                elif tag not in HARMLESS_ELEMENTS:
                    self.expressions.problems.append(refusal(node, tag))
                    details.is_faulty |= tag in _JAVA

    def _read_attribute(self, node: DrawnNode, attribute: str, value: str, details: ElementDetails) -> None:
        if attribute in HARMLESS_ATTRIBUTES or attribute in _IMPLEMENTATION or not value.strip():
            return
        read = _ATTRIBUTES.get(attribute)
        if read is None:
            self.expressions.problems.append(refusal(node, attribute))
            details.is_faulty |= attribute in _JAVA
        else:
            read(self, node, value, details)

    # --- implementations

    def _implement(self, node: DrawnNode, xml: etree._Element, details: ElementDetails) -> None:
        """`camunda:type="external"` with a topic is a job; `camunda:expression` of the simple kind is a
        script.
        """
        kind, topic = xml.get(f"{IN_CAMUNDA}type"), xml.get(f"{IN_CAMUNDA}topic")
        expression = xml.get(f"{IN_CAMUNDA}expression")
        problems = self.expressions.problems
        if kind == "external" and topic:
            details.job_type = self.expressions.juel_value(topic, node, "the topic")
            details.is_faulty |= details.job_type is None
        elif kind == "external":
            problems.append(
                node.error("no-implementation", f"{node} is external but has no topic; give it one")
            )
            details.is_faulty = True
        elif kind:
            message = f"{node} has camunda:type='{kind}', which is not supported; use 'external' with a topic"
            problems.append(node.error("unsupported-extension", message))
            details.is_faulty = True
        elif expression and node.tag == "serviceTask":
            self._expression(node, expression, xml.get(f"{IN_CAMUNDA}resultVariable"), details)
        elif expression:
            problems.append(refusal(node, "expression"))
            details.is_faulty = True

    def _expression(self, node: DrawnNode, text: str, result: str | None, details: ElementDetails) -> None:
        expression = self.expressions.juel_value(text, node, "the expression")
        details.is_faulty |= expression is None
        if expression is not None:
            details.script = ScriptDefinition(expression=expression, result_variable=result)

    def _retries(self, node: DrawnNode, text: str, details: ElementDetails) -> None:
        if not text.strip():
            return
        if is_juel(text):
            message = (
                f"the retries of {node} are an expression, '{text}', which is not evaluated; write R5/PT10M"
            )
            self.expressions.problems.append(node.warning("retries-ignored", message))
            return
        try:
            tries, details.headers[RETRY_PAUSE] = read_retries(text)
        except ValueError as wrong:
            self.expressions.problems.append(node.error("bad-value", f"the retries of {node}: {wrong}"))
            return
        details.retries = self.expressions.number(str(tries), node, "the number of retries", RETRIES)

    def task_priority(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.job_priority = self.expressions.number(value, node, "the priority of the job", JOB_PRIORITIES)

    def job_priority(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        """Meant for what Camunda 7 itself carries out; for an external task, its own one goes first."""
        if details.job_priority is None:
            self.task_priority(node, value, details)

    # --- user tasks and forms

    def _properties(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        properties = element.iterfind(f"{IN_CAMUNDA}property")
        named = {each.get("name", ""): each.get("value", "") for each in properties}
        details.outcomes = read_outcomes(named, node, self.expressions.problems)

    def assignee(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.assignee = self.expressions.juel_value(value, node, "the assignee")

    def candidate_users(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.candidate_users = self.expressions.juel_value(value, node, "the candidate users")

    def candidate_groups(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.candidate_groups = self.expressions.juel_value(value, node, "the candidate groups")

    def due_date(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.due_at = date_value(self.expressions, value, node, "the due date")

    def follow_up_date(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.follow_up_at = date_value(self.expressions, value, node, "the follow-up date")

    def priority(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.priority = self.expressions.number(value, node, "the priority", PRIORITIES)

    def form_key(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        if value.startswith(_EMBEDDED_DEPLOYMENT_FORM):
            file_name = value.removeprefix(_EMBEDDED_DEPLOYMENT_FORM).rpartition("/")[2]
            details.form = FormReference(form_id=file_name.removesuffix(".form"))
        else:
            details.form = FormReference(external_reference=value)

    def form_ref(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.form = FormReference(form_id=value)

    def result_variable(self, node: DrawnNode, value: str, details: ElementDetails) -> None:
        details.result_variable = value.strip()
        if not is_variable_name(details.result_variable):
            message = (
                f"the result variable of {node}, '{value}', is no variable name; use letters, digits and "
                "underscores"
            )
            self.expressions.problems.append(node.error("bad-variable-name", message))

    # --- mappings

    def _input_output(self, node: DrawnNode, element: etree._Element, details: ElementDetails) -> None:
        for tag, parameter in children_in(IN_CAMUNDA, element):
            if tag == "inputParameter":
                self._parameter(node, parameter, "input", details.inputs)
            elif tag == "outputParameter":
                self._parameter(node, parameter, "output", details.outputs)

    def _parameter(
        self, node: DrawnNode, element: etree._Element, what: str, mappings: list[VariableMapping]
    ) -> None:
        name = element.get("name", "").strip()
        label = f"{what} parameter '{name}'"
        if not is_variable_name(name):
            message = f"{label} of {node} is no variable name; use letters, digits and underscores"
            self.expressions.problems.append(node.error("bad-variable-name", message))
            return
        try:
            text = _parameter_value(element)
        except JuelError as error:
            message = f"{label} of {node} cannot be translated: {error}; write it in FEEL after '='"
            self.expressions.problems.append(node.error("bad-expression", message, position=error.position))
            return
        source = self.expressions.compile_feel(text, node, label)
        if source is not None:
            mappings.append(VariableMapping(source=source, target=(name,)))


def _parameter_value(element: etree._Element, depth: int = 0) -> str:
    """FEEL for a parameter: a text, `${…}`, a list or a map of such."""
    if depth > MAX_DEPTH:
        raise JuelError("it is nested too deeply", 0)
    for tag, child in children_in(IN_CAMUNDA, element):
        if tag == "list":
            items = [_parameter_value(item, depth + 1) for item in _only("value", child)]
            return f"[{', '.join(items)}]"
        if tag == "map":
            entries = [
                f"{text_literal(entry.get('key', ''))}: {_parameter_value(entry, depth + 1)}"
                for entry in _only("entry", child)
            ]
            return f"{{{', '.join(entries)}}}"
        raise JuelError(f"camunda:{tag} is not supported", 0)
    text = element.text or ""
    if is_juel(text):
        return f"({feel_from_juel(text)})"
    if text.lstrip().startswith("="):
        return text.strip().removeprefix("=")
    return text_literal(text.strip())


def _only(wanted: str, element: etree._Element) -> Iterator[etree._Element]:
    for tag, child in children_in(IN_CAMUNDA, element):
        if tag != wanted:
            raise JuelError(f"camunda:{tag} is not supported", 0)
        yield child


def error_variables(definition: etree._Element) -> tuple[str | None, str | None]:
    """Variables that an error event sets: (code, message)."""
    return (
        definition.get(f"{IN_CAMUNDA}errorCodeVariable"),
        definition.get(f"{IN_CAMUNDA}errorMessageVariable"),
    )


def error_message(drawn: etree._Element) -> str | None:
    """What an error says beside its code."""
    return drawn.get(f"{IN_CAMUNDA}errorMessage")


def escalation_variable(definition: etree._Element) -> str | None:
    """The variable that an escalation event sets to the code."""
    return definition.get(f"{IN_CAMUNDA}escalationCodeVariable")


def version_tag(process: DrawnNode) -> str | None:
    return process.xml.get(f"{IN_CAMUNDA}versionTag")


def refusal(about: Drawn, name: str) -> Problem:
    advice = _ADVICE.get(name, "remove it, or say the same with what is supported")
    return about.error(
        "unsupported-extension", f"{about} has camunda:{name}, which is not supported; {advice}"
    )


def _camunda_attributes(xml: etree._Element) -> list[tuple[str, str]]:
    return [(key[_SKIP:], value) for key, value in xml.attrib.items() if key.startswith(IN_CAMUNDA)]


#: read together by `_implement`
_IMPLEMENTATION = frozenset({"type", "topic", "expression"})

#: implementations that cannot run here
_JAVA = frozenset({"class", "delegateExpression", "connector"})

_ATTRIBUTES: dict[str, Callable[[Camunda, DrawnNode, str, ElementDetails], None]] = {
    "assignee": Camunda.assignee,
    "candidateUsers": Camunda.candidate_users,
    "candidateGroups": Camunda.candidate_groups,
    "dueDate": Camunda.due_date,
    "followUpDate": Camunda.follow_up_date,
    "priority": Camunda.priority,
    "taskPriority": Camunda.task_priority,
    "jobPriority": Camunda.job_priority,
    "formKey": Camunda.form_key,
    "formRef": Camunda.form_ref,
    "resultVariable": Camunda.result_variable,
}

#: how and when Camunda 7 stores and schedules, marks of its tools, and what is read elsewhere
HARMLESS_ATTRIBUTES = frozenset({
    "asyncBefore", "asyncAfter", "exclusive", "historyTimeToLive",
    "versionTag", "isStartableInTasklist", "formRefBinding", "formRefVersion", "modelerTemplate",
    "modelerTemplateVersion", "errorCodeVariable", "errorMessageVariable", "escalationCodeVariable", "async",
    "formHandlerClass", "calledElementBinding", "calledElementVersion", "calledElementVersionTag",
    "decisionRef", "decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag", "mapDecisionResult",
})  # fmt: skip
HARMLESS_ELEMENTS = frozenset({"properties", "in", "out"})

_ADVICE = {
    "class": "Java code cannot run here; use type='external' with a topic and a job worker",
    "delegateExpression": "Java code cannot run here; use type='external' with a topic and a job worker",
    "expression": "use it on a service task",
    "executionListener": "draw a service task for it",
    "taskListener": "draw a service task for it",
    "connector": "use type='external' with a topic and a job worker",
    "formData": "use a form (formRef)",
    "initiator": "pass the name as a variable when starting",
    "resource": "write the script or condition into the diagram",
}
