"""What decisions have been asked, and how their answers came about."""

from django.db import models

from processes.models.key_field import KeyField


class DecisionEvaluation(models.Model):
    """A business rule task has asked a decision."""

    key = KeyField()
    process_instance_key = models.BigIntegerField()
    process_definition_key = models.BigIntegerField()
    element_instance_key = models.BigIntegerField()
    element_id = models.CharField(max_length=255)
    decision_id = models.CharField(max_length=255)
    #: of the `DecisionDefinition`
    decision_key = models.BigIntegerField(null=True)
    evaluated_at = models.DateTimeField()
    #: JSON text: inputs, matched rules and outputs of each decision (`processes.dmn.Evaluation`)
    evaluation = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["process_instance_key"], name="evaluation_by_instance"),
            models.Index(fields=["-evaluated_at", "-key"], name="evaluation_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} at {self.element_id}"
