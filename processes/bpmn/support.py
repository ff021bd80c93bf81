"""What of BPMN is executed, what is only drawn, and what is refused by name.

BPMN has more than this engine runs. Every element type that BPMN knows is in one of these tables, so nothing
is ever dropped silently: an element that would change what the process does, and cannot be run, is refused at
deployment.
"""

from __future__ import annotations

import re

from processes.bpmn.model import ElementType

_CAPITAL = re.compile("[A-Z]")

#: flow nodes that run, and the words for them in messages
EXECUTED: dict[str, str] = {
    ElementType.PROCESS: "process",
    ElementType.SUB_PROCESS: "subprocess",
    ElementType.TRANSACTION: "transaction subprocess",
    ElementType.AD_HOC_SUB_PROCESS: "ad-hoc subprocess",
    ElementType.CALL_ACTIVITY: "call activity",
    ElementType.START_EVENT: "start event",
    ElementType.END_EVENT: "end event",
    ElementType.INTERMEDIATE_CATCH_EVENT: "intermediate catch event",
    ElementType.INTERMEDIATE_THROW_EVENT: "intermediate throw event",
    ElementType.BOUNDARY_EVENT: "boundary event",
    ElementType.TASK: "task",
    ElementType.SERVICE_TASK: "service task",
    ElementType.USER_TASK: "user task",
    ElementType.SCRIPT_TASK: "script task",
    ElementType.BUSINESS_RULE_TASK: "business rule task",
    ElementType.SEND_TASK: "send task",
    ElementType.RECEIVE_TASK: "receive task",
    ElementType.MANUAL_TASK: "manual task",
    ElementType.EXCLUSIVE_GATEWAY: "exclusive gateway",
    ElementType.PARALLEL_GATEWAY: "parallel gateway",
    ElementType.INCLUSIVE_GATEWAY: "inclusive gateway",
    ElementType.EVENT_BASED_GATEWAY: "event-based gateway",
    ElementType.COMPLEX_GATEWAY: "complex gateway",
}

#: tasks that stand outside of processes, for call activities to call (10.3.3): each runs as a process that
#: has only this task
GLOBAL_TASKS: dict[str, str] = {
    "globalTask": ElementType.TASK,
    "globalUserTask": ElementType.USER_TASK,
    "globalScriptTask": ElementType.SCRIPT_TASK,
    "globalManualTask": ElementType.MANUAL_TASK,
    "globalBusinessRuleTask": ElementType.BUSINESS_RULE_TASK,
}

#: flow nodes that are refused: the words for them, and what can be done instead
REFUSED: dict[str, tuple[str, str]] = {
    "implicitThrowEvent": ("implicit throw event", "use an intermediate throw event"),
    "event": ("abstract event", "choose a start, intermediate or end event"),
}

#: what BPMN has, but not in a process (10.2.1 and 10.3.5)
MISPLACED: dict[str, str] = {
    "choreographyTask": "choreography task",
    "callChoreography": "call choreography",
    "subChoreography": "sub-choreography",
    "callConversation": "call conversation",
}

#: what else stands in processes and subprocesses, and is read where it belongs: data, lanes and correlation
READ_ELSEWHERE = frozenset({
    "laneSet", "dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification", "property",
    "completionCondition", "dataInput", "dataOutput", "inputSet", "outputSet", "dataInputAssociation",
    "dataOutputAssociation", "incoming", "outgoing", "extensionElements", "documentation",
    "performer", "humanPerformer", "potentialOwner", "correlationSubscription",
})  # fmt: skip

#: drawn, or for tools, but nothing to run
DRAWN_ONLY = frozenset({
    "artifact", "textAnnotation", "association", "group", "ioBinding", "auditing", "monitoring",
    "supportedInterfaceRef", "supports", "categoryValueRef", "resourceRole", "rendering",
    "relationship",
})  # fmt: skip

#: event definitions, and the words for them
EVENT_DEFINITIONS: dict[str, str] = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "errorEventDefinition": "error",
    "terminateEventDefinition": "terminate",
    "signalEventDefinition": "signal",
    "escalationEventDefinition": "escalation",
    "conditionalEventDefinition": "conditional",
    "linkEventDefinition": "link",
    "compensateEventDefinition": "compensation",
    "cancelEventDefinition": "cancel",
}

#: which events run with which event definitions (BPMN table 10.93); "" is the none event, and "multiple" is
#: looked at definition by definition
EXECUTED_EVENTS: dict[str, frozenset[str]] = {
    ElementType.START_EVENT: frozenset(
        {"", "message", "timer", "signal", "conditional", "error", "escalation", "compensation"}
    ),
    ElementType.END_EVENT: frozenset(
        {"", "message", "error", "signal", "escalation", "compensation", "cancel", "terminate"}
    ),
    ElementType.INTERMEDIATE_CATCH_EVENT: frozenset({"message", "timer", "signal", "conditional", "link"}),
    ElementType.INTERMEDIATE_THROW_EVENT: frozenset(
        {"", "message", "signal", "escalation", "compensation", "link"}
    ),
    ElementType.BOUNDARY_EVENT: frozenset(
        {"message", "timer", "error", "signal", "conditional", "escalation", "compensation", "cancel"}
    ),
}
#: what may stand beside others in one event
COMBINABLE = frozenset(
    {
        "message",
        "timer",
        "signal",
        "conditional",
        "error",
        "escalation",
        "compensation",
        "cancel",
        "terminate",
    }
)

#: event definitions that leave nothing running in what they are caught for (table 10.90)
ALWAYS_INTERRUPT = frozenset({"error", "cancel", "compensation"})

ACTIVITIES = frozenset({
    ElementType.SUB_PROCESS, ElementType.TASK, ElementType.SERVICE_TASK, ElementType.USER_TASK,
    ElementType.SCRIPT_TASK, ElementType.SEND_TASK, ElementType.RECEIVE_TASK, ElementType.MANUAL_TASK,
    ElementType.CALL_ACTIVITY, ElementType.TRANSACTION, ElementType.AD_HOC_SUB_PROCESS,
    ElementType.BUSINESS_RULE_TASK,
})  # fmt: skip
EVENTS = frozenset(EXECUTED_EVENTS)
#: intermediate events in the normal flow
INTERMEDIATE = frozenset({ElementType.INTERMEDIATE_CATCH_EVENT, ElementType.INTERMEDIATE_THROW_EVENT})
GATEWAYS = frozenset(tag for tag in EXECUTED if tag.endswith("Gateway"))

#: these take every outgoing flow, or the one whose event came first, whatever stands on the flows
#: (BPMN 13.4.1 and 13.4.4)
IGNORE_CONDITIONS = frozenset({ElementType.PARALLEL_GATEWAY, ElementType.EVENT_BASED_GATEWAY})

#: containers of flow nodes
SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})


def words_for(tag: str) -> str:
    """`userTask` → `user task`."""
    if tag in EXECUTED:
        return EXECUTED[tag]
    if tag in REFUSED:
        return REFUSED[tag][0]
    return MISPLACED.get(tag) or _CAPITAL.sub(lambda capital: f" {capital[0].lower()}", tag)
