"""The XML pieces that diagrams are drawn from."""

from __future__ import annotations

import re

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES = {"bpmn": BPMN, "zeebe": ZEEBE, "xsi": XSI}
FORMAL_EXPRESSION = {f"{{{XSI}}}type": "bpmn:tFormalExpression"}


def bpmn(tag: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{BPMN}}}{tag}", attributes)


def zeebe(tag: str, **attributes: str | None) -> etree._Element:
    return etree.Element(
        f"{{{ZEEBE}}}{tag}", {name: value for name, value in attributes.items() if value is not None}
    )


def timer_definition(timer: str, kind: str | None) -> etree._Element:
    """`kind` is duration, date or cycle: told from a constant's text, and a duration for an expression."""
    if kind is None:
        is_cycle = not timer.startswith("=") and (timer.startswith("R") or " " in timer)
        kind = "cycle" if is_cycle else "date" if timer[0].isdigit() else "duration"
    definition = bpmn("timerEventDefinition")
    time = etree.SubElement(definition, f"{{{BPMN}}}time{kind.title()}", FORMAL_EXPRESSION)
    time.text = timer
    return definition


def expression(tag: str, text: str) -> etree._Element:
    element = etree.Element(f"{{{BPMN}}}{tag}", FORMAL_EXPRESSION)
    element.text = feel(text)
    return element


def condition_definition(condition: str) -> etree._Element:
    definition = bpmn("conditionalEventDefinition")
    definition.append(expression("condition", condition))
    return definition


def compensation_definition(of: str | None, *, wait: bool = True) -> etree._Element:
    definition = bpmn("compensateEventDefinition", **({"activityRef": of} if of else {}))
    if not wait:
        definition.set("waitForCompletion", "false")
    return definition


def parent_of(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def feel(text: str) -> str:
    return text if text.startswith("=") else f"={text}"


def identifier(*parts: str | None) -> str:
    return "_".join(re.sub(r"[^A-Za-z0-9]", "_", part) for part in parts if part)


def extensions_of(element: etree._Element) -> etree._Element:
    extensions = element.find(f"{{{BPMN}}}extensionElements")
    if extensions is None:
        extensions = bpmn("extensionElements")
        element.insert(0, extensions)
    return extensions
