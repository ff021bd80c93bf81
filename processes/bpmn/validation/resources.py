"""Rules of resource roles: who does the work (BPMN 10.3.1, table 10.5)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem

ROLES = ("resourceRole", "performer", "humanPerformer", "potentialOwner")
_BINDING = f"{IN_BPMN}resourceParameterBinding"


def resource_is_named_one_way(role: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    by_name = role.xml.find(f"{IN_BPMN}resourceRef") is not None
    if by_name and role.xml.find(f"{IN_BPMN}resourceAssignmentExpression") is not None:
        message = f"{role} has a resource and an expression that finds one; remove one of both"
        yield role.error("resource-named-twice", message)
    if not by_name and role.xml.find(_BINDING) is not None:
        message = f"{role} has parameters, but no resource that takes them; choose the resource"
        yield role.error("parameters-without-resource", message)


def parameters_are_those_of_the_resource(role: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    for resource in diagram.named_by(role.xml, "resourceRef"):
        for binding in role.xml.iterfind(_BINDING):
            parameter = diagram.referred(binding.get("parameterRef"))
            if parameter is not None and parameter.getparent() is not resource:
                message = f"{role} has a parameter that {diagram.drawn(resource)} does not have"
                yield role.error("parameter-of-other-resource", f"{message}; choose one of its own")
