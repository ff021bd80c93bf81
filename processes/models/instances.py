"""What runs and what has run: instances, the visits of their elements, their variables, and the journal.

Rows refer to each other by key without foreign-key constraints: they are written in bulk, in one
transaction, by one writer per instance, and every table carries the process instance key, so that a
distributed database can keep an instance together.
"""

from django.db import models

from processes.models.key_field import KeyField


class InstanceState(models.TextChoices):
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    TERMINATED = "TERMINATED"


class ElementState(models.TextChoices):
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    TERMINATED = "TERMINATED"


class ProcessInstance(models.Model):
    """One execution of a process definition, with its state document as long as it is active."""

    key = KeyField()
    process_definition_key = models.BigIntegerField()
    process_id = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    business_key = models.CharField(max_length=255, null=True)
    state = models.CharField(max_length=10, choices=InstanceState, default=InstanceState.ACTIVE)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    started_by = models.CharField(max_length=150, null=True)
    #: the instance and the call activity that called it, and the first caller of all; null where nobody did
    parent_process_instance_key = models.BigIntegerField(null=True)
    parent_element_instance_key = models.BigIntegerField(null=True)
    root_process_instance_key = models.BigIntegerField(null=True)
    #: the conversation that it is in with instances of other pools; null before it has said or heard anything
    conversation_key = models.BigIntegerField(null=True)
    #: how many commands have changed it: the number of its last journal entry
    revision = models.PositiveIntegerField(default=0)
    #: what is alive in it, as JSON (`processes.runtime.state_document`); empty once it has ended
    document = models.TextField(default="")
    #: nothing in it moves
    is_suspended = models.BooleanField(default=False, db_default=False)

    class Meta:
        permissions = [
            ("start_instance", "Can start instances"),
            ("view_instances", "Can see all instances and what is in them"),
            ("operate_instances", "Can repair and cancel instances, work on their jobs and send messages"),
        ]
        indexes = [
            models.Index(fields=["-started_at", "-key"], name="instance_newest"),
            models.Index(
                fields=["process_definition_key", "state", "-started_at"], name="instance_by_definition"
            ),
            models.Index(
                fields=["business_key"],
                name="instance_business_key",
                condition=models.Q(business_key__isnull=False),
            ),
            models.Index(
                fields=["parent_process_instance_key"],
                name="instance_called",
                condition=models.Q(parent_process_instance_key__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} {self.business_key or self.key}"


class StatePart(models.Model):
    """What is alive in one inner instance of a very wide loop, beside the document of its instance."""

    #: of the inner instance
    key = KeyField()
    process_instance_key = models.BigIntegerField()
    #: JSON (`processes.runtime.state_document`)
    document = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["process_instance_key"], name="part_by_instance")]

    def __str__(self) -> str:
        return f"part {self.key} of {self.process_instance_key}"


class ElementInstance(models.Model):
    """One visit of an element: present while active, history afterwards, and what heatmaps count."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    element_type = models.CharField(max_length=40)
    #: the element instance around it; the process instance at the top
    scope_key = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ElementState, default=ElementState.ACTIVE)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["process_instance_key", "key"], name="element_by_instance"),
            models.Index(
                fields=["process_definition_key", "element_id", "started_at"],
                name="element_active",
                condition=models.Q(state="ACTIVE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} {self.key}"


class Variable(models.Model):
    """A variable of a scope: of the process instance, or of one visit of an element."""

    pk = models.CompositePrimaryKey("scope_key", "name")
    #: the process instance, or the element instance that it is local to
    scope_key = models.BigIntegerField()
    name = models.CharField(max_length=255)
    process_instance_key = models.BigIntegerField()
    #: JSON text: read and written as a whole, never searched
    value = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["process_instance_key"], name="variable_by_instance")]

    def __str__(self) -> str:
        return self.name


class JournalEntry(models.Model):
    """One command that was carried out on an instance: who, when, and what happened. `revision` counts from 1
    without gaps.
    """

    pk = models.CompositePrimaryKey("process_instance_key", "revision")
    process_instance_key = models.BigIntegerField()
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    #: username, or the name of the part of the engine that acted
    actor = models.CharField(max_length=150, null=True)
    command = models.CharField(max_length=50)
    #: JSON text: a list of [event type, field values in order]
    events = models.TextField()

    def __str__(self) -> str:
        return f"{self.command} {self.process_instance_key}/{self.revision}"
