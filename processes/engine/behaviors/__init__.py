"""Behaviors: what each BPMN element does with a token. The table reads like the palette of a modeler."""

from __future__ import annotations

from processes.bpmn.model import ElementType
from processes.engine.behaviors.ad_hoc_sub_process import AdHocSubProcess
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.business_rule_task import BusinessRuleTask
from processes.engine.behaviors.call_activity import CallActivity
from processes.engine.behaviors.complex_gateway import ComplexGateway
from processes.engine.behaviors.event_based_gateway import EventBasedGateway
from processes.engine.behaviors.events import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    StartEvent,
    ThrowEvent,
)
from processes.engine.behaviors.exclusive_gateway import ExclusiveGateway
from processes.engine.behaviors.inclusive_gateway import InclusiveGateway
from processes.engine.behaviors.parallel_gateway import ParallelGateway
from processes.engine.behaviors.receive_task import ReceiveTask
from processes.engine.behaviors.script_task import ScriptTask
from processes.engine.behaviors.send_task import SendTask
from processes.engine.behaviors.sub_process import SubProcess
from processes.engine.behaviors.user_task import UserTaskBehavior

BEHAVIORS: dict[ElementType, Behavior] = {
    ElementType.SUB_PROCESS: SubProcess(),
    ElementType.TRANSACTION: SubProcess(),
    ElementType.AD_HOC_SUB_PROCESS: AdHocSubProcess(),
    ElementType.CALL_ACTIVITY: CallActivity(),
    # events
    ElementType.START_EVENT: StartEvent(),
    ElementType.INTERMEDIATE_CATCH_EVENT: IntermediateCatchEvent(),
    ElementType.INTERMEDIATE_THROW_EVENT: ThrowEvent(),
    ElementType.BOUNDARY_EVENT: BoundaryEvent(),
    ElementType.END_EVENT: EndEvent(),
    # tasks. A manual task is done outside, an undefined task is not done by anyone we know: both pass the
    # token on (BPMN 13.3.3)
    ElementType.TASK: Behavior(),
    ElementType.MANUAL_TASK: Behavior(),
    # a service task with an expression (camunda:expression) is evaluated like a script, any other is a job
    ElementType.SERVICE_TASK: ScriptTask(),
    ElementType.USER_TASK: UserTaskBehavior(),
    ElementType.SCRIPT_TASK: ScriptTask(),
    ElementType.BUSINESS_RULE_TASK: BusinessRuleTask(),
    ElementType.SEND_TASK: SendTask(),
    ElementType.RECEIVE_TASK: ReceiveTask(),
    # gateways
    ElementType.EXCLUSIVE_GATEWAY: ExclusiveGateway(),
    ElementType.PARALLEL_GATEWAY: ParallelGateway(),
    ElementType.INCLUSIVE_GATEWAY: InclusiveGateway(),
    ElementType.EVENT_BASED_GATEWAY: EventBasedGateway(),
    ElementType.COMPLEX_GATEWAY: ComplexGateway(),
}
