"""Messages from outside: for whoever waits now or will soon (publication), or for whoever waits now
(correlation).
"""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.rights import HasRight
from processes.api.serializers.waits import (
    CorrelatedMessageSerializer,
    CorrelateMessageSerializer,
    PublishedMessageSerializer,
    PublishMessageSerializer,
)
from processes.roles import OPERATE_INSTANCES


class Publication(APIView):
    """Publish a message. It is kept for its time to live, for an instance that does not wait for it yet."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=PublishMessageSerializer, responses=PublishedMessageSerializer)
    def post(self, request: Request) -> Response:
        message = PublishMessageSerializer(data=request.data)
        message.is_valid(raise_exception=True)
        published = services.publish_message(
            **message.validated_data, published_by=request.user.get_username()
        )
        return Response(PublishedMessageSerializer(published).data)


class Correlation(APIView):
    """Give a message to the instance that waits for it. When none does, 404, and nothing is kept."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {404: None, 409: None}}

    @extend_schema(request=CorrelateMessageSerializer, responses=CorrelatedMessageSerializer)
    def post(self, request: Request) -> Response:
        message = CorrelateMessageSerializer(data=request.data)
        message.is_valid(raise_exception=True)
        correlated = services.correlate_message(
            **message.validated_data, published_by=request.user.get_username()
        )
        return Response(CorrelatedMessageSerializer(correlated).data)
