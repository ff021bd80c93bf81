"""XML namespaces of diagrams: BPMN itself, and the two dialects of extension elements that are understood."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
#: forks of Camunda 7 renamed its dialect and changed nothing else
FORKS_OF_CAMUNDA = ("http://operaton.org/schema/1.0/bpmn", "http://cibseven.org/schema/1.0/bpmn")

#: `{namespace}` as lxml writes it before the local name
IN_BPMN = f"{{{BPMN}}}"
IN_ZEEBE = f"{{{ZEEBE}}}"
IN_CAMUNDA = f"{{{CAMUNDA}}}"


def children_in(namespace: str, element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """(local name, child) for the children in a namespace, given as lxml writes it: `{namespace}`."""
    skip = len(namespace)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag.startswith(namespace):
            yield tag[skip:], child


def speak_camunda(root: etree._Element) -> None:
    """Rewrite the dialects of Camunda 7's forks to that of Camunda 7 itself."""
    prefixes = tuple(f"{{{namespace}}}" for namespace in FORKS_OF_CAMUNDA)
    if not any(namespace in FORKS_OF_CAMUNDA for namespace in root.nsmap.values()):
        return
    for element in root.iter(etree.Element):
        for name in [name for name in map(str, element.attrib) if name.startswith(prefixes)]:
            element.set(IN_CAMUNDA + name.partition("}")[2], element.attrib.pop(name))
        if str(element.tag).startswith(prefixes):
            element.tag = IN_CAMUNDA + str(element.tag).partition("}")[2]


def split_tag(element: etree._Element) -> tuple[str, str]:
    """(namespace, local name); the namespace is empty when there is none."""
    name = etree.QName(element)
    return name.namespace or "", name.localname
