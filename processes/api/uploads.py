"""Uploads: looked at by size before anything of them is read, and by nothing else here."""

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request
from rest_framework.serializers import ValidationError

from processes.api.problems import TooBig

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
#: all files of a deployment together, with what multipart adds
LARGEST_REQUEST = 30 * MEGABYTE


def refuse_if_too_big(request: Request) -> None:
    """By what the request says of itself, before its body is read."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > LARGEST_REQUEST:
        raise TooBig(
            f"The files have {_megabytes(length)} together; "
            f"a deployment may have {_megabytes(LARGEST_REQUEST)} at most."
        )


def resources_of(request: Request) -> dict[str, bytes]:
    """The uploaded files by name."""
    refuse_if_too_big(request)
    files = request.FILES.getlist("resources")
    if not files:
        raise ValidationError({"resources": ["Send at least one file, in a multipart part named resources."]})
    for file in files:
        _refuse_large(file)
    names = [file.name for file in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValidationError({"resources": [f"There are two files named {', '.join(twice)}."]})
    return {file.name: file.read() for file in files}


def resource_of(request: Request) -> tuple[str, bytes]:
    """The only uploaded file, with its name."""
    refuse_if_too_big(request)
    file = request.FILES.get("resource")
    if file is None:
        raise ValidationError({"resource": ["Send one file, in a multipart part named resource."]})
    _refuse_large(file)
    return file.name or "diagram.bpmn", file.read()


def _refuse_large(file: UploadedFile) -> None:
    size = file.size or 0
    if size > LARGEST_FILE:
        raise TooBig(
            f"{file.name} has {_megabytes(size)}; "
            f"a diagram or form may have {_megabytes(LARGEST_FILE)} at most."
        )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
