"""Signals: notices to everyone who waits for them."""

from django.db import models

from processes.models.key_field import KeyField


class SignalSubscription(models.Model):
    """A catch event of a running instance, waiting for a signal."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    signal_name = models.CharField(max_length=255)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["signal_name", "key"], name="signal_subscription_name"),
            models.Index(fields=["process_instance_key"], name="signal_subscription_instance"),
        ]

    def __str__(self) -> str:
        return self.signal_name


class Signal(models.Model):
    """A signal on its way to those who waited for it when it was thrown; gone once all have it."""

    key = KeyField()
    name = models.CharField(max_length=255)
    #: JSON text of the variables it carries
    variables = models.TextField(default="{}")
    thrown_at = models.DateTimeField()
    thrown_by = models.CharField(max_length=150, null=True)
    #: JSON text of the keys of subscriptions that have received it already, in the instance that threw it
    received_by = models.TextField(default="[]")
    #: the subscription that received it last; they are served in the order of their keys
    received_up_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
