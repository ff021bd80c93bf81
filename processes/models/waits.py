"""What instances wait for. A row exists as long as something waits; only incidents stay, as history."""

from django.db import models

from processes.models.key_field import KeyField


class Job(models.Model):
    """Work for a job worker. It is free if `retries` is above 0, `available_at` has come, no worker holds it
    (`locked_until`), and it is not suspended.
    """

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    type = models.CharField(max_length=255)
    retries = models.IntegerField()
    #: those of a higher one are taken first
    priority = models.IntegerField(default=0, db_default=0)
    #: how often it has been tried, also the number of its current try
    tries = models.PositiveIntegerField(default=0)
    #: how many of its tries in a row were *lost*: nobody ever told what became of them
    lost = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    locked_by = models.CharField(max_length=255, null=True)
    locked_until = models.DateTimeField(null=True)
    error_message = models.TextField(null=True)
    #: JSON text of the task headers
    headers = models.TextField(default="{}")
    #: its instance is
    is_suspended = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["type", "-priority", "available_at"],
                name="job_free",
                condition=models.Q(retries__gt=0, is_suspended=False),
            ),
            models.Index(fields=["process_instance_key"], name="job_by_instance"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.key}"


class Timer(models.Model):
    """A timer event of a running instance, waiting for `due_at`."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    due_at = models.DateTimeField()
    #: its instance is
    is_suspended = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="timer_due", condition=models.Q(is_suspended=False)),
            models.Index(fields=["process_instance_key"], name="timer_by_instance"),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} due {self.due_at:%F %T}"


class MessageSubscription(models.Model):
    """A catch event or receive task of a running instance, waiting for a message."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    message_name = models.CharField(max_length=255)
    correlation_key = models.CharField(max_length=255)
    #: its instance is
    is_suspended = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["message_name", "correlation_key"], name="subscription_address"),
            models.Index(fields=["process_instance_key"], name="subscription_by_instance"),
        ]

    def __str__(self) -> str:
        return f"{self.message_name} {self.correlation_key}"


class Message(models.Model):
    """A published message that nobody has received yet; gone once it is correlated or expires. One with an id
    of its sender's is kept until it expires, so that its repetition is known.
    """

    key = KeyField()
    name = models.CharField(max_length=255)
    correlation_key = models.CharField(max_length=255)
    #: the sender's own id: a second message with the same name, correlation key and id is not accepted
    #: while this one is kept
    message_id = models.CharField(max_length=255, null=True)
    #: JSON text of the variables it carries
    variables = models.TextField(default="{}")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150, null=True)
    expires_at = models.DateTimeField()
    #: the conversation of the instance that sends it along a message flow
    conversation_key = models.BigIntegerField(null=True)
    #: the instance that has received it; nobody else does any more
    received_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["name", "correlation_key"], name="message_address"),
            models.Index(fields=["expires_at"], name="message_expiry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "correlation_key", "message_id"],
                condition=models.Q(message_id__isnull=False),
                name="message_id_is_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.correlation_key}"


class RetrievalExpressions(models.Model):
    """Where the correlation properties of messages of one name are in them: what gives a message its
    correlation key that has none.
    """

    id = models.BigAutoField(primary_key=True)
    message_name = models.CharField(max_length=255)
    #: JSON text of the list of FEEL expressions, one for each property
    expressions = models.TextField()
    #: the version that said so last
    process_definition = models.ForeignKey("processes.ProcessDefinition", on_delete=models.CASCADE)

    class Meta:
        indexes = [models.Index(fields=["message_name"], name="retrieval_by_message")]

    def __str__(self) -> str:
        return f"{self.message_name} {self.expressions}"


class IncidentState(models.TextChoices):
    OPEN = "OPEN"
    RESOLVED = "RESOLVED"


class Incident(models.Model):
    """An element that was stuck, or still is."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    #: `processes.engine.ErrorType`
    error_type = models.CharField(max_length=40)
    message = models.TextField()
    job_key = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=IncidentState, default=IncidentState.OPEN)
    raised_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["process_definition_key", "element_id"],
                name="incident_open",
                condition=models.Q(state="OPEN"),
            ),
            models.Index(fields=["process_instance_key"], name="incident_by_instance"),
            models.Index(fields=["-raised_at", "-key"], name="incident_newest"),
            models.Index(
                fields=["-raised_at", "-key"],
                name="open_incident_newest",
                condition=models.Q(state="OPEN"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.error_type} at {self.element_id}"
