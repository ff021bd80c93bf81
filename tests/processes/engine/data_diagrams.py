"""Diagrams with data, as text: the verbs of `tests.support.diagrams` know none."""

from __future__ import annotations

from itertools import pairwise

from tests.processes.bpmn.diagrams import flow, process_of


def data_object(name: str, *, id: str | None = None, attributes: str = "") -> str:
    """A data object, and the reference that people draw."""
    id = id or f"object_{name}"
    return (
        f'<bpmn:dataObject id="{id}" {attributes}/>'
        f'<bpmn:dataObjectReference id="{name}_ref" name="{name}" dataObjectRef="{id}"/>'
    )


def store(name: str) -> str:
    """A reference to a data store that is declared nowhere, as bpmn-js draws it."""
    return f'<bpmn:dataStoreReference id="{name}_ref" name="{name}"/>'


def specified(*, inputs: tuple[str, ...] = (), outputs: tuple[str, ...] = (), optional: str = "") -> str:
    """`in_x` is the id of the data input `x`."""
    data = "".join(f'<bpmn:dataInput id="in_{name}" name="{name}"/>' for name in inputs)
    data += "".join(f'<bpmn:dataOutput id="out_{name}" name="{name}"/>' for name in outputs)
    input_refs = "".join(f"<bpmn:dataInputRefs>in_{name}</bpmn:dataInputRefs>" for name in inputs)
    input_refs += f"<bpmn:optionalInputRefs>in_{optional}</bpmn:optionalInputRefs>" if optional else ""
    output_refs = "".join(f"<bpmn:dataOutputRefs>out_{name}</bpmn:dataOutputRefs>" for name in outputs)
    sets = f"<bpmn:inputSet>{input_refs}</bpmn:inputSet><bpmn:outputSet>{output_refs}</bpmn:outputSet>"
    return f"<bpmn:ioSpecification>{data}{sets}</bpmn:ioSpecification>"


def into(*sources: str, to: str, inside: str = "") -> str:
    """A data input association."""
    return _association("dataInputAssociation", sources, to, inside)


def out(*sources: str, to: str, inside: str = "") -> str:
    """A data output association."""
    return _association("dataOutputAssociation", sources, to, inside)


def transformed(expression: str) -> str:
    return f"<bpmn:transformation>{expression}</bpmn:transformation>"


def assigned(source: str, target: str) -> str:
    return f"<bpmn:assignment><bpmn:from>{source}</bpmn:from><bpmn:to>{target}</bpmn:to></bpmn:assignment>"


def script(id: str, expression: str, result: str, content: str = "") -> str:
    extension = f'<zeebe:script expression="={expression}" resultVariable="{result}"/>'
    return (
        f'<bpmn:scriptTask id="{id}"><bpmn:extensionElements>{extension}</bpmn:extensionElements>'
        f"{content}</bpmn:scriptTask>"
    )


def service(id: str, content: str = "") -> str:
    extension = f'<zeebe:taskDefinition type="{id}"/>'
    return (
        f'<bpmn:serviceTask id="{id}"><bpmn:extensionElements>{extension}</bpmn:extensionElements>'
        f"{content}</bpmn:serviceTask>"
    )


def in_order(*elements: str, beside: str = "", roots: str = "") -> bytes:
    """start → these elements, each with its id as its first attribute → end."""
    return process_of(chain(*elements) + beside, roots=roots)


def chain(*elements: str, prefix: str = "") -> str:
    ids = [element.partition('id="')[2].partition('"')[0] for element in elements]
    path = [f"{prefix}start", *ids, f"{prefix}end"]
    flows = "".join(flow(*pair) for pair in pairwise(path))
    start, end = f'<bpmn:startEvent id="{prefix}start"/>', f'<bpmn:endEvent id="{prefix}end"/>'
    return start + "".join(elements) + end + flows


def _association(tag: str, sources: tuple[str, ...], to: str, inside: str) -> str:
    refs = "".join(f"<bpmn:sourceRef>{source}</bpmn:sourceRef>" for source in sources)
    return f"<bpmn:{tag}>{refs}<bpmn:targetRef>{to}</bpmn:targetRef>{inside}</bpmn:{tag}>"
