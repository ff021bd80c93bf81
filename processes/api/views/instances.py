"""Process instances: start, find, cancel."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import selectors, services
from processes.api.instance_search import found_instances
from processes.api.paging import KeysetListView
from processes.api.presentation.instances import shown
from processes.api.rights import HasRight, reader_of
from processes.api.serializers.instances import (
    ProcessInstanceDetailSerializer,
    ProcessInstanceQuery,
    ProcessInstanceSerializer,
    RunningProcessInstanceSerializer,
    StartProcessInstanceSerializer,
    WaitQuery,
)
from processes.api.visibility import visible_instance, visible_instances
from processes.api.waiting import place_to_wait
from processes.models import InstanceState, ProcessInstance
from processes.roles import OPERATE_INSTANCES, START_INSTANCE, VIEW_INSTANCES

READERS = (START_INSTANCE, VIEW_INSTANCES)


class ProcessInstances(KeysetListView):
    """Process instances that the reader may see, the newest first."""

    permission_classes = [HasRight]
    rights = {"GET": READERS, "POST": START_INSTANCE}
    problems = {"POST": {404: None, 409: None}}
    serializer_class = ProcessInstanceSerializer
    keyset = ("-started_at", "-key")
    queryset = ProcessInstance.objects.none()

    @extend_schema(parameters=[ProcessInstanceQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = ProcessInstanceQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        instances = found_instances(visible_instances(reader_of(request)), **query.validated_data)
        return self.answer(instances.defer("document"), shown)

    @extend_schema(
        operation_id="process_instances_create",
        parameters=[WaitQuery],
        request=StartProcessInstanceSerializer,
        responses={
            201: ProcessInstanceSerializer,
            200: OpenApiResponse(
                ProcessInstanceDetailSerializer, description="With `wait`: it has ended in time."
            ),
            202: OpenApiResponse(
                RunningProcessInstanceSerializer,
                description="With `wait`: it goes on, and `Location` says where it stands.",
            ),
        },
        filters=False,
    )
    def post(self, request: Request) -> Response:
        """Start an instance, and, if asked to, wait for it to end."""
        query = WaitQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        wanted = StartProcessInstanceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        instance = services.start_instance(**wanted.validated_data, started_by=request.user.get_username())
        here = reverse("process-instance", kwargs={"key": instance.key})
        wait = query.validated_data.get("wait")
        if wait is None:
            body = ProcessInstanceSerializer(*shown([instance])).data
            return Response(body, status=status.HTTP_201_CREATED, headers={"Location": here})
        with place_to_wait(wait) as patience:
            instance = services.await_outcome(process_instance_key=instance.key, timeout=patience)
        (found,) = shown([instance])
        if instance.state == InstanceState.ACTIVE:
            body = RunningProcessInstanceSerializer({**found, "links": {"self": here}}).data
            return Response(body, status=status.HTTP_202_ACCEPTED, headers={"Location": here})
        variables = selectors.visible_variables(instance.key, instance.key)
        return Response(ProcessInstanceDetailSerializer({**found, "variables": variables}).data)


class ProcessInstanceDetail(APIView):
    """One process instance, with its variables."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=ProcessInstanceDetailSerializer)
    def get(self, request: Request, key: int) -> Response:
        (found,) = shown([visible_instance(reader_of(request), key)])
        variables = selectors.visible_variables(key, key)
        return Response(ProcessInstanceDetailSerializer({**found, "variables": variables}).data)


class Cancellation(APIView):
    """End an instance and everything in it."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, key: int) -> Response:
        services.cancel_instance(process_instance_key=key, canceled_by=request.user.get_username())
        return Response(status=status.HTTP_204_NO_CONTENT)
