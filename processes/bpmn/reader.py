"""The reader: bytes that a stranger uploaded → the XML tree of a BPMN diagram, or one clear problem.

Entities, document type definitions and the network are off, size and depth are limited. Line numbers are
those of the file.
"""

from __future__ import annotations

import re
from typing import NoReturn

from lxml import etree

from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.problems import DiagramRejected, Problem

MAX_BYTES = 10 * 1024 * 1024

#: XML declaration, comments and white space in front of the first tag
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_POSITION_IN_MESSAGE = re.compile(r"( ?, line \d+, column \d+)?( \([^)]*, line \d+\))?$")


def read_xml(content: bytes, *, resource: str, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The `definitions` element of the diagram. Raises `DiagramRejected`."""
    if len(content) > max_bytes:
        message = (
            f"The file has {len(content) / 1_048_576:.1f} MB; {max_bytes / 1_048_576:g} MB are allowed. "
            "Split it into several processes, or leave out embedded images."
        )
        _reject(resource, "diagram-too-large", message)
    if not content.strip():
        _reject(resource, "not-xml", "The file is empty. Export the diagram again from the modeler.")
    _refuse_doctype(content, resource)
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        _reject_syntax(content, resource, error)
    # The prolog is searched byte by byte, which an exotic encoding may defeat; the parser knows for sure.
    if root.getroottree().docinfo.internalDTD is not None:
        _reject_doctype(resource)
    if root.tag != f"{IN_BPMN}definitions":
        _reject(resource, "not-bpmn", _not_bpmn(root), line=root.sourceline)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _refuse_doctype(content: bytes, resource: str) -> None:
    """Refused before parsing, so that no entity is defined. UTF-16 is read by dropping its zero bytes."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    prolog = _PROLOG.match(plain)
    if prolog and plain[prolog.end() : prolog.end() + 9].upper() == b"<!DOCTYPE":
        _reject_doctype(resource)


def _reject_doctype(resource: str) -> NoReturn:
    message = (
        "The file has a document type definition (<!DOCTYPE …>). Diagrams need none, and entities are not "
        "allowed for safety. Remove the <!DOCTYPE> and the entities in it."
    )
    _reject(resource, "doctype-not-allowed", message)


def _reject_syntax(content: bytes, resource: str, error: etree.XMLSyntaxError) -> NoReturn:
    line, column = error.position
    reason = _POSITION_IN_MESSAGE.sub("", " ".join((error.msg or "it ends too early").split()))
    if "xcessive depth" in reason:
        message = f"The elements of the file are nested too deeply (line {line}). Flatten the subprocesses."
        _reject(resource, "diagram-too-deep", message, line=line)
    if content.lstrip()[:1] in (b"{", b"["):
        message = (
            "The file is JSON, not a BPMN diagram. Forms are uploaded with the file name ending in .form."
        )
    else:
        message = (
            f"The file is not well-formed XML: {reason} at line {line}, column {column}. "
            "Export the diagram again from the modeler, or mend this place."
        )
    _reject(resource, "not-xml", message, line=line)


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
