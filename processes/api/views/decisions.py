"""Decisions: the versions that are deployed, and what they answered to business rule tasks."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes.api.paging import KeysetListView
from processes.api.presentation import decisions as presentation
from processes.api.rights import HasRight, reader_of
from processes.api.serializers import decisions as serializers
from processes.api.views.definitions import Xml
from processes.api.visibility import visible_instances
from processes.models import DecisionDefinition, DecisionEvaluation
from processes.roles import START_INSTANCE, VIEW_INSTANCES
from processes.selectors.decisions import decision_definition, decision_definitions
from processes.services import NotFound

READERS = (START_INSTANCE, VIEW_INSTANCES)


class DecisionDefinitions(KeysetListView):
    """Decision definitions, by decision id, the latest version first."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES}
    serializer_class = serializers.DecisionDefinitionSerializer
    keyset = ("decision_id", "-version")
    queryset = DecisionDefinition.objects.none()

    @extend_schema(parameters=[serializers.DecisionDefinitionQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = serializers.DecisionDefinitionQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        definitions = decision_definitions()
        if query.validated_data.get("latest"):
            definitions = definitions.filter(is_latest=True)
        if decision_id := query.validated_data.get("decision_id"):
            definitions = definitions.filter(decision_id=decision_id)
        return self.answer(definitions, presentation.shown_definitions)


class DecisionDefinitionDetail(APIView):
    """One decision definition, with the decision tables of its model."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES}

    @extend_schema(responses=serializers.DecisionDefinitionDetailSerializer)
    def get(self, request: Request, key: int) -> Response:
        found = presentation.detailed_definition(decision_definition(key))
        return Response(serializers.DecisionDefinitionDetailSerializer(found).data)


class DecisionDefinitionXml(APIView):
    """The decision model, as it was uploaded."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES}

    def get_renderers(self) -> list[BaseRenderer]:
        return [*super().get_renderers(), Xml()]

    @extend_schema(
        responses={(200, "application/xml"): OpenApiResponse(OpenApiTypes.STR, description="DMN XML")}
    )
    def get(self, request: Request, key: int) -> HttpResponse:
        content = bytes(decision_definition(key).resource.content)
        response = HttpResponse(content, content_type="application/xml")
        # A deployed version never changes.
        response["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


class DecisionEvaluations(KeysetListView):
    """Evaluations of decisions by business rule tasks, the newest first."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}
    serializer_class = serializers.DecisionEvaluationSerializer
    keyset = ("-evaluated_at", "-key")
    queryset = DecisionEvaluation.objects.none()

    @extend_schema(parameters=[serializers.DecisionEvaluationQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = serializers.DecisionEvaluationQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        evaluations = _visible(request).filter(**query.validated_data)
        return self.answer(evaluations, presentation.shown_evaluations)


class DecisionEvaluationDetail(APIView):
    """One evaluation: inputs, matched rules and results of the decision and of those that it requires."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=serializers.DecisionEvaluationDetailSerializer)
    def get(self, request: Request, key: int) -> Response:
        evaluation = _visible(request).filter(key=key).first()
        if evaluation is None:
            raise NotFound(f"There is no evaluation of a decision {key} that you can see.")
        found = presentation.detailed_evaluation(evaluation)
        return Response(serializers.DecisionEvaluationDetailSerializer(found).data)


def _visible(request: Request) -> QuerySet[DecisionEvaluation]:
    """Those of process instances that the user may look at."""
    user = reader_of(request)
    if user.has_perm(VIEW_INSTANCES):
        return DecisionEvaluation.objects.all()
    return DecisionEvaluation.objects.filter(process_instance_key__in=visible_instances(user).values("key"))
