"""Decision definitions, and evaluations of decisions."""

from rest_framework import serializers

from processes.api.asked import AskedOfList
from processes.api.fields import KeyField


class DecisionDefinitionSerializer(serializers.Serializer):
    key = KeyField()
    decision_id = serializers.CharField()
    name = serializers.CharField(help_text="the name in the model, else the decision id")
    version = serializers.IntegerField()
    version_tag = serializers.CharField(allow_null=True)
    is_latest = serializers.BooleanField()
    resource_name = serializers.CharField()
    decision_requirements_name = serializers.CharField(help_text="of the decision model that it is in")
    deployed_at = serializers.DateTimeField()
    deployed_by = serializers.CharField(allow_null=True)


class DecisionInputClauseSerializer(serializers.Serializer):
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    expression = serializers.CharField(allow_blank=True)


class DecisionOutputClauseSerializer(serializers.Serializer):
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    name = serializers.CharField(allow_blank=True)


class DecisionRuleSerializer(serializers.Serializer):
    number = serializers.IntegerField(help_text="from 1")
    rule_id = serializers.CharField(allow_null=True)
    inputs = serializers.ListField(
        child=serializers.CharField(allow_blank=True), help_text="a test for each input"
    )
    outputs = serializers.ListField(
        child=serializers.CharField(allow_blank=True), help_text="an expression for each output"
    )
    annotations = serializers.ListField(child=serializers.CharField(allow_blank=True))


class DecisionTableSerializer(serializers.Serializer):
    """A decision table, as it is written."""

    element_id = serializers.CharField(allow_null=True)
    hit_policy = serializers.CharField(allow_blank=True, help_text="as DMN abbreviates it: U, F, C+")
    hit_policy_name = serializers.CharField(allow_blank=True)
    inputs = DecisionInputClauseSerializer(many=True)
    outputs = DecisionOutputClauseSerializer(many=True)
    annotations = serializers.ListField(child=serializers.CharField(allow_blank=True))
    rules = DecisionRuleSerializer(many=True)


class DecisionDefinitionDetailSerializer(DecisionDefinitionSerializer):
    tables = DecisionTableSerializer(many=True, help_text="of its model, and of those that it imports")


class EvaluatedInputClauseSerializer(DecisionInputClauseSerializer):
    value = serializers.JSONField(allow_null=True, help_text="what the expression gave")


class EvaluatedRuleSerializer(DecisionRuleSerializer):
    is_matched = serializers.BooleanField(help_text="the answer is made of it")
    result = serializers.JSONField(allow_null=True, help_text="what its outputs gave")


class EvaluatedTableSerializer(DecisionTableSerializer):
    """A decision table, with what it was asked and which of its rules matched."""

    inputs = EvaluatedInputClauseSerializer(many=True)
    rules = EvaluatedRuleSerializer(many=True)


class DecisionInputSerializer(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.JSONField(allow_null=True)


class EvaluatedDecisionSerializer(serializers.Serializer):
    decision_id = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    inputs = DecisionInputSerializer(many=True, help_text="input data and decisions that it requires")
    result = serializers.JSONField(allow_null=True)
    tables = EvaluatedTableSerializer(many=True)
    warnings = serializers.ListField(child=serializers.CharField(), help_text="why something became null")


class DecisionEvaluationSerializer(serializers.Serializer):
    """A business rule task has asked a decision."""

    key = KeyField()
    process_instance_key = KeyField()
    process_definition_key = KeyField()
    element_instance_key = KeyField()
    element_id = serializers.CharField()
    element_name = serializers.CharField(allow_null=True)
    decision_id = serializers.CharField()
    decision_name = serializers.CharField()
    decision_key = KeyField(allow_null=True, help_text="of the decision definition")
    decision_version = serializers.IntegerField(allow_null=True)
    evaluated_at = serializers.DateTimeField()
    result = serializers.JSONField(allow_null=True)


class DecisionEvaluationDetailSerializer(DecisionEvaluationSerializer):
    warnings = serializers.ListField(child=serializers.CharField(), help_text="about what it was given")
    decisions = EvaluatedDecisionSerializer(
        many=True, help_text="the one that was asked, then those that it requires"
    )


class DecisionDefinitionQuery(AskedOfList):
    latest = serializers.BooleanField(required=False, help_text="only the latest version of each decision")
    decision_id = serializers.CharField(required=False, max_length=255)


class DecisionEvaluationQuery(AskedOfList):
    process_instance_key = KeyField(required=False)
    element_instance_key = KeyField(required=False)
    element_id = serializers.CharField(required=False, max_length=255)
    decision_id = serializers.CharField(required=False, max_length=255)
    decision_key = KeyField(required=False)
