"""Problem details (RFC 9457) as they are documented; `processes.api.problems` writes them."""

from rest_framework import serializers

from processes.bpmn.problems import Severity


class FieldErrorSerializer(serializers.Serializer):
    field = serializers.CharField(required=False, help_text="path of the field: `items[0].amount`")
    element_id = serializers.CharField(required=False)
    position = serializers.IntegerField(required=False)
    message = serializers.CharField()


class ProblemDetailsSerializer(serializers.Serializer):
    type = serializers.CharField(help_text="`urn:meanwhile:problem:` and a word for the kind of problem")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="what was expected, and what was found")
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]


class ProblemSerializer(serializers.Serializer):
    """One thing wrong with a deployed resource."""

    resource = serializers.CharField(allow_null=True)
    element_id = serializers.CharField(allow_null=True)
    element_type = serializers.CharField(allow_null=True)
    element_name = serializers.CharField(allow_null=True)
    severity = serializers.ChoiceField(choices=[each.value for each in Severity])
    code = serializers.CharField(help_text="a stable word for machines: `unknown-reference`")
    message = serializers.CharField()
    line = serializers.IntegerField(allow_null=True, help_text="in the XML, from 1")
    position = serializers.IntegerField(allow_null=True, help_text="offset in a faulty expression, from 0")
    process_id = serializers.CharField(allow_null=True)


class DeploymentProblemDetailsSerializer(ProblemDetailsSerializer):
    problems = ProblemSerializer(many=True)
