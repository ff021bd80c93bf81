"""Tasks that a handler of the scenario does, whatever the diagram says: a Java class, a script in a language
that does not run here, nothing at all. They are made jobs before the diagram is deployed.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from processes.bpmn.namespaces import IN_BPMN, IN_CAMUNDA, ZEEBE
from processes.bpmn.reader import read_xml

_TASKS = ("serviceTask", "scriptTask", "sendTask", "businessRuleTask", "globalScriptTask")
_JAVA = ("class", "delegateExpression", "expression")

#: the type of the job that a task becomes; None if it stays as it is
JobType = Callable[[etree._Element], str | None]


def as_jobs(content: bytes, job_type: JobType) -> bytes:
    """The diagram, with jobs of these types in place of what its tasks say."""
    try:
        root = read_xml(content, resource="scenario")
    except ValueError:
        return content  # deploying it says why
    changed = False
    for tag in _TASKS:
        for task in root.iter(f"{IN_BPMN}{tag}"):
            if (type_ := job_type(task)) is not None:
                _make_job(task, type_)
                changed = True
    return etree.tostring(root) if changed else content


def _make_job(task: etree._Element, type_: str) -> None:
    for attribute in _JAVA:
        task.attrib.pop(f"{IN_CAMUNDA}{attribute}", None)
    extensions = task.find(f"{IN_BPMN}extensionElements")
    if extensions is None:
        extensions = etree.Element(f"{IN_BPMN}extensionElements")
        task.insert(0, extensions)
    for child in list(extensions):
        if child.tag in (
            f"{IN_CAMUNDA}executionListener",
            f"{{{ZEEBE}}}taskDefinition",
            f"{{{ZEEBE}}}script",
        ):
            extensions.remove(child)
    etree.SubElement(extensions, f"{{{ZEEBE}}}taskDefinition").set("type", type_)
