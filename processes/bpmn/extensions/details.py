"""Details: what the dialects add to an element, compiled, whichever dialect said it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from processes.bpmn.model import (
    FormReference,
    JobDefinition,
    Outcomes,
    ScriptDefinition,
    UserTaskDefinition,
    VariableMapping,
)

if TYPE_CHECKING:
    from processes.feel import Expression

#: as Camunda 8 has it when a task definition does not say
DEFAULT_RETRIES = "3"
RETRIES = range(1, 1_000_000)
PRIORITIES = range(101)


@dataclass(slots=True)
class ElementDetails:
    """Filled by the dialects, then read by the linker."""

    job_type: Expression | None = None
    retries: Expression | None = None
    job_priority: Expression | None = None
    headers: dict[str, str] = field(default_factory=dict)
    inputs: list[VariableMapping] = field(default_factory=list)
    outputs: list[VariableMapping] = field(default_factory=list)
    script: ScriptDefinition | None = None
    result_variable: str | None = None
    assignee: Expression | None = None
    candidate_users: Expression | None = None
    candidate_groups: Expression | None = None
    due_at: Expression | None = None
    follow_up_at: Expression | None = None
    priority: Expression | None = None
    form: FormReference | None = None
    outcomes: Outcomes | None = None
    #: a dialect gave an implementation that is faulty: its own problem is enough
    is_faulty: bool = False

    @property
    def has_implementation(self) -> bool:
        return self.job_type is not None or self.script is not None

    def job(self, default_retries: Expression, default_priority: Expression | None) -> JobDefinition | None:
        if self.job_type is None:
            return None
        return JobDefinition(
            type=self.job_type,
            retries=self.retries or default_retries,
            priority=self.job_priority or default_priority,
            headers=self.headers,
        )

    def user_task(self) -> UserTaskDefinition:
        return UserTaskDefinition(
            assignee=self.assignee,
            candidate_users=self.candidate_users,
            candidate_groups=self.candidate_groups,
            due_at=self.due_at,
            follow_up_at=self.follow_up_at,
            priority=self.priority,
            form=self.form,
            outcomes=self.outcomes,
        )
