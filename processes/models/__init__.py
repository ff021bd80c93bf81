"""What is stored of processes: facts, constraints and indexes; no rules. Rows of running instances are
written by `processes.runtime` alone.
"""

from processes.models.data_stores import DataStore
from processes.models.decisions import DecisionEvaluation
from processes.models.definitions import (
    ArrivedTrigger,
    DecisionDefinition,
    DecisionRequirements,
    Deployment,
    Form,
    ProcessDefinition,
    Resource,
    StartCondition,
    StartSignal,
    StartSubscription,
    StartTimer,
)
from processes.models.instances import (
    ElementInstance,
    ElementState,
    InstanceState,
    JournalEntry,
    ProcessInstance,
    StatePart,
    Variable,
)
from processes.models.keys import KeyBlock
from processes.models.signals import Signal, SignalSubscription
from processes.models.waits import (
    Incident,
    IncidentState,
    Job,
    Message,
    MessageSubscription,
    RetrievalExpressions,
    Timer,
)

__all__ = [
    "ArrivedTrigger",
    "DataStore",
    "DecisionDefinition",
    "DecisionEvaluation",
    "DecisionRequirements",
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
    "RetrievalExpressions",
    "Signal",
    "SignalSubscription",
    "StartCondition",
    "StartSignal",
    "StartSubscription",
    "StartTimer",
    "StatePart",
    "Timer",
    "Variable",
]
