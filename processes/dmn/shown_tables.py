"""Decision tables as people read them: the texts of their cells, as they were written."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from processes.dmn.expressions import name_of
from processes.dmn.hit_policies import HIT_POLICIES, HitPolicy
from processes.dmn.namespaces import local_name, part, parts, text_of
from processes.dmn.reader import read_xml
from processes.resources.xml import MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClause:
    label: str
    #: of an input; of an output its name
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRule:
    #: from 1
    number: int
    rule_id: str | None
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    element_id: str | None
    #: as DMN abbreviates it: `U`, `C+`
    hit_policy: str
    hit_policy_name: str
    inputs: tuple[ShownClause, ...]
    outputs: tuple[ShownClause, ...]
    annotations: tuple[str, ...]
    rules: tuple[ShownRule, ...]


def shown_tables(content: bytes, *, resource: str = "decisions.dmn") -> dict[str, ShownTable]:
    """The tables of a decision model, by id. Those without one are left out."""
    root = read_xml(content, resource=resource, max_bytes=MAX_BYTES)
    return {
        str(element.get("id")): _table(element)
        for element in root.iter()
        if isinstance(element.tag, str) and local_name(element) == "decisionTable" and element.get("id")
    }


def _table(element: etree._Element) -> ShownTable:
    policy, aggregation = element.get("hitPolicy") or "UNIQUE", element.get("aggregation") or ""
    known = HIT_POLICIES.get((policy, aggregation if policy == "COLLECT" else ""), HitPolicy.UNIQUE)
    return ShownTable(
        element_id=element.get("id"),
        hit_policy=known.value,
        hit_policy_name=f"{policy} {aggregation}".strip().lower(),
        inputs=tuple(_input(each) for each in parts(element, "input")),
        outputs=tuple(_output(each, element) for each in parts(element, "output")),
        annotations=tuple(each.get("name") or "" for each in parts(element, "annotation")),
        rules=tuple(_rule(number, each) for number, each in enumerate(parts(element, "rule"), 1)),
    )


def _input(element: etree._Element) -> ShownClause:
    expression = text_of(part(element, "inputExpression"))
    return ShownClause(label=element.get("label") or expression, expression=expression)


def _output(element: etree._Element, table: etree._Element) -> ShownClause:
    name = name_of(element)
    parent = table.getparent()
    of_table = table.get("outputLabel") or (name_of(parent) if parent is not None else "")
    return ShownClause(label=element.get("label") or name or of_table, expression=name)


def _rule(number: int, element: etree._Element) -> ShownRule:
    notes = [_note(each) for each in parts(element, "annotationEntry")]
    description = part(element, "description")
    if not notes and description is not None and (description.text or "").strip():
        notes = [(description.text or "").strip()]
    return ShownRule(
        number=number,
        rule_id=element.get("id"),
        inputs=tuple(text_of(each) for each in parts(element, "inputEntry")),
        outputs=tuple(text_of(each) for each in parts(element, "outputEntry")),
        annotations=tuple(notes),
    )


def _note(element: etree._Element) -> str:
    return text_of(element) or (element.text or "").strip()
