"""Reachability: which tokens can still arrive at an inclusive join (BPMN 13.4.3, table 13.3).

An inclusive join waits for a token if there is a path from where the token is to an empty incoming flow that
does not visit the join itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from processes.bpmn.event_definitions import LinkEventDefinition
from processes.bpmn.model import Element, ElementType, ProcessModel


def tokens_ahead(model: ProcessModel, join: Element) -> Mapping[str, frozenset[str]]:
    """For each incoming flow of the join, by id: the elements of its scope from which a token can come along
    that flow.

    The path must not visit the join. A boundary event leaves from its activity, so a token in the activity
    can come by way of it.
    """
    return {flow.id: _sources_of(model, flow.source, join) for flow in join.incoming}


def _sources_of(model: ProcessModel, element_id: str, join: Element) -> frozenset[str]:
    if element_id == join.id:
        return frozenset()
    found = {element_id}
    pending = [element_id]
    while pending:
        element = model.elements[pending.pop()]
        before = [flow.source for flow in element.incoming]
        if isinstance(element.event_definition, LinkEventDefinition):
            before += _thrown_to(model, element)
        if element.type is ElementType.BOUNDARY_EVENT and element.attached_to is not None:
            before.append(element.attached_to)
        for source in before:
            if source != join.id and source not in found:
                found.add(source)
                pending.append(source)
    return frozenset(found)


def _thrown_to(model: ProcessModel, catching: Element) -> list[str]:
    return [
        element.id
        for element in model.elements.values()
        if isinstance(element.event_definition, LinkEventDefinition)
        and element.event_definition.target_id == catching.id
    ]
