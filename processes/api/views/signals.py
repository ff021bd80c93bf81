"""Signals for everyone who waits for them, and conditions that start processes."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.rights import HasRight
from processes.api.serializers.waits import (
    BroadcastedSignalSerializer,
    BroadcastSignalSerializer,
    EvaluateConditionsSerializer,
    StartedByConditionsSerializer,
)
from processes.roles import OPERATE_INSTANCES


class Broadcast(APIView):
    """Give a signal to every instance that waits for it, and start the processes that begin with it."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=BroadcastSignalSerializer, responses=BroadcastedSignalSerializer)
    def post(self, request: Request) -> Response:
        signal = BroadcastSignalSerializer(data=request.data)
        signal.is_valid(raise_exception=True)
        received = services.broadcast_signal(
            name=signal.validated_data["signal_name"],
            variables=signal.validated_data["variables"],
            thrown_by=request.user.get_username(),
        )
        return Response(BroadcastedSignalSerializer({"received": received}).data)


class Evaluation(APIView):
    """Start an instance for each conditional start event whose condition these variables make true."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=EvaluateConditionsSerializer, responses=StartedByConditionsSerializer)
    def post(self, request: Request) -> Response:
        asked = EvaluateConditionsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        started = services.start_by_conditions(
            variables=asked.validated_data["variables"], started_by=request.user.get_username()
        )
        keys = [instance.key for instance in started]
        return Response(StartedByConditionsSerializer({"process_instances": keys}).data)
