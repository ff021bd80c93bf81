"""The linker: from elements as drawn to the executable model. Expressions are compiled, references resolved,
dialects understood.

What is faulty is noted and left out, so that all problems are found at once; a model with problems is never
handed out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from textwrap import dedent

from lxml import etree

from processes import feel
from processes.bpmn.ad_hoc import ad_hoc_of
from processes.bpmn.calls import Calls
from processes.bpmn.data_reader import Data
from processes.bpmn.decisions import CalledDecisions
from processes.bpmn.drawing import LONGEST_NAME
from processes.bpmn.elements import DrawnDiagram, DrawnFlow, DrawnNode
from processes.bpmn.events import Events
from processes.bpmn.expressions import Expressions, is_feel, text_literal
from processes.bpmn.extensions import camunda, zeebe
from processes.bpmn.extensions.camunda import Camunda
from processes.bpmn.extensions.details import DEFAULT_RETRIES, ElementDetails
from processes.bpmn.extensions.zeebe import Zeebe
from processes.bpmn.lanes import lanes_of
from processes.bpmn.loops import Loops
from processes.bpmn.model import (
    Element,
    ElementType,
    FormReference,
    JobDefinition,
    ProcessModel,
    ScriptDefinition,
    SequenceFlow,
    UserTaskDefinition,
)
from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, IN_ZEEBE, children_in
from processes.bpmn.performers import Performers
from processes.bpmn.problems import Problem
from processes.bpmn.scripts import (
    LANGUAGE,
    PYTHON_ALONE,
    RESULT_VARIABLE,
    SCRIPT,
    ScriptLanguages,
    job_type_of,
    language_of,
)
from processes.bpmn.support import ACTIVITIES, EXECUTED, IGNORE_CONDITIONS, SCOPES

_EXTENSIONS = f"{IN_BPMN}extensionElements"
_DOCUMENTATION = f"{IN_BPMN}documentation"


class Linker:
    """Links the processes of one diagram; `problems` grows by what is found wrong."""

    def __init__(
        self,
        diagram: DrawnDiagram,
        problems: list[Problem],
        forms: Collection[str] | None,
        languages: ScriptLanguages = PYTHON_ALONE,
    ) -> None:
        self.problems = problems
        self._languages = languages
        self._diagram = diagram
        self._forms = forms
        self._expressions = Expressions(problems)
        self._events = Events(diagram, self._expressions)
        self._zeebe = Zeebe(self._expressions)
        self._camunda = Camunda(self._expressions)
        self._data = Data(diagram, self._expressions)
        self._performers = Performers(diagram, self._expressions)
        self._loops = Loops(diagram, self._expressions, self._events)
        self._calls = Calls(self._expressions)
        self._decisions = CalledDecisions(self._expressions)
        self._flows: dict[str, SequenceFlow] = {}
        #: global tasks that cannot run
        self._left_out: set[str] = set()
        #: of the process that is being linked
        self._lanes: Mapping[str, str] = {}
        self._default_retries = feel.compile(DEFAULT_RETRIES)
        #: of the jobs of the process that is being linked
        self._default_priority: feel.Expression | None = None

    def link(self) -> list[ProcessModel]:
        # A faulty flow may lead from one process to another, so all flows come before all elements.
        flows = [
            {flow.id: self._flow(flow) for scope in process.scopes() for flow in scope.flows}
            for process in self._diagram.processes
        ]
        self._flows = {flow_id: flow for of_process in flows for flow_id, flow in of_process.items()}
        models = [
            self._process(process, of_process)
            for process, of_process in zip(self._diagram.processes, flows, strict=True)
        ]
        return [model for model in models if model.process_id not in self._left_out]

    def _process(self, process: DrawnNode, flows: dict[str, SequenceFlow]) -> ProcessModel:
        self._zeebe.embedded_forms = zeebe.embedded_forms(process)
        self._lanes = lanes_of(process)
        elements = {process.id: self._root(process)}
        for node in process.descendants():
            # Elements of other types are reported by the rules; their properties are of no use.
            if node.tag in EXECUTED:
                elements[node.id] = self._element(node)
        return ProcessModel(
            process_id=process.id,
            name=process.name,
            version_tag=zeebe.version_tag(process) or camunda.version_tag(process),
            documentation=_documentation(process.xml),
            is_global_task=process.is_global_task,
            elements=elements,
            flows=flows,
        )

    def _root(self, process: DrawnNode) -> Element:
        self._default_priority = None
        if not process.is_global_task:
            self._default_priority = self._details(process).job_priority
        return Element(
            id=process.id,
            type=ElementType.PROCESS,
            name=process.name,
            documentation=_documentation(process.xml),
            start_events=_start_events(process),
            event_starts=_event_starts(process),
            data=self._data.data_of(process),
        )

    # --- sequence flows

    def _flow(self, flow: DrawnFlow) -> SequenceFlow:
        self._refuse_extensions_of(flow)
        condition = None
        if flow.condition is not None and not flow.is_default and flow.source.tag not in IGNORE_CONDITIONS:
            condition = self._condition(flow, flow.condition)
        return SequenceFlow(
            id=flow.id, name=flow.name, source=flow.source.id, target=flow.target.id, condition=condition
        )

    def _condition(self, flow: DrawnFlow, xml: etree._Element) -> feel.Expression | None:
        language = (xml.get("language") or "").strip()
        if xml.get(f"{IN_CAMUNDA}resource") or (
            language and not is_feel(language) and language.lower() != "juel"
        ):
            what = f"in '{language}'" if language else "in a file"
            message = f"the condition of {flow} is written {what}, which is not supported; write it in FEEL"
            self.problems.append(flow.error("unsupported-language", message))
            return None
        return self._expressions.condition(xml.text or "", flow, "the condition")

    def _refuse_extensions_of(self, flow: DrawnFlow) -> None:
        extensions = flow.xml.find(_EXTENSIONS)
        if extensions is None:
            return
        for namespace, refusal in ((IN_ZEEBE, zeebe.refusal), (IN_CAMUNDA, camunda.refusal)):
            for tag, _ in children_in(namespace, extensions):
                if tag != "properties":
                    self.problems.append(refusal(flow, tag))

    # --- elements

    def _element(self, node: DrawnNode) -> Element:
        details = self._details(node)
        called = self._calls.called_by(node, details) if node.tag == ElementType.CALL_ACTIVITY else None
        is_rule = node.tag == ElementType.BUSINESS_RULE_TASK
        decision = self._decisions.called_by(node, details) if is_rule else None
        foreign_script = self._script_job(node, details)
        job = details.job(self._default_retries, self._default_priority) or foreign_script
        script = None if foreign_script is not None else self._script(node, details)
        event_definition = self._events.definition_of(
            node, has_job=job is not None or script is not None or details.is_faulty
        )
        is_done = job is not None or script is not None or decision is not None
        self._check_implementation(node, details, is_done=is_done)
        self._check_form(node, details.form)
        return Element(
            id=node.id,
            type=ElementType(node.tag),
            name=node.name,
            documentation=_documentation(node.xml),
            scope_id=node.scope.id if node.scope is not None else None,
            incoming=tuple([self._flows[flow.id] for flow in node.incoming]),
            outgoing=tuple([self._flows[flow.id] for flow in node.outgoing]),
            default_flow=self._flows[node.default.id] if node.default is not None else None,
            inputs=tuple(details.inputs),
            outputs=tuple(details.outputs),
            event_definition=event_definition,
            attached_to=node.attached_to.id if node.attached_to is not None else None,
            interrupting=_is_interrupting(node),
            boundary_events=tuple([event.id for event in node.boundary_events]),
            start_events=_start_events(node) if node.tag in SCOPES else (),
            is_event_sub_process=node.is_event_subprocess,
            event_starts=_event_starts(node),
            job=job,
            loop=self._loops.loop_of(node),
            called=called,
            decision=decision,
            ad_hoc=ad_hoc_of(node, self._expressions) if node.tag == ElementType.AD_HOC_SUB_PROCESS else None,
            start_quantity=self._quantity(node, "startQuantity"),
            completion_quantity=self._quantity(node, "completionQuantity"),
            is_for_compensation=node.is_compensation_handler,
            compensated_by=node.compensated_by.id if node.compensated_by is not None else None,
            activation_condition=self._activation_condition(node),
            instantiates=_says(node, "instantiate"),
            is_parallel=node.xml.get("eventGatewayType", "").strip() == "Parallel",
            user_task=self._user_task(node, details) if node.tag == ElementType.USER_TASK else None,
            script=script,
            form=details.form if node.tag == ElementType.START_EVENT else None,
            lane=self._lanes.get(node.id),
            # The data of a global task are those of its process, where the caller leaves and finds them.
            data=None if self._is_global(node) else self._data.data_of(node),
        )

    def _user_task(self, node: DrawnNode, details: ElementDetails) -> UserTaskDefinition:
        definition = details.user_task()
        if not definition.names_somebody:
            definition = self._performers.named_by(node, definition)
        lane = self._lanes.get(node.id)
        if lane is None or definition.names_somebody:
            return definition
        return replace(definition, candidate_groups=feel.compile(f"[{text_literal(lane[:LONGEST_NAME])}]"))

    def _quantity(self, node: DrawnNode, attribute: str) -> int:
        text = node.xml.get(attribute, "1").strip() if node.tag in ACTIVITIES else "1"
        if text.isdigit() and int(text) > 0:
            return int(text)
        message = f"the {attribute} of {node} must be a whole number from 1, but it is '{text}'"
        self.problems.append(node.error("bad-value", message))
        return 1

    def _activation_condition(self, node: DrawnNode) -> feel.Expression | None:
        xml = node.xml.find(f"{IN_BPMN}activationCondition")
        if node.tag != ElementType.COMPLEX_GATEWAY or xml is None or not (xml.text or "").strip():
            return None
        return self._expressions.condition(xml.text or "", node, "the activation condition")

    def _details(self, node: DrawnNode) -> ElementDetails:
        details = ElementDetails()
        extensions = node.xml.find(_EXTENSIONS)
        self._camunda.read(node, extensions, details)
        if extensions is not None:
            self._zeebe.read(node, extensions, details)
        return details

    def _script(self, node: DrawnNode, details: ElementDetails) -> ScriptDefinition | None:
        if details.script is not None or node.tag != ElementType.SCRIPT_TASK or details.job_type is not None:
            return details.script
        text = _script_text(node)
        if not text or details.is_faulty:
            return None
        expression = self._expressions.condition(text, node, "the script")
        details.is_faulty |= expression is None
        if expression is None:
            return None
        return ScriptDefinition(expression=expression, result_variable=details.result_variable)

    @staticmethod
    def _is_global(node: DrawnNode) -> bool:
        return node.scope is not None and node.scope.is_global_task

    def _script_job(self, node: DrawnNode, details: ElementDetails) -> JobDefinition | None:
        """A script in another language than FEEL is a job for whoever runs that language."""
        script_format = (node.xml.get("scriptFormat") or node.xml.get("scriptLanguage") or "").strip()
        is_ours = not script_format or is_feel(script_format) or script_format.lower() == "juel"
        if node.tag != ElementType.SCRIPT_TASK or details.has_implementation or is_ours:
            return None
        text = _script_text(node)
        if not text.strip() or details.is_faulty:
            return None
        language = language_of(script_format)
        if not self._languages.are_run(language):
            message = (
                f"the script of {node} is written in '{script_format}', which is not run here; write it in "
                "FEEL or Python, give it a job type for a worker, or register a handler for the language "
                f'(@script_handler("{language}"))'
            )
            self.problems.append(node.error("unsupported-language", message))
            details.is_faulty = True
            return None
        if fault := self._languages.fault(language, text):
            message = f"the script of {node} cannot be run as {language}: {fault}"
            self.problems.append(node.error("bad-script", message))
            details.is_faulty = True
            return None
        headers = {**details.headers, LANGUAGE: language, SCRIPT: text}
        if details.result_variable:
            headers[RESULT_VARIABLE] = details.result_variable
        return JobDefinition(
            type=feel.compile(f'"{job_type_of(language)}"'),
            retries=details.retries or self._default_retries,
            priority=details.job_priority or self._default_priority,
            headers=headers,
        )

    def _check_implementation(self, node: DrawnNode, details: ElementDetails, *, is_done: bool) -> None:
        advice = _IMPLEMENTATIONS.get(node.tag)
        if advice is not None and not is_done and not details.is_faulty and self._is_global(node):
            self._left_out.add(node.process_id or "")
            message = f"{node} does not say what to do, so it cannot be called; {advice}"
            self.problems.append(node.warning("no-implementation", message))
        elif advice is not None and not is_done and not details.is_faulty:
            self.problems.append(node.error("no-implementation", f"{node} does not say what to do; {advice}"))

    def _check_form(self, node: DrawnNode, form: FormReference | None) -> None:
        if form is None or form.form_id is None or self._forms is None or form.form_id in self._forms:
            return
        message = (
            f"{node} shows form '{form.form_id}', which is not deployed; deploy it too, else a generated "
            "form is shown"
        )
        self.problems.append(node.warning("unknown-form", message))


_IMPLEMENTATIONS: dict[str, str] = {
    ElementType.SERVICE_TASK: "give it the job type that a worker asks for (task definition)",
    ElementType.BUSINESS_RULE_TASK: "choose the decision that it asks, or a job type for a worker",
    ElementType.SCRIPT_TASK: "give it a FEEL expression, a script, or a job type for a worker",
}


def _script_text(node: DrawnNode) -> str:
    """Without the margin that it has because it stands in XML, which would be an error in Python."""
    xml = node.xml.find(f"{IN_BPMN}script")
    return "" if xml is None else dedent((xml.text or "").strip("\r\n").rstrip())


def _is_interrupting(node: DrawnNode) -> bool:
    # BPMN 10.5.6: an error always interrupts what it comes from.
    attribute = "isInterrupting" if node.tag == "startEvent" else "cancelActivity"
    return "error" in node.kinds or node.xml.get(attribute, "true").strip() not in ("false", "0")


def _says(node: DrawnNode, attribute: str) -> bool:
    return node.xml.get(attribute, "false").strip() in ("true", "1")


def _start_events(scope: DrawnNode) -> tuple[str, ...]:
    """The start events; without any, everything that no flow leads to starts (BPMN 10.5.2)."""
    starts = tuple(child.id for child in scope.children if child.tag == ElementType.START_EVENT)
    return starts or tuple(child.id for child in scope.implicit_starts)


def _event_starts(scope: DrawnNode) -> tuple[str, ...]:
    return tuple(
        start for child in scope.children if child.is_event_subprocess for start in _start_events(child)
    )


def _documentation(xml: etree._Element) -> str | None:
    element = xml.find(_DOCUMENTATION)
    return (element.text or "").strip() or None if element is not None else None
