"""What instances wait with: jobs, timers, subscriptions, incidents; and messages."""

from datetime import timedelta

from rest_framework import serializers

from processes.api.asked import Asked, AskedOfList
from processes.api.fields import IsoDurationField, KeyField, VariablesField
from processes.models import IncidentState

#: while nothing asks natively, a poll occupies a thread of the web process
LONGEST_POLL = timedelta(seconds=10)


class JobSerializer(serializers.Serializer):
    key = KeyField()
    type = serializers.CharField()
    process_instance_key = KeyField()
    process_definition_key = KeyField()
    process_id = serializers.CharField()
    element_id = serializers.CharField()
    element_instance_key = KeyField()
    state = serializers.ChoiceField(
        choices=["CREATED", "ACTIVATED", "BACKING_OFF", "FAILED"],
        help_text="free, held by a worker, waiting to be tried again, or out of retries",
    )
    retries = serializers.IntegerField(help_text="how many are left")
    priority = serializers.IntegerField(help_text="jobs of a higher one are taken first")
    worker = serializers.CharField(allow_null=True, help_text="who has it now")
    error_message = serializers.CharField(allow_null=True, help_text="of the last try")
    created_at = serializers.DateTimeField()
    available_at = serializers.DateTimeField()


class TimerSerializer(serializers.Serializer):
    key = KeyField()
    element_id = serializers.CharField()
    element_name = serializers.CharField(allow_null=True)
    element_instance_key = KeyField()
    due_at = serializers.DateTimeField()


class MessageSubscriptionSerializer(serializers.Serializer):
    key = KeyField()
    message_name = serializers.CharField()
    correlation_key = serializers.CharField()
    element_id = serializers.CharField()
    element_name = serializers.CharField(allow_null=True)
    element_instance_key = KeyField()


class IncidentSerializer(serializers.Serializer):
    key = KeyField()
    process_instance_key = KeyField()
    process_definition_key = KeyField()
    process_id = serializers.CharField()
    process_name = serializers.CharField()
    business_key = serializers.CharField(allow_null=True)
    element_id = serializers.CharField()
    element_name = serializers.CharField(allow_null=True)
    element_instance_key = KeyField()
    error_type = serializers.CharField()
    message = serializers.CharField()
    job_key = KeyField(allow_null=True)
    raised_at = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(choices=IncidentState.values)


class IncidentQuery(AskedOfList):
    process_definition_key = KeyField(required=False)
    process_instance_key = KeyField(required=False)
    state = serializers.ChoiceField(required=False, choices=IncidentState.values)


class JobQuery(AskedOfList):
    process_instance_key = KeyField(required=False)
    type = serializers.CharField(required=False, max_length=255)


# -- the life of a job, as its worker tells it ---------------------------------------------------------------


class ActivateJobsSerializer(Asked):
    type = serializers.CharField(max_length=255)
    worker = serializers.CharField(max_length=255, help_text="who asks, for people to read")
    max_jobs = serializers.IntegerField(min_value=1, max_value=1000)
    timeout = IsoDurationField(
        shortest=timedelta(seconds=1),
        longest=timedelta(days=1),
        help_text="how long the jobs are the worker's; then they are free again",
    )
    fetch_variables = serializers.ListField(
        required=False, child=serializers.CharField(), max_length=500, help_text="only these; without: all"
    )
    request_timeout = IsoDurationField(
        required=False,
        longest=timedelta(seconds=60),
        default=timedelta(0),
        help_text="wait this long for a job to come. For now the server answers after "
        f"{int(LONGEST_POLL.total_seconds())} s at the latest; ask again",
    )


class ActivatedJobSerializer(serializers.Serializer):
    key = KeyField()
    type = serializers.CharField()
    process_instance_key = KeyField()
    process_definition_key = KeyField()
    process_id = serializers.CharField()
    business_key = serializers.CharField(allow_null=True)
    element_id = serializers.CharField()
    element_instance_key = KeyField()
    retries = serializers.IntegerField()
    priority = serializers.IntegerField()
    deadline = serializers.DateTimeField(help_text="until when the job is the worker's")
    idempotency_key = serializers.CharField(help_text="the same for each try of this job")
    headers = serializers.DictField(child=serializers.CharField())
    variables = VariablesField()


class ActivatedJobsSerializer(serializers.Serializer):
    jobs = ActivatedJobSerializer(many=True)


class JobCompletionSerializer(Asked):
    variables = VariablesField(required=False, default=dict)


class JobFailureSerializer(Asked):
    retries = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="how many are left; without: one less"
    )
    error_message = serializers.CharField(max_length=10_000)
    retry_back_off = IsoDurationField(required=False, longest=timedelta(days=365))


class JobErrorSerializer(Asked):
    """A modelled BPMN error."""

    error_code = serializers.CharField(max_length=255)
    error_message = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=10_000, default=None
    )
    variables = VariablesField(required=False, default=dict)


# -- messages ------------------------------------------------------------------------------------------------


class CorrelateMessageSerializer(Asked):
    name = serializers.CharField(max_length=255)
    correlation_key = serializers.CharField(required=False, allow_blank=True, max_length=255, default="")
    variables = VariablesField(required=False, default=dict)


class BroadcastSignalSerializer(serializers.Serializer):
    signal_name = serializers.CharField(max_length=255)
    variables = VariablesField(required=False, default=dict)


class BroadcastedSignalSerializer(serializers.Serializer):
    received = serializers.IntegerField(help_text="how many instances received it or were started by it")


class EvaluateConditionsSerializer(serializers.Serializer):
    variables = VariablesField()


class StartedByConditionsSerializer(serializers.Serializer):
    process_instances = serializers.ListField(child=KeyField(), help_text="the instances that it started")


class PublishMessageSerializer(CorrelateMessageSerializer):
    time_to_live = IsoDurationField(
        required=False,
        longest=timedelta(days=365),
        default=timedelta(hours=1),
        help_text="how long it is kept for an instance that does not wait yet; PT0S: only for those that do",
    )
    message_id = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=255,
        default=None,
        help_text="the sender's own id: a second message with it is refused while the first is kept",
    )


class PublishedMessageSerializer(serializers.Serializer):
    message_key = KeyField()
    correlated = serializers.ListField(
        child=KeyField(),
        help_text="the instances that received it, or that it will start when other triggers have arrived",
    )
    expires_at = serializers.DateTimeField()


class CorrelatedMessageSerializer(serializers.Serializer):
    message_key = KeyField()
    process_instance_key = KeyField()
