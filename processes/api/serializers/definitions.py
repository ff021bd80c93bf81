"""Process definitions, and what a deployment answers."""

from rest_framework import serializers

from processes.api.asked import Asked, AskedOfList
from processes.api.fields import FormSchemaField, KeyField
from processes.api.serializers.problems import ProblemSerializer


class ProcessDefinitionSerializer(serializers.Serializer):
    key = KeyField()
    process_id = serializers.CharField()
    name = serializers.CharField(help_text="the name in the diagram, else the process id")
    version = serializers.IntegerField()
    version_tag = serializers.CharField(allow_null=True)
    resource_name = serializers.CharField()
    deployed_at = serializers.DateTimeField()
    deployed_by = serializers.CharField(allow_null=True)
    is_latest = serializers.BooleanField()
    is_suspended = serializers.BooleanField(help_text="no new instance of this version starts")
    active_instances = serializers.IntegerField()
    incidents = serializers.IntegerField(help_text="open ones")
    waiting_user_tasks = serializers.IntegerField()
    completed_instances = serializers.IntegerField()


class StartTriggerSerializer(serializers.Serializer):
    element_id = serializers.CharField()
    trigger = serializers.CharField(help_text="what is waited for: message order placed")
    arrived_at = serializers.DateTimeField(allow_null=True, help_text="null while it is missing")
    brought_by = serializers.CharField(allow_null=True)


class ProcessDefinitionDetailSerializer(ProcessDefinitionSerializer):
    start_form = FormSchemaField(allow_null=True)
    documentation = serializers.CharField(allow_null=True)
    start_triggers = StartTriggerSerializer(
        many=True,
        help_text="of start events that wait for several triggers together: each, and when it arrived",
    )


class StartFormSerializer(serializers.Serializer):
    form = FormSchemaField(allow_null=True)


class DeployedProcessDefinitionSerializer(ProcessDefinitionSerializer):
    is_new = serializers.BooleanField(help_text="false: the diagram is the one deployed already")


class DeployedFormSerializer(serializers.Serializer):
    form_id = serializers.CharField()
    version = serializers.IntegerField()
    is_new = serializers.BooleanField()


class DeployedDecisionSerializer(serializers.Serializer):
    decision_id = serializers.CharField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    is_new = serializers.BooleanField()


class DeploymentSerializer(serializers.Serializer):
    deployment_key = KeyField(allow_null=True, help_text="null for a check")
    deployed_at = serializers.DateTimeField(allow_null=True)
    process_definitions = DeployedProcessDefinitionSerializer(many=True)
    forms = DeployedFormSerializer(many=True)
    decisions = DeployedDecisionSerializer(many=True)
    warnings = ProblemSerializer(many=True)


class DeploymentUploadSerializer(serializers.Serializer):
    """Diagrams (.bpmn, .xml), decisions (.dmn) and forms (.form, .json), deployed together or not at all."""

    resources = serializers.ListField(child=serializers.FileField(), min_length=1, max_length=100)


class DrawingUploadSerializer(serializers.Serializer):
    """A diagram, deployable or not."""

    resource = serializers.FileField()


class DeploymentQuery(Asked):
    check = serializers.BooleanField(
        required=False, default=False, help_text="look for problems, and deploy nothing"
    )


class ProcessDefinitionQuery(AskedOfList):
    latest = serializers.BooleanField(required=False, help_text="only the latest version of each process")
    process_id = serializers.CharField(required=False, max_length=255)
