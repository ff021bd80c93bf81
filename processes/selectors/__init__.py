"""Every read, for every caller."""

from processes.selectors.definition_counts import DefinitionCounts, definition_counts
from processes.selectors.definitions import (
    definition,
    definition_drawing,
    definition_xml,
    drawing_of,
    latest_definition,
    model,
    process_definitions,
)
from processes.selectors.element_waits import ElementWait, waits_of_elements
from processes.selectors.forms import UserTaskForm, start_form, user_task_form
from processes.selectors.instances import (
    Waiting,
    element_instances,
    incidents,
    instance,
    instances,
    jobs,
    journal,
    subscriptions,
    timers,
    visible_variables,
    waiting_for,
)
from processes.selectors.sequence_flows import FlowsTaken, flows_taken
from processes.selectors.start_triggers import StartTrigger, start_triggers

__all__ = [
    "DefinitionCounts",
    "ElementWait",
    "FlowsTaken",
    "StartTrigger",
    "UserTaskForm",
    "Waiting",
    "definition",
    "definition_counts",
    "definition_drawing",
    "definition_xml",
    "drawing_of",
    "element_instances",
    "flows_taken",
    "incidents",
    "instance",
    "instances",
    "jobs",
    "journal",
    "latest_definition",
    "model",
    "process_definitions",
    "start_form",
    "start_triggers",
    "subscriptions",
    "timers",
    "user_task_form",
    "visible_variables",
    "waiting_for",
    "waits_of_elements",
]
