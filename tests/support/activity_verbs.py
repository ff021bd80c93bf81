"""The verbs of `DiagramBuilder` for activities and gateways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from lxml import etree

from tests.support.diagram_parts import (
    BPMN,
    bpmn,
    expression,
    extensions_of,
    feel,
    identifier,
    zeebe,
)
from tests.support.event_verbs import EventVerbs


class ActivityVerbs(EventVerbs):
    # --- tasks

    def task(self, id: str) -> Self:
        return self._node("task", id)

    def manual_task(self, id: str) -> Self:
        return self._node("manualTask", id)

    def service_task(
        self,
        id: str,
        job_type: str | None = None,
        *,
        retries: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        return self._node("serviceTask", id)._job(job_type or id, retries, headers)

    def user_task(
        self,
        id: str,
        *,
        assignee: str | None = None,
        candidate_users: str | None = None,
        candidate_groups: str | None = None,
        due_date: str | None = None,
        follow_up_date: str | None = None,
        priority: str | None = None,
        form_id: str | None = None,
    ) -> Self:
        self._node("userTask", id).extension("userTask")
        if assignee or candidate_users or candidate_groups:
            self.extension(
                "assignmentDefinition",
                assignee=assignee,
                candidateUsers=candidate_users,
                candidateGroups=candidate_groups,
            )
        if due_date or follow_up_date:
            self.extension("taskSchedule", dueDate=due_date, followUpDate=follow_up_date)
        if priority:
            self.extension("priorityDefinition", priority=priority)
        return self.extension("formDefinition", formId=form_id) if form_id else self

    def script_task(self, id: str, expression: str, *, result: str | None = None) -> Self:
        return self._node("scriptTask", id).extension(
            "script", expression=feel(expression), resultVariable=result
        )

    def foreign_script_task(self, id: str, language: str, script: str, *, result: str | None = None) -> Self:
        """A script in another language than FEEL."""
        self._node("scriptTask", id)
        if result:
            self.extension("script", resultVariable=result)
        node = self._nodes[id]
        node.set("scriptFormat", language)
        etree.SubElement(node, f"{{{BPMN}}}script").text = script
        return self

    def business_rule_task(
        self,
        id: str,
        decision_id: str | None = None,
        *,
        result: str = "result",
        binding: str | None = None,
        version_tag: str | None = None,
    ) -> Self:
        """Asks a decision; without one it is a job."""
        self._node("businessRuleTask", id)
        if decision_id is None:
            return self._job(id, None, None)
        return self.extension(
            "calledDecision",
            decisionId=decision_id,
            resultVariable=result,
            bindingType=binding or ("versionTag" if version_tag else None),
            versionTag=version_tag,
        )

    def send_task(
        self, id: str, job_type: str | None = None, *, message: str | None = None, key: str | None = None
    ) -> Self:
        self._node("sendTask", id)
        return (
            self.set(messageRef=self._message_id(message, key))
            if message
            else self._job(job_type or id, None, None)
        )

    def receive_task(self, id: str, message: str, *, key: str | None = None) -> Self:
        return self._node("receiveTask", id).set(messageRef=self._message_id(message, key))

    # --- gateways

    def exclusive(self, id: str) -> Self:
        return self._node("exclusiveGateway", id)

    def parallel(self, id: str) -> Self:
        return self._node("parallelGateway", id)

    def inclusive(self, id: str) -> Self:
        return self._node("inclusiveGateway", id)

    def event_gateway(self, id: str) -> Self:
        return self._node("eventBasedGateway", id)

    def complex(self, id: str, condition: str | None = None) -> Self:
        """A join with an activation condition; without one it waits for all."""
        self._node("complexGateway", id)
        return self._define(expression("activationCondition", condition)) if condition else self

    def instantiating(self, *, parallel: bool = False) -> Self:
        """The receive task or event-based gateway that the cursor stands on starts the process."""
        self._standing().set("instantiate", "true")
        if parallel:
            self._standing().set("eventGatewayType", "Parallel")
        return self

    # --- scopes: the verbs that follow, until `done`, draw inside

    def subprocess(self, id: str) -> Self:
        return self._open("subProcess", id)

    def transaction(self, id: str) -> Self:
        return self._open("transaction", id)

    def ad_hoc(
        self,
        id: str,
        *,
        sequential: bool = False,
        until: str | None = None,
        cancel_remaining: bool = True,
        active: str | None = None,
    ) -> Self:
        """`until` is the completion condition, `active` gives the ids of the elements that begin."""
        self._open("adHocSubProcess", id)
        self._scope.set("ordering", "Sequential" if sequential else "Parallel")
        self._scope.set("cancelRemainingInstances", str(cancel_remaining).lower())
        if active:
            extensions_of(self._scope).append(zeebe("adHoc", activeElementsCollection=feel(active)))
        if until:
            self._scope.append(expression("completionCondition", until))
        return self

    def event_subprocess(self, id: str) -> Self:
        """No flow leads to it; after `done` the cursor stands where it stood before."""
        stood_on = self._cursor
        self._is_apart = True
        self._open("subProcess", id)
        self._scope.set("triggeredByEvent", "true")
        self._stood_on[id] = stood_on
        return self

    def _open(self, tag: str, id: str) -> Self:
        self._node(tag, id)
        self._scope, self._cursor = self._standing(), None
        return self

    def done(self) -> Self:
        """Leave the subprocess and stand on it."""
        inner, outer = self._scope, self._scope.getparent()
        assert outer is not None, "done() without subprocess()"
        self._scope, self._cursor = outer, self._stood_on.get(inner.attrib["id"], inner)
        return self

    def call(
        self,
        id: str,
        process_id: str,
        *,
        binding: str | None = None,
        version_tag: str | None = None,
        pass_all: bool = True,
        return_all: bool = True,
    ) -> Self:
        self._node("callActivity", id)
        called = zeebe(
            "calledElement",
            processId=process_id,
            bindingType=binding or ("versionTag" if version_tag else None),
            versionTag=version_tag,
            propagateAllParentVariables=str(pass_all).lower(),
            propagateAllChildVariables=str(return_all).lower(),
        )
        extensions_of(self._standing()).append(called)
        return self

    # --- how often the activity is done that the cursor stands on

    def multi_instance(
        self,
        collection: str | None = None,
        *,
        item: str | None = None,
        cardinality: str | None = None,
        sequential: bool = False,
        output: str | None = None,
        output_element: str | None = None,
        until: str | None = None,
    ) -> Self:
        """For each item of a collection, or as often as `cardinality` says; `output` is the collection that
        gets each `output_element`, and `until` is the completion condition.
        """
        loop = bpmn("multiInstanceLoopCharacteristics", isSequential=str(sequential).lower())
        if collection or output:
            extensions_of(loop).append(
                zeebe(
                    "loopCharacteristics",
                    inputCollection=feel(collection) if collection else None,
                    inputElement=item,
                    outputCollection=output,
                    outputElement=feel(output_element) if output_element else None,
                )
            )
        if cardinality:
            loop.append(expression("loopCardinality", cardinality))
        if until:
            loop.append(expression("completionCondition", until))
        return self._define(loop)

    def behavior(
        self, behavior: str, *, escalation: str | None = None, signal: str | None = None, when: str = "true"
    ) -> Self:
        """What the multi-instance activity throws when an inner instance completes: `None` at each, `One` at
        the first, `Complex` at those for which `when` is true.
        """
        loop = self._standing().find(f"{{{BPMN}}}multiInstanceLoopCharacteristics")
        assert loop is not None, "multi_instance() comes first"
        loop.set("behavior", behavior)
        definition = self._signal(signal) if signal else self._escalation(escalation)
        if behavior == "Complex":
            complex_behavior, event = bpmn("complexBehaviorDefinition"), bpmn("event")
            event.append(definition)
            complex_behavior.extend([expression("condition", when), event])
            loop.append(complex_behavior)
        else:
            definition.set("id", identifier("thrown", behavior, signal or escalation))
            loop.set(f"{behavior.lower()}BehaviorEventRef", self._root_element(definition))
        return self

    def loop(
        self, condition: str | None = None, *, maximum: int | None = None, test_before: bool = False
    ) -> Self:
        """A standard loop, while the condition is true."""
        loop = bpmn("standardLoopCharacteristics", testBefore=str(test_before).lower())
        if maximum is not None:
            loop.set("loopMaximum", str(maximum))
        if condition:
            loop.append(expression("loopCondition", condition))
        return self._define(loop)

    def quantities(self, *, start: int = 1, completion: int = 1) -> Self:
        """How many tokens begin the activity, and how many leave it."""
        self._standing().set("startQuantity", str(start))
        self._standing().set("completionQuantity", str(completion))
        return self

    # --- what they are made of

    def extension(self, tag: str, **attributes: str | None) -> Self:
        extensions_of(self._standing()).append(zeebe(tag, **attributes))
        return self

    def properties(self, **properties: str) -> Self:
        """Extension properties, as the modeler writes them."""
        element = zeebe("properties")
        element.extend(zeebe("property", name=name, value=value) for name, value in properties.items())
        extensions_of(self._standing()).append(element)
        return self

    def set(self, **attributes: str) -> Self:
        for name, value in attributes.items():
            self._standing().set(name, value)
        return self

    def _job(self, job_type: str, retries: str | None, headers: Mapping[str, str] | None) -> Self:
        self.extension("taskDefinition", type=job_type, retries=retries)
        if headers:
            element = zeebe("taskHeaders")
            element.extend(zeebe("header", key=key, value=value) for key, value in headers.items())
            extensions_of(self._standing()).append(element)
        return self
