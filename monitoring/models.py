"""Counters: how often what happened at each element of each process definition.

An *element* is here everything that has an id in the diagram: a flow node, a sequence flow (which is
*taken*), and the process itself, whose visits are the process instances. Every batch of commands appends its
*deltas*, one row for each element that it passed, so that writers never wait for each other; *folding* adds
them up in the background. The truth at any moment is counter plus deltas (`monitoring.selectors.counts`),
never the counter alone.
"""

from django.db import models

#: `element_type` of sequence flows, which are no flow nodes and so have no `ElementType`
SEQUENCE_FLOW = "sequenceFlow"
PROCESS = "process"


class Counts(models.Model):
    """What is counted."""

    activated = models.BigIntegerField(default=0)
    completed = models.BigIntegerField(default=0)
    terminated = models.BigIntegerField(default=0)
    #: how often a token took it: sequence flows only
    taken = models.BigIntegerField(default=0)
    incidents_raised = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


#: the fields of `Counts`, in the order in which all rows of this app are written
COUNTED = ("activated", "completed", "terminated", "taken", "incidents_raised")


class ElementDelta(Counts):
    """What one batch of commands added at one element; gone once it is folded."""

    process_definition_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    #: empty if nothing in the batch tells: a completion alone does not
    element_type = models.CharField(max_length=40)
    #: in UTC
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["process_definition_key"], name="delta_by_definition")]

    def __str__(self) -> str:
        return f"{self.element_id} +{self.activated} -{self.completed + self.terminated}"


class ElementCounter(Counts):
    """What happened at one element since the definition was deployed, as far as it is folded."""

    pk = models.CompositePrimaryKey("process_definition_key", "element_id")
    process_definition_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    element_type = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(
                fields=["process_definition_key"],
                name="instance_counter",
                condition=models.Q(element_type=PROCESS),
            )
        ]

    def __str__(self) -> str:
        return f"{self.element_id}: {self.activated} activated, {self.completed} completed"


class DailyCounter(Counts):
    """What happened at one element on one day, as far as it is folded."""

    pk = models.CompositePrimaryKey("process_definition_key", "element_id", "day")
    process_definition_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    element_type = models.CharField(max_length=40)
    day = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                fields=["day"],
                name="instance_counter_by_day",
                condition=models.Q(element_type=PROCESS),
            )
        ]

    def __str__(self) -> str:
        return f"{self.element_id} on {self.day}: {self.activated} activated, {self.completed} completed"
