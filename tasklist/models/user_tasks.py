"""User tasks and their candidates, made for an inbox with millions of open tasks.

A *candidate* row says to whom a task is offered: to a user, to a group, or, when the diagram names nobody,
to everyone. It repeats what lists are ordered and cut by, so that each list is one index scan for each
group of the reader, merged. Rows of closed tasks stay, since who could see a task may see what became of
it; the indexes hold the open ones only.
"""

from datetime import UTC, datetime

from django.db import models

from processes.models.key_field import KeyField

#: stands in for a missing due date, so that tasks without one come last and keyset pages know no null
NEVER_DUE = datetime(9999, 1, 1, tzinfo=UTC)


class UserTaskState(models.TextChoices):
    CREATED = "CREATED"
    COMPLETED = "COMPLETED"
    CANCELED = "CANCELED"


class Delegation(models.TextChoices):
    """As in Camunda 7."""

    PENDING = "PENDING"
    RESOLVED = "RESOLVED"


class UserTask(models.Model):
    """Work for a person, as the inbox shows it."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    process_id = models.CharField(max_length=255)
    business_key = models.CharField(max_length=255, null=True)
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    name = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=UserTaskState, default=UserTaskState.CREATED)

    assignee = models.CharField(max_length=150, null=True)
    #: for whom the assignee does it, while it is delegated; who had delegated it, once it is resolved
    owner = models.CharField(max_length=150, null=True)
    delegation = models.CharField(max_length=8, choices=Delegation, null=True)
    candidate_users = models.JSONField(default=list)
    candidate_groups = models.JSONField(default=list)
    #: since when `assignee` has it
    claimed_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    #: `due_at`, or `NEVER_DUE`
    due_order = models.DateTimeField(default=NEVER_DUE)
    #: hidden from the lists until then, as the diagram says
    follow_up_at = models.DateTimeField(null=True)
    #: 0 (lowest) to 100
    priority = models.PositiveSmallIntegerField()

    form_id = models.CharField(max_length=255, null=True)
    external_form = models.TextField(null=True)
    #: its instance is: it can be seen, and nothing can be done about it
    is_suspended = models.BooleanField(default=False, db_default=False)

    #: when it was completed or canceled
    closed_at = models.DateTimeField(null=True)
    completed_by = models.CharField(max_length=150, null=True)
    #: how it ended, if there are several ways
    outcome = models.CharField(max_length=255, null=True)

    class Meta:
        permissions = [
            ("work_on_tasks", "Can see, claim and complete tasks that are offered to them"),
            ("see_all_tasks", "Can see all tasks"),
            ("assign_tasks", "Can give tasks to others and take them back"),
        ]
        indexes = [
            *(
                models.Index(
                    fields=[order, "key"], name=f"open_task_{name}", condition=models.Q(state="CREATED")
                )
                for name, order in (("created", "created_at"), ("due", "due_order"))
            ),
            models.Index(
                fields=["assignee"],
                name="my_open_task",
                condition=models.Q(state="CREATED", assignee__isnull=False),
            ),
            models.Index(
                fields=["owner"],
                name="my_delegated_task",
                condition=models.Q(state="CREATED", owner__isnull=False),
            ),
            models.Index(
                fields=["completed_by", "closed_at", "key"],
                name="completed_task",
                condition=models.Q(state="COMPLETED"),
            ),
            models.Index(fields=["process_instance_key"], name="task_by_instance"),
            models.Index(
                fields=["follow_up_at"],
                name="task_to_follow_up",
                condition=models.Q(state="CREATED", follow_up_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.business_key or self.process_instance_key})"


class CandidateKind(models.TextChoices):
    USER = "user"
    GROUP = "group"
    #: the diagram names nobody: whoever works on tasks may take it, as long as nobody has
    EVERYONE = "everyone"


class Candidate(models.Model):
    """A user task is offered to a user, to a group, or to everyone."""

    pk = models.CompositePrimaryKey("user_task_key", "kind", "name")
    user_task_key = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=CandidateKind)
    #: of the user or group; empty for everyone
    name = models.CharField(max_length=150)
    #: neither completed nor canceled
    is_open = models.BooleanField(default=True)
    #: nobody has it
    is_unassigned = models.BooleanField()
    created_at = models.DateTimeField()
    due_order = models.DateTimeField()
    follow_up_at = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=["kind", "name", order, "user_task_key"],
                    include=["is_unassigned", "follow_up_at"],
                    name=f"offered_{name}",
                    condition=models.Q(is_open=True),
                )
                for name, order in (("created", "created_at"), ("due", "due_order"))
            ),
            models.Index(
                fields=["kind", "name", "follow_up_at"],
                name="offered_later",
                condition=models.Q(is_open=True, follow_up_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_task_key} offered to {self.kind} {self.name}".rstrip()
