"""What is stored of processes: facts, constraints and indexes; no rules. Rows of running instances are
written by `processes.runtime` alone.
"""

from processes.models.definitions import (
    Deployment,
    Form,
    ProcessDefinition,
    Resource,
    StartSubscription,
    StartTimer,
)
from processes.models.instances import (
    ElementInstance,
    ElementState,
    InstanceState,
    JournalEntry,
    ProcessInstance,
    Variable,
)
from processes.models.keys import KeyBlock
from processes.models.waits import Incident, IncidentState, Job, Message, MessageSubscription, Timer

__all__ = [
    "Deployment",
    "ElementInstance",
    "ElementState",
    "Form",
    "Incident",
    "IncidentState",
    "InstanceState",
    "Job",
    "JournalEntry",
    "KeyBlock",
    "Message",
    "MessageSubscription",
    "ProcessDefinition",
    "ProcessInstance",
    "Resource",
    "StartSubscription",
    "StartTimer",
    "Timer",
    "Variable",
]
