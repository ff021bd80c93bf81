"""The endpoints of the inbox. What a person cannot see does not exist for them: 404."""

from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError as BadRequest
from rest_framework.views import APIView

from processes.api.paging import KeysetListView, Page
from processes.api.rights import HasRight, reader_of
from tasklist import selectors, services
from tasklist.api import serializers
from tasklist.api.presentation import shown
from tasklist.models import UserTask
from tasklist.rights import ASSIGN_TASKS, SEE_ALL_TASKS, WORK_ON_TASKS, Worker

READERS = (WORK_ON_TASKS, SEE_ALL_TASKS)
WORK_OR_ASSIGN = (WORK_ON_TASKS, ASSIGN_TASKS)


class UserTasks(KeysetListView):
    """User tasks that the reader may see, by view."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}
    serializer_class = serializers.UserTaskSerializer
    queryset = UserTask.objects.none()

    @extend_schema(parameters=[serializers.UserTaskQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = serializers.UserTaskQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        view = selectors.View(asked["view"])
        page = Page.of(request, length=2)
        worker = Worker.of(reader_of(request))
        try:
            tasks = selectors.view(
                worker,
                view,
                limit=page.limit + 1,
                ordering=asked["ordering"],
                after=page.after,
                only=selectors.Filter(
                    process_instance_key=asked.get("process_instance_key"),
                    process_id=asked.get("process_id"),
                    search=asked.get("search"),
                ),
            )
        except (ValidationError, ValueError, TypeError) as problem:
            if not page.after:
                raise
            raise BadRequest({"cursor": ["This is not a cursor of this list."]}) from problem
        items, following = page.cut(tasks, selectors.ordering_of(view, asked["ordering"]).values_of)
        return Response(
            {"items": self.get_serializer(shown(items, worker), many=True).data, "next": following}
        )


class UserTaskCounts(APIView):
    """How many open tasks each view has."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=serializers.UserTaskCountsSerializer)
    def get(self, request: Request) -> Response:
        counts = selectors.counts(Worker.of(reader_of(request)))
        return Response(serializers.UserTaskCountsSerializer(counts).data)


class UserTaskDetail(APIView):
    """One user task, open or closed. PATCH changes its due date and priority."""

    permission_classes = [HasRight]
    rights = {"GET": READERS, "PATCH": WORK_OR_ASSIGN}
    problems = {"PATCH": {409: None, 422: None}}

    @extend_schema(responses=serializers.UserTaskSerializer)
    def get(self, request: Request, key: int) -> Response:
        return _answer(selectors.user_task(Worker.of(reader_of(request)), key), request)

    @extend_schema(request=serializers.PlanSerializer, responses=serializers.UserTaskSerializer)
    def patch(self, request: Request, key: int) -> Response:
        wanted = serializers.PlanSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        task = services.plan(user=reader_of(request), user_task_key=key, changes=wanted.validated_data)
        return _answer(task, request)


class Snooze(APIView):
    """Put a task off: it is hidden from the reader's own lists until then. DELETE shows it again at once,
    also if the diagram has put it off.
    """

    permission_classes = [HasRight]
    rights = {"PUT": READERS, "DELETE": READERS}
    problems = {"PUT": {409: None, 422: None}, "DELETE": {409: None}}

    @extend_schema(request=serializers.SnoozeSerializer, responses=serializers.UserTaskSerializer)
    def put(self, request: Request, key: int) -> Response:
        wanted = serializers.SnoozeSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        until = wanted.validated_data["until"]
        return _answer(services.snooze(user=reader_of(request), user_task_key=key, until=until), request)

    @extend_schema(responses={200: serializers.UserTaskSerializer})
    def delete(self, request: Request, key: int) -> Response:
        return _answer(services.wake(user=reader_of(request), user_task_key=key), request)


class UserTaskForm(APIView):
    """The form of a user task, with what it shows at first and the reader's draft."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=serializers.UserTaskFormSerializer)
    def get(self, request: Request, key: int) -> Response:
        worker = Worker.of(reader_of(request))
        task = selectors.user_task(worker, key)
        form = selectors.form_for(task)
        answer = {
            "form": form.schema,
            "generated": form.generated,
            "data": form.variables,
            "draft": selectors.draft_of(task, worker.username),
            "outcomes": form.outcomes.choices if form.outcomes else (),
        }
        return Response(serializers.UserTaskFormSerializer(answer).data)


class UserTaskDraft(APIView):
    """The reader's unfinished answers, kept until the task is closed."""

    permission_classes = [HasRight]
    rights = {"PUT": WORK_ON_TASKS}
    problems = {"PUT": {409: None}}

    @extend_schema(request=serializers.DraftSerializer, responses={204: None})
    def put(self, request: Request, key: int) -> Response:
        draft = serializers.DraftSerializer(data=request.data)
        draft.is_valid(raise_exception=True)
        services.save_draft(user=reader_of(request), user_task_key=key, data=draft.validated_data["data"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class Claim(APIView):
    """Take a task that nobody has."""

    permission_classes = [HasRight]
    rights = {"POST": WORK_ON_TASKS}
    problems = {"POST": {409: serializers.ConflictDetailsSerializer}}

    @extend_schema(request=None, responses=serializers.UserTaskSerializer)
    def post(self, request: Request, key: int) -> Response:
        return _answer(services.claim(user=reader_of(request), user_task_key=key), request)


class Unclaim(APIView):
    """Give a task back to its candidates."""

    permission_classes = [HasRight]
    rights = {"POST": WORK_ON_TASKS}
    problems = {"POST": {409: serializers.ConflictDetailsSerializer}}

    @extend_schema(request=None, responses=serializers.UserTaskSerializer)
    def post(self, request: Request, key: int) -> Response:
        return _answer(services.unclaim(user=reader_of(request), user_task_key=key), request)


class Assignment(APIView):
    """Give a task to someone, whoever has it."""

    permission_classes = [HasRight]
    rights = {"POST": ASSIGN_TASKS}
    problems = {"POST": {409: None, 422: None}}

    @extend_schema(request=serializers.AssignmentSerializer, responses=serializers.UserTaskSerializer)
    def post(self, request: Request, key: int) -> Response:
        wanted = serializers.AssignmentSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        task = services.assign(
            user=reader_of(request), user_task_key=key, assignee=wanted.validated_data["assignee"]
        )
        return _answer(task, request)


class Delegation(APIView):
    """Have somebody else do a task: they resolve it, and it is back with its owner. DELETE ends that at
    once, for the owner.
    """

    permission_classes = [HasRight]
    rights = {"POST": WORK_OR_ASSIGN, "DELETE": WORK_ON_TASKS}
    problems = {"POST": {409: serializers.ConflictDetailsSerializer, 422: None}, "DELETE": {409: None}}

    @extend_schema(request=serializers.DelegationSerializer, responses=serializers.UserTaskSerializer)
    def post(self, request: Request, key: int) -> Response:
        wanted = serializers.DelegationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        assignee = wanted.validated_data["assignee"]
        task = services.delegate(user=reader_of(request), user_task_key=key, assignee=assignee)
        return _answer(task, request)

    @extend_schema(responses={200: serializers.UserTaskSerializer})
    def delete(self, request: Request, key: int) -> Response:
        return _answer(services.take_back(user=reader_of(request), user_task_key=key), request)


class Resolution(APIView):
    """What was delegated is done: its owner has it again, with what was filled in."""

    permission_classes = [HasRight]
    rights = {"POST": WORK_OR_ASSIGN}
    problems = {"POST": {409: serializers.ConflictDetailsSerializer}}

    @extend_schema(request=None, responses=serializers.UserTaskSerializer)
    def post(self, request: Request, key: int) -> Response:
        task = services.resolve(user=reader_of(request), user_task_key=key)
        return _answer(task, request)


class UserTaskHistory(KeysetListView):
    """What happened to a user task, the latest first."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}
    serializer_class = serializers.HistoryEntrySerializer
    queryset = UserTask.objects.none()

    def get(self, request: Request, *args: Any, key: int, **kwargs: Any) -> Response:
        task = selectors.user_task(Worker.of(reader_of(request)), key)
        page = Page.of(request, length=2)
        try:
            entries = selectors.history(task, limit=page.limit + 1, after=page.after)
        except (ValidationError, ValueError, TypeError) as problem:
            if not page.after:
                raise
            raise BadRequest({"cursor": ["This is not a cursor of this list."]}) from problem
        items, following = page.cut(entries, lambda entry: entry.position)
        return Response({"items": self.get_serializer(items, many=True).data, "next": following})


class Completion(APIView):
    """Complete a task that the reader has. The answers must fit its form."""

    permission_classes = [HasRight]
    rights = {"POST": WORK_ON_TASKS}
    problems = {"POST": {409: serializers.ConflictDetailsSerializer, 422: None}}

    @extend_schema(
        request=serializers.CompletionSerializer, responses=serializers.CompletedUserTaskSerializer
    )
    def post(self, request: Request, key: int) -> Response:
        completion = serializers.CompletionSerializer(data=request.data)
        completion.is_valid(raise_exception=True)
        following = services.complete(
            user=reader_of(request),
            user_task_key=key,
            variables=completion.validated_data["variables"],
            outcome=completion.validated_data.get("outcome"),
        )
        return Response(serializers.CompletedUserTaskSerializer({"next_task_key": following}).data)


def _answer(task: UserTask, request: Request) -> Response:
    (found,) = shown([task], Worker.of(reader_of(request)))
    return Response(serializers.UserTaskSerializer(found).data)
