"""Rules of services: what an operation takes and gives is what the activity has (BPMN 10.3.3 and 10.3.6)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem
from processes.bpmn.validation.data_sets import declared, items_of
from processes.bpmn.validation.items import any_same, item_of_message


def service_has_one_input_set(task: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    # BPMN 10.3.3, Service Task: exactly one InputSet and at most one OutputSet
    if not task.xml.get("operationRef"):
        return
    found = len(declared(task.xml, "inputSet"))
    if found != 1:
        message = f"{task} calls an operation and has {found} input sets; it must have exactly one"
        yield task.error("input-sets", message)


def service_has_one_output_set(task: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    if task.xml.get("operationRef") and len(declared(task.xml, "outputSet")) > 1:
        message = f"{task} calls an operation and has several output sets; one is allowed"
        yield task.error("output-sets", message)


def service_takes_and_gives_the_items_of_its_operation(
    task: Drawn, diagram: DrawnDiagram
) -> Iterator[Problem]:
    """Nothing depends on it here, so it is a warning."""
    for operation in diagram.named_by(task.xml, "operationRef"):
        for message, part in (("inMessageRef", "dataInput"), ("outMessageRef", "dataOutput")):
            wanted = _item(diagram, operation, message)
            given = items_of(task.xml, part)
            if wanted is not None and given and not any_same(diagram, given, wanted):
                text = f"{task} and {diagram.drawn(operation)} differ in their items; give both the same"
                yield task.warning("item-differs", text)


def service_interface_is_bound(element: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """BPMN table 10.26: a process that is a service says which data goes to which operation."""
    if element.xml.find(f"{IN_BPMN}supportedInterfaceRef") is None:
        return
    if element.xml.find(f"{IN_BPMN}ioBinding") is None:
        message = f"{element} has an interface, but none of its data is bound to an operation; add a binding"
        yield element.error("interface-without-binding", message)


def binding_fits_its_operation(binding: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    parent = binding.xml.getparent()
    operation = diagram.referred(binding.xml.get("operationRef"))
    if parent is None or operation is None:
        return
    for reference, message, part in (
        ("inputDataRef", "inMessageRef", "dataInput"),
        ("outputDataRef", "outMessageRef", "dataOutput"),
    ):
        wanted = _item(diagram, operation, message)
        bound = diagram.referred(binding.xml.get(reference))
        if wanted is None:
            continue
        if bound is None or not any_same(diagram, _items_bound(diagram, parent, bound, part), wanted):
            text = f"{binding} of {diagram.drawn(parent)} does not fit {diagram.drawn(operation)}"
            yield binding.error("binding-does-not-fit", f"{text}: the item of its {message} is another")


def _items_bound(
    diagram: DrawnDiagram, owner: etree._Element, bound: etree._Element, part: str
) -> list[str | None]:
    """A binding names one datum, or the set in which it is."""
    data = diagram.named_by(bound, f"{part}Refs") if str(bound.tag).endswith("Set") else [bound]
    return [each.get("itemSubjectRef") for each in data]


def _item(diagram: DrawnDiagram, operation: etree._Element, message: str) -> str | None:
    return item_of_message(diagram, operation.findtext(f"{IN_BPMN}{message}"))
