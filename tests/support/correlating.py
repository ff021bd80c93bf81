"""Adds to a drawn diagram what BPMN 8.4.2 has for correlation, which hardly any modeler draws."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from tests.support.diagram_parts import bpmn
from tests.support.diagrams import DiagramBuilder

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def correlated(
    diagram: DiagramBuilder,
    properties: Mapping[str, Mapping[str, str]],
    *,
    bound: Mapping[str, str] | None = None,
    key: str = "conversation",
) -> bytes:
    """With one correlation key of these properties: name → message → path in it. `bound` makes the first
    process subscribe to the key: name of a property → path in its data.
    """
    root = etree.fromstring(diagram.xml())
    messages = {message.get("name"): message.get("id") for message in root.iter(f"{_BPMN}message")}
    for name, paths in properties.items():
        drawn = bpmn("correlationProperty", id=f"property_{name}", name=name)
        for message, path in paths.items():
            retrieval = bpmn("correlationPropertyRetrievalExpression", messageRef=messages[message])
            retrieval.append(_with_text("messagePath", path))
            drawn.append(retrieval)
        root.insert(0, drawn)
    collaboration = bpmn("collaboration", id="collaboration")
    drawn_key = bpmn("correlationKey", id="key", name=key)
    for name in properties:
        drawn_key.append(_with_text("correlationPropertyRef", f"property_{name}"))
    collaboration.append(drawn_key)
    process = next(root.iter(f"{_BPMN}process"))
    process.addprevious(collaboration)
    if bound is not None:
        process.append(_subscription(bound))
    return etree.tostring(root)


def _subscription(bound: Mapping[str, str]) -> etree._Element:
    subscription = bpmn("correlationSubscription", id="subscription", correlationKeyRef="key")
    for name, path in bound.items():
        binding = bpmn("correlationPropertyBinding", correlationPropertyRef=f"property_{name}")
        binding.append(_with_text("dataPath", path))
        subscription.append(binding)
    return subscription


def _with_text(tag: str, text: str) -> etree._Element:
    element = bpmn(tag)
    element.text = text
    return element
