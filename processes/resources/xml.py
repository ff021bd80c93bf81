"""Reading XML that a stranger wrote: bytes → the root element, or what keeps them from being read.

Entities, document type definitions and the network are off, size and depth are limited. Line numbers are
those of the file.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from lxml import etree

MAX_BYTES = 10 * 1024 * 1024

#: XML declaration, comments and white space in front of the first tag
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_POSITION_IN_MESSAGE = re.compile(r"( ?, line \d+, column \d+)?( \([^)]*, line \d+\))?$")


class Flaw(Enum):
    TOO_LARGE = auto()
    EMPTY = auto()
    DOCTYPE = auto()
    TOO_DEEP = auto()
    JSON = auto()
    SYNTAX = auto()


class UnreadableXml(ValueError):
    """The bytes are no XML that may be read. `reason` is the parser's, for a `Flaw.SYNTAX`."""

    def __init__(
        self, flaw: Flaw, line: int | None = None, column: int | None = None, reason: str = ""
    ) -> None:
        self.flaw = flaw
        self.line = line
        self.column = column
        self.reason = reason
        super().__init__(f"{flaw.name}: {reason}")


def parse_xml(content: bytes, *, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The root element. Raises `UnreadableXml`."""
    if len(content) > max_bytes:
        raise UnreadableXml(Flaw.TOO_LARGE)
    if not content.strip():
        raise UnreadableXml(Flaw.EMPTY)
    if _has_doctype(content):
        raise UnreadableXml(Flaw.DOCTYPE)
    parser = _parser()
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if not _is_only_a_strange_namespace(parser):
            raise _syntax_flaw(content, error) from error
        root = etree.fromstring(content, _parser(recover=True))
    # The prolog is searched byte by byte, which an exotic encoding may defeat; the parser knows for sure.
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableXml(Flaw.DOCTYPE)
    return root


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _is_only_a_strange_namespace(parser: etree.XMLParser) -> bool:
    """Some tools name a namespace after a diagram, with the spaces in its name. The text is well-formed all
    the same, and a namespace is only a name.
    """
    errors = parser.error_log.filter_from_errors()
    return len(errors) > 0 and all(error.type == etree.ErrorTypes.WAR_NS_URI for error in errors)


def _has_doctype(content: bytes) -> bool:
    """Found before parsing, so that no entity is defined. UTF-16 is read by dropping its zero bytes."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    prolog = _PROLOG.match(plain)
    return prolog is not None and plain[prolog.end() : prolog.end() + 9].upper() == b"<!DOCTYPE"


def _syntax_flaw(content: bytes, error: etree.XMLSyntaxError) -> UnreadableXml:
    line, column = error.position
    reason = _POSITION_IN_MESSAGE.sub("", " ".join((error.msg or "it ends too early").split()))
    if "xcessive depth" in reason:
        return UnreadableXml(Flaw.TOO_DEEP, line)
    if content.lstrip()[:1] in (b"{", b"["):
        return UnreadableXml(Flaw.JSON)
    return UnreadableXml(Flaw.SYNTAX, line, column, reason)
