"""Deployments: files that become new versions together, or not at all."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.presentation.deployments import checked, deployed
from processes.api.rights import HasRight
from processes.api.serializers.definitions import (
    DeploymentQuery,
    DeploymentSerializer,
    DeploymentUploadSerializer,
)
from processes.api.serializers.problems import DeploymentProblemDetailsSerializer
from processes.api.uploads import resources_of
from processes.roles import DEPLOY


class Deployments(APIView):
    """Deploy diagrams and forms: all, or, if anything is wrong with one of them, none."""

    permission_classes = [HasRight]
    rights = {"POST": DEPLOY}
    parser_classes = [MultiPartParser]
    problems = {"POST": {413: None, 422: DeploymentProblemDetailsSerializer}}

    @extend_schema(
        parameters=[DeploymentQuery],
        request={"multipart/form-data": DeploymentUploadSerializer},
        responses={200: DeploymentSerializer, 201: DeploymentSerializer},
    )
    def post(self, request: Request) -> Response:
        query = DeploymentQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        resources = resources_of(request)
        if query.validated_data["check"]:
            answer = checked(services.check(resources=resources))
            return Response(DeploymentSerializer(answer).data)
        deployment = services.deploy(resources=resources, deployed_by=request.user.get_username())
        answer = deployed(deployment, resources, services.check(resources=resources))
        return Response(DeploymentSerializer(answer).data, status=status.HTTP_201_CREATED)
