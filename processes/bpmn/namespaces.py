"""XML namespaces of diagrams: BPMN itself, and the two dialects of extension elements that are understood."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"

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


def split_tag(element: etree._Element) -> tuple[str, str]:
    """(namespace, local name); the namespace is empty when there is none."""
    name = etree.QName(element)
    return name.namespace or "", name.localname
