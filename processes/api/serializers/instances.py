"""Process instances, and what is in them."""

from datetime import timedelta

from rest_framework import serializers

from processes.api.asked import Asked, AskedOfList
from processes.api.fields import IsoDurationField, KeyField, VariablesField
from processes.models import ElementState, InstanceState

#: a request occupies a thread of the web process as long as it waits
LONGEST_WAIT = timedelta(seconds=60)


class WaitingForSerializer(serializers.Serializer):
    """What one active element waits for."""

    element_id = serializers.CharField()
    element_name = serializers.CharField(allow_null=True)
    element_type = serializers.CharField()
    since = serializers.DateTimeField()
    kind = serializers.CharField(
        help_text="user_task, job, message, signal, timer, call, condition, incident …"
    )
    detail = serializers.CharField(allow_null=True)


class ProcessInstanceSerializer(serializers.Serializer):
    key = KeyField()
    process_definition_key = KeyField()
    process_id = serializers.CharField()
    process_name = serializers.CharField()
    version = serializers.IntegerField()
    business_key = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(choices=InstanceState.values)
    is_suspended = serializers.BooleanField(help_text="nothing in it moves until it is resumed")
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    started_by = serializers.CharField(allow_null=True)
    parent_process_instance_key = KeyField(allow_null=True, help_text="the instance that called it")
    incidents = serializers.IntegerField(help_text="open ones")
    waiting_for = WaitingForSerializer(many=True)


class ProcessInstanceDetailSerializer(ProcessInstanceSerializer):
    variables = VariablesField(help_text="those of the instance itself, not of scopes inside it")


class LinksSerializer(serializers.Serializer):
    self = serializers.CharField()


class RunningProcessInstanceSerializer(ProcessInstanceSerializer):
    """It has not ended in the time that was given: `links.self` is where it stands."""

    links = LinksSerializer()


class StartProcessInstanceSerializer(Asked):
    """Names the definition by its key, or by process id and version (without one: the latest)."""

    process_id = serializers.CharField(required=False, max_length=255)
    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    process_definition_key = KeyField(required=False)
    variables = VariablesField(required=False, default=dict)
    business_key = serializers.CharField(required=False, allow_null=True, max_length=255)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if ("process_id" in attrs) == ("process_definition_key" in attrs):
            raise serializers.ValidationError("Give either process_id or process_definition_key.")
        if "version" in attrs and "process_id" not in attrs:
            raise serializers.ValidationError({"version": ["A version needs a process_id."]})
        return attrs


class WaitQuery(Asked):
    wait = IsoDurationField(
        required=False,
        longest=LONGEST_WAIT,
        help_text=f"answer when the instance has ended, or after this time; at most "
        f"{int(LONGEST_WAIT.total_seconds())} s",
    )


class ProcessInstanceQuery(AskedOfList):
    process_definition_key = KeyField(required=False)
    process_id = serializers.CharField(required=False, max_length=255)
    state = serializers.ChoiceField(required=False, choices=InstanceState.values)
    has_incidents = serializers.BooleanField(required=False, allow_null=True, default=None)
    is_suspended = serializers.BooleanField(required=False, allow_null=True, default=None)
    element_id = serializers.CharField(
        required=False, max_length=255, help_text="those in which this element is active"
    )
    business_key = serializers.CharField(required=False, max_length=255)
    search = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="a key, or part of a business key"
    )


class ElementWaitingSerializer(serializers.Serializer):
    kind = serializers.CharField()
    detail = serializers.CharField(allow_null=True)
    since = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True)
    assignee = serializers.CharField(allow_null=True)
    candidate_groups = serializers.ListField(child=serializers.CharField())
    process_instance_key = KeyField(allow_null=True, help_text="the instance that a call activity waits for")


class ElementInstanceSerializer(serializers.Serializer):
    """One visit of an element."""

    key = KeyField()
    element_id = serializers.CharField()
    element_name = serializers.CharField(allow_null=True)
    element_type = serializers.CharField()
    scope_key = KeyField()
    state = serializers.ChoiceField(choices=ElementState.values)
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    incident_key = KeyField(allow_null=True)
    waiting = ElementWaitingSerializer(allow_null=True)


class VariableSerializer(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.JSONField()
    scope_key = KeyField()
    scope_element_id = serializers.CharField(allow_null=True, help_text="null: the instance itself")
    updated_at = serializers.DateTimeField()


class SetVariablesSerializer(Asked):
    variables = VariablesField()
    scope_key = KeyField(required=False, help_text="an active element instance; without: the instance itself")


class SequenceFlowSerializer(serializers.Serializer):
    flow_id = serializers.CharField()
    taken = serializers.IntegerField(help_text="how often")


class SequenceFlowListSerializer(serializers.Serializer):
    items = SequenceFlowSerializer(many=True)


class JournalEventField(serializers.JSONField):
    """The fields of one event, and its `type`."""


class JournalEntrySerializer(serializers.Serializer):
    """One command that was carried out, and what happened."""

    revision = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True)
    command = serializers.CharField()
    summary = serializers.CharField()
    events = serializers.ListField(child=JournalEventField())
