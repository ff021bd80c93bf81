"""What has been deployed: resources, and the process definitions and forms in them."""

from django.db import models
from django.utils import timezone

from processes.models.key_field import KeyField


class Deployment(models.Model):
    """One upload of one or more resources, accepted as a whole."""

    key = KeyField()
    deployed_at = models.DateTimeField(default=timezone.now)
    deployed_by = models.CharField(max_length=150, null=True)

    class Meta:
        ordering = ["-deployed_at"]

    def __str__(self) -> str:
        return f"Deployment {self.key}"


class Resource(models.Model):
    """A deployed file, as it was uploaded."""

    key = KeyField()
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="resources")
    name = models.CharField(max_length=500)
    #: SHA-256 of the content, in hex
    checksum = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class ProcessDefinition(models.Model):
    """One deployed version of a process."""

    key = KeyField()
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="process_definitions")
    process_id = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    version_tag = models.CharField(max_length=255, null=True)
    name = models.CharField(max_length=500, null=True)
    #: the newest version of its process
    is_latest = models.BooleanField(default=True)
    deployed_at = models.DateTimeField(default=timezone.now)
    deployed_by = models.CharField(max_length=150, null=True)
    #: no new instance of this version starts; those that run go on
    is_suspended = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["process_id", "-version"]
        permissions = [("deploy", "Can deploy diagrams and forms")]
        constraints = [
            models.UniqueConstraint(fields=["process_id", "version"], name="process_version_is_unique"),
            models.UniqueConstraint(
                fields=["process_id"],
                condition=models.Q(is_latest=True),
                name="process_has_one_latest_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.process_id} v{self.version}"


class Form(models.Model):
    """One deployed version of a form-js schema."""

    key = KeyField()
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="forms")
    form_id = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    schema = models.JSONField()

    class Meta:
        ordering = ["form_id", "-version"]
        constraints = [models.UniqueConstraint(fields=["form_id", "version"], name="form_version_is_unique")]

    def __str__(self) -> str:
        return f"{self.form_id} v{self.version}"


class StartTimer(models.Model):
    """A timer start event of the latest version of a process, waiting to start an instance."""

    key = KeyField()
    process_definition = models.ForeignKey(
        ProcessDefinition, on_delete=models.CASCADE, related_name="start_timers"
    )
    element_id = models.CharField(max_length=255)
    due_at = models.DateTimeField()
    cycle = models.CharField(max_length=500, null=True)
    #: how many starts are left, this one included; None is no end
    repetitions = models.IntegerField(null=True)
    #: of a parallel multiple event: what this is among all that it waits for; null if this alone starts
    trigger = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="start_timer_due")]

    def __str__(self) -> str:
        return f"{self.element_id} due {self.due_at:%F %T}"


class StartSubscription(models.Model):
    """A message start event of the latest version of a process, waiting for its message."""

    key = KeyField()
    process_definition = models.ForeignKey(
        ProcessDefinition, on_delete=models.CASCADE, related_name="start_subscriptions"
    )
    element_id = models.CharField(max_length=255)
    message_name = models.CharField(max_length=255)
    #: of a parallel multiple event: what this is among all that it waits for; null if this alone starts
    trigger = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["message_name"], name="start_subscription_message")]

    def __str__(self) -> str:
        return f"{self.element_id} for {self.message_name}"


class StartSignal(models.Model):
    """A signal start event of the latest version of a process, waiting for its signal."""

    key = KeyField()
    process_definition = models.ForeignKey(
        ProcessDefinition, on_delete=models.CASCADE, related_name="start_signals"
    )
    element_id = models.CharField(max_length=255)
    signal_name = models.CharField(max_length=255)
    #: of a parallel multiple event: what this is among all that it waits for; null if this alone starts
    trigger = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["signal_name"], name="start_signal_name")]

    def __str__(self) -> str:
        return f"{self.element_id} for {self.signal_name}"


class StartCondition(models.Model):
    """A conditional start event of the latest version of a process, looked at when someone asks."""

    key = KeyField()
    process_definition = models.ForeignKey(
        ProcessDefinition, on_delete=models.CASCADE, related_name="start_conditions"
    )
    element_id = models.CharField(max_length=255)
    #: of a parallel multiple event: what this is among all that it waits for; null if this alone starts
    trigger = models.TextField(null=True)

    def __str__(self) -> str:
        return self.element_id


class ArrivedTrigger(models.Model):
    """A trigger of a parallel multiple start event that has come, while others have not. Gone when the
    instance starts.
    """

    key = KeyField()
    process_definition = models.ForeignKey(
        ProcessDefinition, on_delete=models.CASCADE, related_name="arrived_triggers"
    )
    element_id = models.CharField(max_length=255)
    #: what it is: *message order placed*
    trigger = models.TextField()
    #: of what waited for it, a `StartSubscription`, `StartSignal`, `StartTimer` or `StartCondition`
    start_key = models.BigIntegerField()
    #: that the instance will have
    process_instance_key = models.BigIntegerField()
    #: JSON text of the variables it carries
    variables = models.TextField(default="{}")
    arrived_at = models.DateTimeField()
    brought_by = models.CharField(max_length=150, null=True)
    #: of a message
    correlation_key = models.CharField(max_length=255, default="")
    conversation_key = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["start_key"], name="trigger_arrives_once")]

    def __str__(self) -> str:
        return f"{self.trigger} for {self.element_id}"


class DecisionRequirements(models.Model):
    """A deployed decision model as a whole: what other models import by its namespace, whether or not it has
    decisions of its own.
    """

    key = KeyField()
    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="decision_requirements")
    namespace = models.CharField(max_length=500)
    name = models.CharField(max_length=500)
    #: keys of the resources that it imports, directly or not, as they were when it was deployed
    imports = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["namespace", "key"], name="requirements_by_namespace")]

    def __str__(self) -> str:
        return self.name


class DecisionDefinition(models.Model):
    """One deployed version of a decision. Its resource may hold others, which it may require."""

    key = KeyField()
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="decision_definitions")
    decision_id = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    version_tag = models.CharField(max_length=255, null=True)
    name = models.CharField(max_length=500, null=True)
    #: the newest version of its decision
    is_latest = models.BooleanField(default=True)

    class Meta:
        ordering = ["decision_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["decision_id", "version"], name="decision_version_is_unique"),
            models.UniqueConstraint(
                fields=["decision_id"],
                condition=models.Q(is_latest=True),
                name="decision_has_one_latest_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.decision_id} v{self.version}"
