"""Performers: whom BPMN itself lets a user task name (BPMN 10.3.1, *Resources*), where no dialect does.

A human performer is the assignee; potential owners are candidates: `user(ada), group(sales), sales` are a
user and a group twice, as Camunda 7 reads it. A resource stands for the group of its name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from processes import feel
from processes.bpmn.elements import DrawnDiagram, DrawnNode, name_of
from processes.bpmn.expressions import Expressions, is_expression, text_literal
from processes.bpmn.extensions.juel import is_juel
from processes.bpmn.model import UserTaskDefinition
from processes.bpmn.namespaces import IN_BPMN

_TEXT = f"{IN_BPMN}resourceAssignmentExpression/{IN_BPMN}formalExpression"
_PERFORMERS = tuple(f"{IN_BPMN}{tag}" for tag in ("humanPerformer", "performer"))
_OWNER = f"{IN_BPMN}potentialOwner"
_NAMED = re.compile(r"(?P<kind>user|group)\((?P<name>.*)\)|(?P<bare>.*)", re.DOTALL)


class Performers:
    """Reads the resource roles of the user tasks of one diagram."""

    def __init__(self, diagram: DrawnDiagram, expressions: Expressions) -> None:
        self._diagram = diagram
        self._expressions = expressions

    def named_by(self, node: DrawnNode, definition: UserTaskDefinition) -> UserTaskDefinition:
        users: list[str] = []
        groups: list[str] = []
        for role in node.xml.iterchildren(*_PERFORMERS, _OWNER):
            text = (role.findtext(_TEXT) or "").strip()
            groups += [
                name for each in self._diagram.named_by(role, "resourceRef") if (name := name_of(each))
            ]
            if not text:
                continue
            if role.tag in _PERFORMERS:
                what = "the performer"
                definition = replace(definition, assignee=self._expressions.juel_value(text, node, what))
            elif is_expression(text) or is_juel(text):
                found = self._expressions.juel_value(text, node, "the potential owner")
                definition = replace(definition, candidate_groups=found)
            else:
                for part in text.split(","):
                    match = _NAMED.fullmatch(part.strip())
                    assert match is not None
                    (users if match["kind"] == "user" else groups).append(
                        match["name"] or match["bare"] or ""
                    )
        if any(users):
            definition = replace(definition, candidate_users=_listed(users))
        if any(groups):
            definition = replace(definition, candidate_groups=_listed(groups))
        return definition


def _listed(names: list[str]) -> feel.Expression:
    return feel.compile(f"[{', '.join(text_literal(name) for name in names if name)}]")


def says_more(role: etree._Element) -> bool:
    """Whether a role says something that is not read here."""
    is_read = role.tag in (*_PERFORMERS, _OWNER)
    return not is_read or role.find(f"{IN_BPMN}resourceParameterBinding") is not None
