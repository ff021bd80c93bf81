"""The reader: bytes that a stranger uploaded → the XML tree of a BPMN diagram, or one clear problem."""

from __future__ import annotations

from typing import NoReturn

from lxml import etree

from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.problems import DiagramRejected, Problem
from processes.resources.xml import MAX_BYTES, Flaw, UnreadableXml, parse_xml

__all__ = ["MAX_BYTES", "read_xml"]


def read_xml(content: bytes, *, resource: str, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The `definitions` element of the diagram. Raises `DiagramRejected`."""
    try:
        root = parse_xml(content, max_bytes=max_bytes)
    except UnreadableXml as error:
        code, message = _told(error, len(content), max_bytes)
        _reject(resource, code, message, line=error.line)
    if root.tag != f"{IN_BPMN}definitions":
        _reject(resource, "not-bpmn", _not_bpmn(root), line=root.sourceline)
    return root


def _told(error: UnreadableXml, size: int, max_bytes: int) -> tuple[str, str]:
    """(code, message) of the problem."""
    match error.flaw:
        case Flaw.TOO_LARGE:
            return "diagram-too-large", (
                f"The file has {size / 1_048_576:.1f} MB; {max_bytes / 1_048_576:g} MB are allowed. "
                "Split it into several processes, or leave out embedded images."
            )
        case Flaw.EMPTY:
            return "not-xml", "The file is empty. Export the diagram again from the modeler."
        case Flaw.DOCTYPE:
            return "doctype-not-allowed", (
                "The file has a document type definition (<!DOCTYPE …>). Diagrams need none, and entities "
                "are not allowed for safety. Remove the <!DOCTYPE> and the entities in it."
            )
        case Flaw.TOO_DEEP:
            return "diagram-too-deep", (
                f"The elements of the file are nested too deeply (line {error.line}). "
                "Flatten the subprocesses."
            )
        case Flaw.JSON:
            return "not-xml", (
                "The file is JSON, not a BPMN diagram. Forms are uploaded with the file name ending in .form."
            )
    return "not-xml", (
        f"The file is not well-formed XML: {error.reason} at line {error.line}, column {error.column}. "
        "Export the diagram again from the modeler, or mend this place."
    )


def _not_bpmn(root: etree._Element) -> str:
    namespace, name = split_tag(root)
    if name == "definitions" and "DMN" in namespace:
        found = "it is a DMN decision model"
    elif name == "html":
        found = "it is a web page; download the diagram itself"
    elif name == "definitions":
        found = f"its definitions are of the namespace '{namespace}'"
    else:
        found = f"its first element is <{name}>"
    return f"The file is not a BPMN 2.0 diagram: {found}. Expected <bpmn:definitions> of {IN_BPMN[1:-1]}."


def _reject(resource: str, code: str, message: str, *, line: int | None = None) -> NoReturn:
    raise DiagramRejected([Problem(code=code, message=message, resource=resource, line=line)])
