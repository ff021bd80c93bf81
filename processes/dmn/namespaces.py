"""XML namespaces of decision models: one for each version of DMN, all read alike."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

#: DMN 1.1 to 1.6
MODEL_NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
    "https://www.omg.org/spec/DMN/20240513/MODEL/",
)

#: of the modelers that write version tags
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = ("http://camunda.org/schema/1.0/dmn", "http://operaton.org/schema/1.0/dmn")


def split_tag(element: etree._Element) -> tuple[str, str]:
    """(namespace, local name); the namespace is empty when there is none."""
    name = etree.QName(element)
    return name.namespace or "", name.localname


def parts(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of DMN's own namespace, of these names or of any. Extensions are no part of the model."""
    own = etree.QName(element).namespace
    for child in element:
        if isinstance(child.tag, str):
            namespace, name = split_tag(child)
            if namespace == own and (not names or name in names):
                yield child


def part(element: etree._Element, *names: str) -> etree._Element | None:
    return next(parts(element, *names), None)


def local_name(element: etree._Element) -> str:
    return etree.QName(element).localname


def text_of(element: etree._Element | None) -> str:
    """The text in an element's ``<text>``, white space around it left out."""
    inner = None if element is None else part(element, "text")
    return "" if inner is None else "".join(str(each) for each in inner.itertext()).strip()


def is_feel(language: str | None) -> bool:
    """Whether an ``expressionLanguage`` names FEEL in any version; without one, it is FEEL."""
    return not language or "feel" in language.lower()


def version_tag(decision: etree._Element) -> str | None:
    """What Camunda 8 (`zeebe:versionTag`) or Camunda 7 (`camunda:versionTag`) calls this version."""
    extensions = part(decision, "extensionElements")
    if extensions is not None:
        tag = extensions.find(f"{{{ZEEBE}}}versionTag")
        if tag is not None and (tag.get("value") or "").strip():
            return str(tag.get("value")).strip()
    written = next(
        (decision.get(f"{{{each}}}versionTag") for each in CAMUNDA if decision.get(f"{{{each}}}versionTag")),
        "",
    )
    return (written or "").strip() or None
