"""What the cases do by Java classes and scripts, which cannot run here: it becomes jobs. And what they deploy
to see whether it is valid, though nobody could run it.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from processes.bpmn import DiagramRejected, Severity
from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, ZEEBE
from processes.bpmn.reader import read_xml

#: A diagram with these problems is valid BPMN. We refuse to deploy it, since it could not run, or not as it
#: was meant; a pack that asks whether a diagram is valid must not take that for a no.
_NOT_RUN_HERE = frozenset({
    # nothing in it is executable: a collaboration, a choreography, a process that is only documentation
    "no-executable-process",
    # it does not say how: BPMN leaves that to tools
    "no-implementation", "no-called-process", "loop-without-end", "unknown-decision",
    # it says so in a language of other engines, or in none
    "unsupported-language", "unsupported-element", "unsupported-extension", "bad-expression",
    # BPMN lets tokens begin without a start event, at several, and lets gateways be without conditions
    "no-start-event", "several-start-events", "missing-condition",
})  # fmt: skip

_JAVA = ("class", "delegateExpression", "expression")


def is_valid(rejected: DiagramRejected) -> bool:
    """Whether the diagram keeps the rules of BPMN, and was refused for other reasons."""
    return all(
        problem.code in _NOT_RUN_HERE or (problem.code, problem.element_type) == ("no-message", "sendTask")
        for problem in rejected.problems
        if problem.severity is Severity.ERROR
    )


def as_job(content: bytes, host: Any) -> bytes:
    """The diagram, in which service tasks with a handler and betsy's script tasks are jobs."""
    try:
        root = read_xml(content, resource="case.bpmn")
    except ValueError:
        return content
    changed = False
    for tag in ("serviceTask", "scriptTask", "sendTask", "businessRuleTask"):
        for task in root.iter(f"{IN_BPMN}{tag}"):
            changed |= _handle(task, host)
    return etree.tostring(root) if changed else content


def _handle(task: etree._Element, host: Any) -> bool:
    script = (task.findtext(f"{IN_BPMN}script") or "").strip()
    if task.get("scriptFormat") == "betsy":
        job_type = f"script:{script}"
    elif host.handler(task.get("id")) is not None:
        job_type = "handler"
    else:
        return False
    for attribute in _JAVA:
        task.attrib.pop(f"{IN_CAMUNDA}{attribute}", None)
    extensions = task.find(f"{IN_BPMN}extensionElements")
    if extensions is None:
        extensions = etree.Element(f"{IN_BPMN}extensionElements")
        task.insert(0, extensions)
    for child in list(extensions):
        if child.tag in (f"{IN_CAMUNDA}executionListener",):
            extensions.remove(child)
    definition = etree.SubElement(extensions, f"{{{ZEEBE}}}taskDefinition")
    definition.set("type", job_type)
    return True
