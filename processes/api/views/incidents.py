"""Incidents: elements that are stuck, or were."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.paging import KeysetListView
from processes.api.presentation.waits import shown_incidents
from processes.api.rights import HasRight
from processes.api.serializers.waits import IncidentQuery, IncidentSerializer
from processes.models import Incident
from processes.roles import OPERATE_INSTANCES, VIEW_INSTANCES


class Incidents(KeysetListView):
    """Incidents, the newest first."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES}
    serializer_class = IncidentSerializer
    keyset = ("-raised_at", "-key")
    queryset = Incident.objects.none()

    @extend_schema(parameters=[IncidentQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = IncidentQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        return self.answer(Incident.objects.filter(**query.validated_data), shown_incidents)


class Resolution(APIView):
    """Try again what the incident stopped."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=None, responses=IncidentSerializer)
    def post(self, request: Request, key: int) -> Response:
        services.resolve_incident(incident_key=key, resolved_by=request.user.get_username())
        (found,) = shown_incidents(Incident.objects.filter(key=key))
        return Response(IncidentSerializer(found).data)
