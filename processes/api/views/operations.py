"""Operations on one instance, and on a definition: each can be rehearsed."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import selectors, services
from processes.api.presentation.definitions import detailed
from processes.api.presentation.happenings import shown_operation
from processes.api.rights import HasRight
from processes.api.serializers.definitions import ProcessDefinitionDetailSerializer
from processes.api.serializers.operations import (
    MigrationSerializer,
    ModificationSerializer,
    OperationSerializer,
    PlanProblemDetailsSerializer,
    Rehearsable,
    RestartSerializer,
    activations,
    moves,
    terminations,
)
from processes.roles import OPERATE_INSTANCES
from processes.services import Operation


class _OfInstance(APIView):
    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: PlanProblemDetailsSerializer}}
    asked: ClassVar[type[Rehearsable]] = Rehearsable

    def answer(self, operation: Operation, status: int = status.HTTP_200_OK) -> Response:
        return Response(OperationSerializer(shown_operation(operation)).data, status=status)

    def wanted(self, request: Request) -> dict[str, Any]:
        asked = self.asked(data=request.data)
        asked.is_valid(raise_exception=True)
        return asked.validated_data


class Suspension(_OfInstance):
    """Let nothing move in an instance, and in those it has called, until it is resumed."""

    @extend_schema(request=Rehearsable, responses=OperationSerializer)
    def post(self, request: Request, key: int) -> Response:
        wanted = self.wanted(request)
        operation = services.suspend_instance(
            process_instance_key=key, suspended_by=request.user.get_username(), **wanted
        )
        return self.answer(operation)


class Resumption(_OfInstance):
    """Let an instance go on, with all that has become due meanwhile."""

    @extend_schema(request=Rehearsable, responses=OperationSerializer)
    def post(self, request: Request, key: int) -> Response:
        wanted = self.wanted(request)
        operation = services.resume_instance(
            process_instance_key=key, resumed_by=request.user.get_username(), **wanted
        )
        return self.answer(operation)


class Modification(_OfInstance):
    """Add, end and move tokens."""

    asked = ModificationSerializer

    @extend_schema(request=ModificationSerializer, responses=OperationSerializer)
    def post(self, request: Request, key: int) -> Response:
        wanted = self.wanted(request)
        operation = services.modify_instance(
            process_instance_key=key,
            activate=activations(wanted.get("activate_instructions", [])),
            terminate=terminations(wanted.get("terminate_instructions", [])),
            move=moves(wanted.get("move_instructions", [])),
            modified_by=request.user.get_username(),
            rehearse=wanted["rehearse"],
        )
        return self.answer(operation)


class Migration(_OfInstance):
    """Let an instance follow another definition."""

    asked = MigrationSerializer

    @extend_schema(request=MigrationSerializer, responses=OperationSerializer)
    def post(self, request: Request, key: int) -> Response:
        wanted = self.wanted(request)
        operation = services.migrate_instance(
            process_instance_key=key,
            process_definition_key=wanted["target_process_definition_key"],
            mapping={
                each["source_element_id"]: each["target_element_id"]
                for each in wanted.get("mapping_instructions", [])
            },
            recompute_timers=wanted["recompute_timers"],
            migrated_by=request.user.get_username(),
            rehearse=wanted["rehearse"],
        )
        return self.answer(operation)


class Restart(_OfInstance):
    """Start a new instance in place of one that has ended, at elements of your choice."""

    asked = RestartSerializer

    @extend_schema(request=RestartSerializer, responses={201: OperationSerializer, 200: OperationSerializer})
    def post(self, request: Request, key: int) -> Response:
        wanted = self.wanted(request)
        operation = services.restart_instance(
            process_instance_key=key,
            start=activations(wanted["start_instructions"]),
            process_definition_key=wanted.get("process_definition_key"),
            variables=wanted["variables"],
            restarted_by=request.user.get_username(),
            rehearse=wanted["rehearse"],
        )
        return self.answer(operation, status.HTTP_200_OK if operation.rehearsed else status.HTTP_201_CREATED)


class DefinitionSuspension(APIView):
    """Start no new instances of this version, by nobody and nothing. Those that run go on."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=None, responses=ProcessDefinitionDetailSerializer)
    def post(self, request: Request, key: int) -> Response:
        services.suspend_definition(process_definition_key=key)
        return Response(ProcessDefinitionDetailSerializer(detailed(selectors.definition(key))).data)


class DefinitionResumption(APIView):
    """Start new instances of this version again. Starts that were missed are not made up for."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=None, responses=ProcessDefinitionDetailSerializer)
    def post(self, request: Request, key: int) -> Response:
        services.resume_definition(process_definition_key=key)
        return Response(ProcessDefinitionDetailSerializer(detailed(selectors.definition(key))).data)
