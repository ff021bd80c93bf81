"""Mapping: what each element and sequence flow is called in another definition, and whether an element can go
on as its counterpart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from processes.bpmn.model import Element, ElementType, MultiInstance, ProcessModel
from processes.engine.commands import MappingInstruction
from processes.engine.errors import PlanProblem
from processes.engine.state import ElementInstance
from processes.engine.step import Step

#: a job is a job: whichever of these it is of
DONE_BY_WORKERS = frozenset(
    {
        ElementType.SERVICE_TASK,
        ElementType.SEND_TASK,
        ElementType.SCRIPT_TASK,
        ElementType.BUSINESS_RULE_TASK,
    }
)
#: what waits for events of its own
CATCHING = frozenset({ElementType.INTERMEDIATE_CATCH_EVENT, ElementType.RECEIVE_TASK})


@dataclass(slots=True)
class Mapping:
    source: ProcessModel
    target: ProcessModel
    ids: dict[str, str]
    _flows: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, source: ProcessModel, target: ProcessModel, instructions: Sequence[MappingInstruction]
    ) -> Mapping:
        ids = {each.source_element_id: each.target_element_id for each in instructions}
        return cls(source, target, ids | {source.process_id: target.process_id})

    def element_id(self, element_id: str) -> str:
        return self.ids.get(element_id, element_id)

    def flow_id(self, flow_id: str) -> str | None:
        """The counterpart of a flow: it leads to the counterpart of the same element. Without an instruction
        that is the one with the same id, else the only one that comes from the counterpart of where it comes
        from.
        """
        if flow_id not in self._flows:
            self._flows[flow_id] = self._flow_id(flow_id)
        return self._flows[flow_id]

    def _flow_id(self, flow_id: str) -> str | None:
        flow = self.source.flows[flow_id]
        to = self.target.flows.get(self.ids.get(flow_id, flow_id))
        if to is not None and to.target == self.element_id(flow.target):
            return to.id
        if flow_id in self.ids:
            return None
        join = self.target.elements.get(self.element_id(flow.target))
        alike = (
            [each.id for each in join.incoming if each.source == self.element_id(flow.source)] if join else []
        )
        return alike[0] if len(alike) == 1 else None

    def missing(self, element: Element, what: str = "is active") -> PlanProblem:
        named = self.ids.get(element.id)
        return PlanProblem(
            message=f"{element.label!r} {what}, but process {self.target.process_id!r} has no element "
            f"{named or element.id!r}; map {element.id!r} to what it is called there",
            element_id=element.id,
        )


def problems_of_instructions(
    source: ProcessModel, target: ProcessModel, instructions: Sequence[MappingInstruction]
) -> Iterator[PlanProblem]:
    """What is wrong with the instructions wherever tokens are."""
    seen: set[str] = set()
    for each in instructions:
        named = each.source_element_id
        if named in seen:
            yield PlanProblem(message=f"{named!r} is mapped twice", element_id=named)
        seen.add(named)
        for element_id, model in ((named, source), (each.target_element_id, target)):
            if element_id not in model.elements and element_id not in model.flows:
                message = f"process {model.process_id!r} has no element {element_id!r}"
                yield PlanProblem(message=message, element_id=named)
        if (named in source.flows) != (each.target_element_id in target.flows):
            message = f"{named!r} and {each.target_element_id!r}: a flow can be mapped to a flow only"
            yield PlanProblem(message=message, element_id=named)
        if named == source.process_id and each.target_element_id != target.process_id:
            message = f"the process itself becomes {target.process_id!r}, not {each.target_element_id!r}"
            yield PlanProblem(message=message, element_id=named)


def counterparts(step: Step, mapping: Mapping, instance: ElementInstance) -> Iterator[PlanProblem]:
    """Why an element instance cannot go on as an instance of its counterpart."""
    element = step.element(instance)
    if instance.scope_key is None:
        return
    to = mapping.target.elements.get(mapping.element_id(element.id))
    if to is None:
        yield mapping.missing(element)
        return
    why_not = _why_not(mapping, element, to)
    if why_not is not None:
        yield PlanProblem(
            message=f"{element.label!r} is active and cannot go on as {to.id!r}: {why_not}",
            element_id=element.id,
        )


def _why_not(mapping: Mapping, element: Element, to: Element) -> str | None:
    if not _same_type(element, to):
        return f"one is a {element.type}, the other a {to.type}"
    if element.is_event_sub_process != to.is_event_sub_process:
        return "only one of them is an event subprocess"
    if to.scope_id != mapping.element_id(element.scope_id or ""):
        return f"it is in {mapping.element_id(element.scope_id or '')!r}, the other in {to.scope_id!r}"
    if _kind_of_loop(element) != _kind_of_loop(to):
        return f"one is {_kind_of_loop(element)}, the other {_kind_of_loop(to)}"
    if element.is_for_compensation != to.is_for_compensation:
        return "only one of them undoes something"
    if element.type in CATCHING and _kinds_of_events(element) != _kinds_of_events(to):
        return "they wait for different kinds of events"
    return None


def _same_type(element: Element, to: Element) -> bool:
    if element.type == to.type:
        return True
    both_by_workers = {element.type, to.type} <= DONE_BY_WORKERS
    return both_by_workers and element.job is not None and to.job is not None


def _kind_of_loop(element: Element) -> str:
    if element.loop is None:
        return "done once"
    if isinstance(element.loop, MultiInstance):
        return f"done several times, {'one after another' if element.loop.sequential else 'all at once'}"
    return "done again while a condition is true"


def _kinds_of_events(element: Element) -> list[str]:
    return sorted(type(each).__name__ for each in element.event_definitions)
