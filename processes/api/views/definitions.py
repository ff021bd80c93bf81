"""Process definitions: the versions that are deployed."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import selectors
from processes.api.paging import KeysetListView
from processes.api.presentation.definitions import detailed, shown
from processes.api.rights import HasRight
from processes.api.serializers.definitions import (
    DrawingUploadSerializer,
    ProcessDefinitionDetailSerializer,
    ProcessDefinitionQuery,
    ProcessDefinitionSerializer,
    StartFormSerializer,
)
from processes.api.serializers.problems import DeploymentProblemDetailsSerializer
from processes.api.uploads import resource_of
from processes.models import ProcessDefinition
from processes.roles import DEPLOY, START_INSTANCE, VIEW_INSTANCES

READERS = (START_INSTANCE, VIEW_INSTANCES)


class ProcessDefinitions(KeysetListView):
    """Process definitions, by process id, the latest version first."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}
    serializer_class = ProcessDefinitionSerializer
    keyset = ("process_id", "-version")
    queryset = ProcessDefinition.objects.none()

    @extend_schema(parameters=[ProcessDefinitionQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = ProcessDefinitionQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        definitions = ProcessDefinition.objects.select_related("resource")
        if query.validated_data.get("latest"):
            definitions = definitions.filter(is_latest=True)
        if process_id := query.validated_data.get("process_id"):
            definitions = definitions.filter(process_id=process_id)
        return self.answer(definitions, shown)


class ProcessDefinitionDetail(APIView):
    """One process definition, with its start form."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=ProcessDefinitionDetailSerializer)
    def get(self, request: Request, key: int) -> Response:
        return Response(ProcessDefinitionDetailSerializer(detailed(selectors.definition(key))).data)


class StartForm(APIView):
    """The form of its start event."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=StartFormSerializer)
    def get(self, request: Request, key: int) -> Response:
        return Response(StartFormSerializer({"form": selectors.start_form(key)}).data)


class Xml(BaseRenderer):
    """So that a client that asks for XML alone is answered. What reaches it is only ever a problem: diagrams
    are not rendered, they are sent as they were uploaded.
    """

    media_type = "application/xml"
    format = "xml"

    def render(self, data: Any, *_: Any) -> bytes:
        rendered: bytes = JSONRenderer().render(data)
        return rendered


BPMN_XML = {(200, "application/xml"): OpenApiResponse(OpenApiTypes.STR, description="BPMN 2.0 XML")}


class XmlView(APIView):
    """Answers with XML."""

    def get_renderers(self) -> list[BaseRenderer]:
        return [*super().get_renderers(), Xml()]


class ProcessDefinitionXml(XmlView):
    """The diagram, as it was uploaded."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=BPMN_XML)
    def get(self, request: Request, key: int) -> HttpResponse:
        response = HttpResponse(selectors.definition_xml(key), content_type="application/xml")
        # A deployed version never changes.
        response["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


class ProcessDefinitionDrawing(XmlView):
    """The diagram, as it is shown: a copy that any viewer can draw whole. It is UTF-8, ids and references are
    sound, and what the file does not draw is laid out; `BPMNDiagram` then says so in `meanwhile:laidOut`,
    with `all` or `parts`.
    """

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=BPMN_XML)
    def get(self, request: Request, key: int) -> HttpResponse:
        response = HttpResponse(selectors.definition_drawing(key), content_type="application/xml")
        # A deployed version never changes, but how it is laid out may, from release to release.
        response["Cache-Control"] = "private, max-age=3600"
        return response


class Drawings(XmlView):
    """The same of a file that is not deployed, whether it can be or not. Nothing is stored."""

    permission_classes = [HasRight]
    rights = {"POST": DEPLOY}
    parser_classes = [MultiPartParser]
    problems = {"POST": {413: None, 422: DeploymentProblemDetailsSerializer}}

    @extend_schema(request={"multipart/form-data": DrawingUploadSerializer}, responses=BPMN_XML)
    def post(self, request: Request) -> HttpResponse:
        name, content = resource_of(request)
        return HttpResponse(selectors.drawing_of(name, content), content_type="application/xml")
