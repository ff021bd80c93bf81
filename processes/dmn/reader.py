"""The reader: bytes that a stranger uploaded → the XML tree of a decision model, or one clear problem."""

from __future__ import annotations

from typing import NoReturn

from lxml import etree

from processes.dmn.namespaces import MODEL_NAMESPACES, split_tag
from processes.dmn.problems import DecisionsRejected
from processes.resources.problems import Problem
from processes.resources.xml import MAX_BYTES, Flaw, UnreadableXml, parse_xml


def read_xml(content: bytes, *, resource: str, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The `definitions` element of the model. Raises `DecisionsRejected`."""
    try:
        root = parse_xml(content, max_bytes=max_bytes)
    except UnreadableXml as error:
        code, message = _told(error, len(content), max_bytes)
        _reject(resource, code, message, line=error.line)
    namespace, name = split_tag(root)
    if name != "definitions" or namespace not in MODEL_NAMESPACES:
        _reject(resource, "not-dmn", _not_dmn(namespace, name), line=root.sourceline)
    return root


def _told(error: UnreadableXml, size: int, max_bytes: int) -> tuple[str, str]:
    """(code, message) of the problem."""
    match error.flaw:
        case Flaw.TOO_LARGE:
            return "decisions-too-large", (
                f"The file has {size / 1_048_576:.1f} MB; {max_bytes / 1_048_576:g} MB are allowed. "
                "Split it into several decision models that import each other."
            )
        case Flaw.EMPTY:
            return "not-xml", "The file is empty. Export the decision model again from the modeler."
        case Flaw.DOCTYPE:
            return "doctype-not-allowed", (
                "The file has a document type definition (<!DOCTYPE …>). Decision models need none, and "
                "entities are not allowed for safety. Remove the <!DOCTYPE> and the entities in it."
            )
        case Flaw.TOO_DEEP:
            return "decisions-too-deep", (
                f"The elements of the file are nested too deeply (line {error.line}). "
                "Give inner expressions names, as decisions or business knowledge models of their own."
            )
        case Flaw.JSON:
            return "not-xml", "The file is JSON, not a decision model."
    return "not-xml", (
        f"The file is not well-formed XML: {error.reason} at line {error.line}, column {error.column}. "
        "Export the decision model again from the modeler, or mend this place."
    )


def _not_dmn(namespace: str, name: str) -> str:
    if name == "definitions" and "BPMN" in namespace:
        found = "it is a BPMN diagram"
    elif name == "html":
        found = "it is a web page; download the model itself"
    elif name == "definitions":
        found = f"its definitions are of the namespace '{namespace}'"
    else:
        found = f"its first element is <{name}>"
    return f"The file is not a DMN decision model: {found}. Expected <definitions> of DMN 1.1 to 1.6."


def _reject(resource: str, code: str, message: str, *, line: int | None = None) -> NoReturn:
    raise DecisionsRejected([Problem(code=code, message=message, resource=resource, line=line)])
