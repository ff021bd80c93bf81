"""Files at a task, up and down. What a stranger has sent is saved by browsers, and never shown or run."""

from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError as BadRequest
from rest_framework.views import APIView

from processes.api.paging import KeysetListView
from processes.api.problems import TooBig
from processes.api.rights import HasRight, reader_of
from processes.services import NotFound
from tasklist import selectors, services
from tasklist.api import serializers
from tasklist.api.views import READERS, WORK_OR_ASSIGN
from tasklist.attachments import storage
from tasklist.attachments.kinds import accepted
from tasklist.attachments.scanning import ScanFailed
from tasklist.models import Attachment
from tasklist.rights import Worker

MEGABYTE = 1024 * 1024
#: what multipart adds to a file
ENVELOPE = 64 * 1024


class Unavailable(APIException):
    """Something that this needs does not answer."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE


class Attachments(KeysetListView):
    """Files at a user task, the latest first. POST attaches one more, in a multipart part named file."""

    permission_classes = [HasRight]
    rights = {"GET": READERS, "POST": WORK_OR_ASSIGN}
    problems = {"POST": {409: None, 413: None, 422: None, 503: None}}
    parser_classes = [MultiPartParser]
    serializer_class = serializers.AttachmentSerializer
    queryset = Attachment.objects.none()
    keyset = ("-at", "-id")

    def get(self, request: Request, *args: Any, key: int, **kwargs: Any) -> Response:
        task = selectors.user_task(Worker.of(reader_of(request)), key)
        return self.answer(selectors.attachments(task), list)

    @extend_schema(
        request={"multipart/form-data": serializers.AttachmentUploadSerializer},
        responses={201: serializers.AttachmentSerializer},
    )
    def post(self, request: Request, key: int) -> Response:
        selectors.user_task(Worker.of(reader_of(request)), key)  # before anything of the file is read
        largest = settings.ATTACHMENT_MEGABYTES * MEGABYTE
        if int(request.META.get("CONTENT_LENGTH") or 0) > largest + ENVELOPE:
            raise _too_big()
        file = request.FILES.get("file")
        if file is None:
            raise BadRequest({"file": ["Send one file, in a multipart part named file."]})
        if (file.size or 0) > largest:
            raise _too_big()
        try:
            attached = services.attach(user=reader_of(request), user_task_key=key, file=file)
        except ScanFailed as failure:
            raise Unavailable(str(failure)) from failure
        return Response(serializers.AttachmentSerializer(attached).data, status=status.HTTP_201_CREATED)


def _too_big() -> TooBig:
    return TooBig(
        f"The file is larger than the {settings.ATTACHMENT_MEGABYTES} MB that an attachment may have. "
        "Make it smaller, or attach parts of it."
    )


class AttachmentDetail(APIView):
    """One file at a user task."""

    permission_classes = [HasRight]
    rights = {"DELETE": WORK_OR_ASSIGN}
    problems = {"DELETE": {409: None}}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, key: int, attachment: int) -> Response:
        services.detach(user=reader_of(request), user_task_key=key, attachment_key=attachment)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AttachmentContent(APIView):
    """The file itself, to be saved."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, key: int, attachment: int) -> HttpResponseBase:
        task = selectors.user_task(Worker.of(reader_of(request)), key)
        found = selectors.attachment(task, attachment)
        try:
            file = storage.path_of(found.stored_as).open("rb")  # the answer closes it
        except FileNotFoundError:
            raise NotFound(
                f"The file “{found.name}” is lost: it is not in the folder of attachments."
            ) from None
        answer = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.content_type)
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
        answer["Cache-Control"] = "private, no-store"
        return answer


class AttachmentRules(APIView):
    """Which files may be attached to tasks."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}

    @extend_schema(responses=serializers.AttachmentRulesSerializer)
    def get(self, request: Request) -> Response:
        endings = [ending for kind in accepted(settings.ATTACHMENT_KINDS) for ending in kind.endings]
        rules = {"megabytes": settings.ATTACHMENT_MEGABYTES, "endings": endings}
        return Response(serializers.AttachmentRulesSerializer(rules).data)
