"""What is in one process instance: visits of elements, variables, journal, and what it waits with."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.paging import KeysetListView
from processes.api.presentation import instance_parts, waits
from processes.api.presentation.journal import shown_journal
from processes.api.rights import HasRight, reader_of
from processes.api.serializers import instances as serializers
from processes.api.serializers.waits import JobSerializer, MessageSubscriptionSerializer, TimerSerializer
from processes.api.visibility import visible_instance
from processes.models import (
    ElementInstance,
    Job,
    JournalEntry,
    MessageSubscription,
    ProcessInstance,
    Timer,
    Variable,
)
from processes.roles import OPERATE_INSTANCES, START_INSTANCE, VIEW_INSTANCES
from processes.selectors.sequence_flows import flows_taken

READERS = (START_INSTANCE, VIEW_INSTANCES)


class InstanceParts(KeysetListView):
    """Rows of one instance, page by page. `shown` puts a page of them together for the reader."""

    permission_classes = [HasRight]
    rights: Mapping[str, str | tuple[str, ...]] = {"GET": READERS}
    keyset: tuple[str, ...] = ("key",)
    queryset: QuerySet[Any]

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        instance = visible_instance(reader_of(request), kwargs["key"])
        rows = self.queryset.filter(process_instance_key=instance.key)
        return self.answer(rows, lambda page: self.shown(instance, page))

    def shown(self, instance: ProcessInstance, rows: list[Any]) -> Any:
        raise NotImplementedError


class ElementInstances(InstanceParts):
    """Every visit of an element, in order."""

    # Keys alone are no order: each process takes its keys from a block of its own.
    keyset = ("started_at", "key")
    serializer_class = serializers.ElementInstanceSerializer
    queryset = ElementInstance.objects.all()

    def shown(self, instance: ProcessInstance, rows: list[ElementInstance]) -> Any:
        return instance_parts.shown_element_instances(instance, rows)


class SequenceFlows(APIView):
    """The sequence flows that tokens took."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=serializers.SequenceFlowListSerializer)
    def get(self, request: Request, key: int) -> Response:
        taken = flows_taken(visible_instance(reader_of(request), key).key).times
        items = [{"flow_id": flow_id, "taken": times} for flow_id, times in taken.items()]
        return Response(serializers.SequenceFlowListSerializer({"items": items}).data)


class Variables(InstanceParts):
    """Variables of all scopes, with their scope."""

    rights = {"GET": READERS, "PUT": OPERATE_INSTANCES}
    problems = {"PUT": {409: None}}
    serializer_class = serializers.VariableSerializer
    keyset = ("scope_key", "name")
    queryset = Variable.objects.all()

    def shown(self, instance: ProcessInstance, rows: list[Variable]) -> Any:
        return instance_parts.shown_variables(instance, rows)

    @extend_schema(request=serializers.SetVariablesSerializer, responses={204: None})
    def put(self, request: Request, key: int) -> Response:
        """Set variables in one scope."""
        wanted = serializers.SetVariablesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        services.set_variables(
            process_instance_key=key,
            scope_key=wanted.validated_data.get("scope_key"),
            variables=wanted.validated_data["variables"],
            set_by=request.user.get_username(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class Journal(InstanceParts):
    """What was done to the instance and what happened, the newest first."""

    serializer_class = serializers.JournalEntrySerializer
    keyset = ("-revision",)
    queryset = JournalEntry.objects.all()

    def shown(self, instance: ProcessInstance, rows: list[JournalEntry]) -> Any:
        return shown_journal(instance, rows)


class InstanceJobs(InstanceParts):
    """Work that job workers have to do for the instance."""

    serializer_class = JobSerializer
    queryset = Job.objects.all()

    def shown(self, instance: ProcessInstance, rows: list[Job]) -> Any:
        return waits.shown_jobs(rows)


class InstanceTimers(InstanceParts):
    """Timers that the instance waits for, the next to trigger first."""

    serializer_class = TimerSerializer
    keyset = ("due_at", "key")
    queryset = Timer.objects.all()

    def shown(self, instance: ProcessInstance, rows: list[Timer]) -> Any:
        return waits.shown_timers(rows)


class InstanceMessageSubscriptions(InstanceParts):
    """Messages that the instance waits for."""

    serializer_class = MessageSubscriptionSerializer
    queryset = MessageSubscription.objects.all()

    def shown(self, instance: ProcessInstance, rows: list[MessageSubscription]) -> Any:
        return waits.shown_subscriptions(rows)
