"""Numbers for diagrams, the summary of the shell, and search."""

from typing import ClassVar

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from monitoring.api import serializers as s
from monitoring.selectors.definition_statistics import definition_statistics, keys_of_all_versions
from monitoring.selectors.instance_statistics import instance_statistics
from monitoring.selectors.search import search
from monitoring.selectors.summary import summary
from processes.api.rights import HasRight
from processes.api.visibility import visible_instance
from processes.models import ProcessDefinition
from processes.roles import VIEW_INSTANCES
from processes.services import NotFound


class DefinitionStatistics(APIView):
    """The numbers on the diagram of a process, now."""

    permission_classes = (HasRight,)
    rights: ClassVar = {"GET": VIEW_INSTANCES}

    @extend_schema(
        operation_id="process_definitions_statistics_retrieve",
        parameters=[s.StatisticsRequest],
        responses=s.DefinitionStatisticsSerializer,
        tags=["process-definitions"],
    )
    def get(self, request: Request, key: int) -> Response:
        asked = s.StatisticsRequest(data=request.query_params)
        asked.is_valid(raise_exception=True)
        definition = ProcessDefinition.objects.filter(key=key).first()
        if definition is None:
            raise NotFound(f"There is no process definition {key}.")
        keys = keys_of_all_versions(definition.process_id) if asked.validated_data["all_versions"] else [key]
        return Response(s.DefinitionStatisticsSerializer(definition_statistics(keys)).data)


class InstanceStatistics(APIView):
    """The numbers on the diagram of one instance. What you may not see does not exist for you: 404."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="process_instances_statistics_retrieve",
        responses=s.InstanceStatisticsSerializer,
        tags=["process-instances"],
    )
    def get(self, request: Request, key: int) -> Response:
        instance = visible_instance(_user(request), key)
        return Response(s.InstanceStatisticsSerializer(instance_statistics(instance.key)).data)


class Summary(APIView):
    """A few numbers over everything that you may see."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(operation_id="summary_retrieve", responses=s.SummarySerializer, tags=["summary"])
    def get(self, request: Request) -> Response:
        return Response(s.SummarySerializer(summary(_user(request))).data)


class Search(APIView):
    """What has this key, this business key, or this in its name, among what you may see."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="search_list",
        parameters=[s.SearchRequest],
        responses=s.SearchHitListSerializer,
        tags=["search"],
    )
    def get(self, request: Request) -> Response:
        asked = s.SearchRequest(data=request.query_params)
        asked.is_valid(raise_exception=True)
        hits = search(asked.validated_data["q"], user=_user(request))
        return Response(s.SearchHitListSerializer({"items": hits}).data)


def _user(request: Request) -> User:
    """Whoever is logged in: the permissions of the view have seen to that."""
    assert isinstance(request.user, User)
    return request.user
