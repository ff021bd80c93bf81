"""Makes jobs of what the cases do by Java classes and scripts, which cannot run here."""

from __future__ import annotations

from typing import Any

from lxml import etree

from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, ZEEBE
from processes.bpmn.reader import read_xml

_JAVA = ("class", "delegateExpression", "expression")


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
