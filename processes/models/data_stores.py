"""Data stores: values that outlive the instances that write and read them (BPMN 10.4.1, *Data Stores*)."""

from __future__ import annotations

from django.db import models


class DataStore(models.Model):
    """What is in a data store. There is a row once something has been written."""

    name = models.CharField(max_length=255, primary_key=True)
    #: JSON text
    value = models.TextField()
    updated_at = models.DateTimeField()
    #: the process instance that wrote last; null if that was a person
    process_instance_key = models.BigIntegerField(null=True)
    #: who asked for what wrote last
    updated_by = models.CharField(max_length=150, null=True)

    def __str__(self) -> str:
        return self.name
