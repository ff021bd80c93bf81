"""Records as the engine makes them, for tests that are about what becomes of them."""

from datetime import UTC, datetime

from processes.engine import events as e
from processes.engine.projecting import Record

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DEFINITION = 7
PROCESS_ID = "review"


def record(*events: e.Event, instance: int = 100, at: datetime = NOW, actor: str | None = None) -> Record:
    return Record(
        process_instance_key=instance,
        process_definition_key=DEFINITION,
        process_id=PROCESS_ID,
        business_key=None,
        command="StartInstance",
        actor=actor,
        at=at,
        events=events,
    )


def started(instance: int = 100) -> e.InstanceStarted:
    return e.InstanceStarted(
        process_instance_key=instance,
        process_definition_key=DEFINITION,
        process_id=PROCESS_ID,
        version=1,
        business_key=None,
        started_by=None,
        start_element_id="start",
    )


def activated(element_id: str, key: int = 1, *, element_type: str = "userTask") -> e.ElementActivated:
    return e.ElementActivated(key=key, element_id=element_id, element_type=element_type, scope_key=100)


def completed(element_id: str, key: int = 1, *, element_type: str = "task") -> e.ElementCompleted:
    return e.ElementCompleted(key=key, element_id=element_id, element_type=element_type)


def terminated(element_id: str, key: int = 1) -> e.ElementTerminated:
    return e.ElementTerminated(key=key, element_id=element_id, element_type="task")


def taken(flow_id: str) -> e.SequenceFlowTaken:
    return e.SequenceFlowTaken(scope_key=100, flow_id=flow_id)


def incident(element_id: str) -> e.IncidentRaised:
    return e.IncidentRaised(
        key=5,
        element_instance_key=1,
        element_id=element_id,
        error_type="CONDITION_ERROR",
        message="no flow",
        phase="completion",
        job_key=None,
    )


def task_created(
    key: int = 50, *, assignee: str | None = None, groups: list[str] | None = None
) -> e.UserTaskCreated:
    return e.UserTaskCreated(
        key=key,
        element_instance_key=1,
        element_id="approve",
        name="Approve",
        assignee=assignee,
        candidate_users=[],
        candidate_groups=groups or [],
        due_at=None,
        follow_up_at=None,
        priority=50,
        form_id=None,
        external_form=None,
    )


def task_assigned(key: int, assignee: str | None) -> e.UserTaskAssigned:
    return e.UserTaskAssigned(key=key, element_instance_key=1, assignee=assignee)


def task_completed(key: int = 50) -> e.UserTaskCompleted:
    return e.UserTaskCompleted(key=key, element_instance_key=1)
