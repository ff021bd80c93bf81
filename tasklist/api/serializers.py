"""What requests and answers of the inbox look like."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from processes.api.asked import Asked, AskedOfList
from processes.api.fields import FormSchemaField, KeyField, VariablesField
from processes.api.paging import PageRequest
from processes.api.serializers.problems import ProblemDetailsSerializer
from tasklist.models import Delegation, Happening, UserTaskState
from tasklist.selectors import ORDERINGS, View


class UserTaskAbilitiesSerializer(serializers.Serializer):
    """What the reader may do with it now."""

    claim = serializers.BooleanField()
    unclaim = serializers.BooleanField()
    assign = serializers.BooleanField()
    delegate = serializers.BooleanField(help_text="have somebody else do it, and get it back")
    resolve = serializers.BooleanField(help_text="say that what was delegated is done")
    take_back = serializers.BooleanField(help_text="end the delegation of what is theirs")
    plan = serializers.BooleanField(help_text="change due date and priority")
    snooze = serializers.BooleanField(help_text="put it off in their own lists")
    attach = serializers.BooleanField(help_text="add files")
    complete = serializers.BooleanField()


class UserTaskSerializer(serializers.Serializer):
    """Shows a `ShownTask`."""

    key = KeyField(source="task.key")
    name = serializers.CharField(source="task.name")
    element_id = serializers.CharField(source="task.element_id")
    process_instance_key = KeyField(source="task.process_instance_key")
    process_definition_key = KeyField(source="task.process_definition_key")
    process_id = serializers.CharField(source="task.process_id")
    process_name = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="definition.version")
    business_key = serializers.CharField(source="task.business_key", allow_null=True)
    state = serializers.ChoiceField(source="task.state", choices=UserTaskState.values)
    is_suspended = serializers.BooleanField(
        source="task.is_suspended", help_text="nothing can be done about it until its instance is resumed"
    )
    assignee = serializers.CharField(source="task.assignee", allow_null=True)
    owner = serializers.CharField(
        source="task.owner",
        allow_null=True,
        help_text="for whom the assignee does it; once resolved: who had delegated it, and has it again",
    )
    delegation = serializers.ChoiceField(source="task.delegation", choices=Delegation.values, allow_null=True)
    candidate_users = serializers.ListField(source="task.candidate_users", child=serializers.CharField())
    candidate_groups = serializers.ListField(source="task.candidate_groups", child=serializers.CharField())
    created_at = serializers.DateTimeField(source="task.created_at")
    due_at = serializers.DateTimeField(source="task.due_at", allow_null=True)
    follow_up_at = serializers.DateTimeField(
        source="task.follow_up_at",
        allow_null=True,
        help_text="until then the diagram hides it from everybody's lists",
    )
    snoozed_until = serializers.DateTimeField(
        allow_null=True, help_text="until then it is hidden from the reader's lists; null if it is not"
    )
    priority = serializers.IntegerField(source="task.priority", help_text="0 (lowest) to 100")
    completed_at = serializers.SerializerMethodField()
    completed_by = serializers.CharField(source="task.completed_by", allow_null=True)
    outcome = serializers.CharField(
        source="task.outcome", allow_null=True, help_text="with which it was completed, if it has several"
    )
    claimed_at = serializers.DateTimeField(
        source="task.claimed_at", allow_null=True, help_text="since when the assignee has it"
    )
    requester = serializers.CharField(allow_null=True, help_text="who started the process instance")
    comments = serializers.IntegerField(help_text="how many there are")
    attachments = serializers.IntegerField(help_text="how many files are attached")
    mentioned = serializers.BooleanField(
        help_text="the reader is mentioned in a comment and has not seen it yet"
    )
    can = UserTaskAbilitiesSerializer()

    def get_process_name(self, shown: Any) -> str:
        return shown.definition.name or shown.definition.process_id

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_completed_at(self, shown: Any) -> Any:
        completed = shown.task.state == UserTaskState.COMPLETED
        return shown.task.closed_at if completed else None


class UserTaskQuery(PageRequest):
    view = serializers.ChoiceField(
        required=False,
        choices=[each.value for each in View],
        default=View.ALL.value,
        help_text="`mine`: I have them. `my-teams`: offered to me or a group of mine. "
        "`unassigned`: nobody has them. `later`: open ones that I or the diagram have put off; no other view "
        "has them. `mentioned`: I am mentioned in a comment on them, whatever became of them. "
        "`completed`: I have completed them.",
    )
    process_instance_key = KeyField(required=False)
    process_id = serializers.CharField(required=False, max_length=255)
    search = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="part of the name or the business key"
    )
    ordering = serializers.ChoiceField(required=False, choices=list(ORDERINGS), default="-created_at")


class UserTaskCountsSerializer(serializers.Serializer):
    """Open tasks by view. 1000 means: that many or more."""

    mine = serializers.IntegerField()
    my_teams = serializers.IntegerField()
    unassigned = serializers.IntegerField()
    overdue = serializers.IntegerField()
    due_today = serializers.IntegerField()
    all = serializers.IntegerField()
    later = serializers.IntegerField()
    mentioned = serializers.IntegerField(
        help_text="tasks, closed ones included, in which I am mentioned and have not seen it yet"
    )


#: characters of a comment
LONGEST_COMMENT = 5_000


class CommentSerializer(serializers.Serializer):
    """Shows a `ShownComment`."""

    key = KeyField(source="comment.pk")
    author = serializers.CharField(source="comment.author")
    at = serializers.DateTimeField(source="comment.at")
    text = serializers.CharField(source="comment.text")
    mentions = serializers.ListField(
        child=serializers.CharField(), help_text="usernames of those who are mentioned, with @ in the text"
    )


class NewCommentSerializer(Asked):
    text = serializers.CharField(
        max_length=LONGEST_COMMENT, help_text="plain text; @username mentions somebody who may see the task"
    )


class AttachmentSerializer(serializers.Serializer):
    key = KeyField(source="pk")
    name = serializers.CharField()
    content_type = serializers.CharField(help_text="by its content")
    size = serializers.IntegerField(help_text="bytes")
    added_by = serializers.CharField()
    at = serializers.DateTimeField()


class AttachmentUploadSerializer(serializers.Serializer):
    file = serializers.FileField()


class AttachmentRulesSerializer(serializers.Serializer):
    """What is accepted, for whoever wants to know before they send it."""

    megabytes = serializers.IntegerField(help_text="a file may have at most")
    endings = serializers.ListField(child=serializers.CharField(), help_text="of names that are accepted")


class MentionableQuery(AskedOfList):
    search = serializers.CharField(
        required=False, allow_blank=True, max_length=150, help_text="part of the username or the name"
    )


def _detail(kind: type[serializers.Field], name: str, **options: Any) -> Any:
    """A value that only some entries have."""
    return kind(source=f"details.{name}", read_only=True, allow_null=True, default=None, **options)


class HistoryEntrySerializer(serializers.Serializer):
    """Something that happened to a user task. What does not apply is null."""

    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True, help_text="who did it; null: the process")
    happening = serializers.ChoiceField(choices=["created", *Happening.values, "completed", "canceled"])
    assignee = _detail(serializers.CharField, "assignee", help_text="who got it")
    taken_from = _detail(serializers.CharField, "taken_from", help_text="who had it until then")
    on_behalf_of = _detail(
        serializers.CharField, "on_behalf_of", help_text="whose task it was, if another has acted"
    )
    changed = _detail(serializers.JSONField, "changed", help_text="what of `due_at` and `priority` is new")
    outcome = _detail(serializers.CharField, "outcome", help_text="with which it was completed")
    file = _detail(serializers.CharField, "file", help_text="name of the file that was attached or removed")
    due_at = _detail(serializers.DateTimeField, "due_at")
    priority = _detail(serializers.IntegerField, "priority")


class OutcomeSerializer(serializers.Serializer):
    value = serializers.CharField()
    label = serializers.CharField(help_text="what its button says")  # type: ignore[assignment]


class UserTaskFormSerializer(serializers.Serializer):
    form = FormSchemaField()
    generated = serializers.BooleanField(help_text="the diagram names no form; this one only suggests")
    data = VariablesField(help_text="the variables that the task can see")  # type: ignore[assignment]
    draft = VariablesField(allow_null=True, help_text="the reader's unfinished answers")
    outcomes = OutcomeSerializer(
        many=True, help_text="the task is completed with one of these; if empty, in one way only"
    )


class DraftSerializer(serializers.Serializer):
    data = VariablesField()  # type: ignore[assignment]


class AssignmentSerializer(serializers.Serializer):
    assignee = serializers.CharField(
        allow_null=True, max_length=150, help_text="a username; null gives the task back to its candidates"
    )


class DelegationSerializer(Asked):
    assignee = serializers.CharField(max_length=150, help_text="username of who is asked to do it")


class PlanSerializer(Asked):
    due_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="by when it is to be done; null: whenever"
    )
    priority = serializers.IntegerField(required=False, min_value=0, max_value=100)


class SnoozeSerializer(Asked):
    until = serializers.DateTimeField()


class CompletionSerializer(serializers.Serializer):
    variables = VariablesField(default=dict)
    outcome = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=255,
        help_text="one of the task's outcomes, if it has some",
    )


class CompletedUserTaskSerializer(serializers.Serializer):
    next_task_key = KeyField(
        allow_null=True, help_text="what to do next: of the same instance if it is mine, else my next"
    )


class ConflictDetailsSerializer(ProblemDetailsSerializer):
    """Somebody else was quicker."""

    assignee = serializers.CharField(required=False)
    claimed_at = serializers.DateTimeField(required=False)
