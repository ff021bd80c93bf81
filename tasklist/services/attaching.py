"""Files at a task: whoever works on it adds some, and whoever has added one, or an operator, removes it."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from processes.engine.errors import CommandRejected
from processes.forms import FieldError, FormInvalid
from tasklist import selectors
from tasklist.attachments import storage
from tasklist.attachments.kinds import Refused, accepted, kind_of
from tasklist.attachments.names import cleaned
from tasklist.attachments.scanning import scan
from tasklist.models import Attachment, Happening, HistoryEntry, UserTask
from tasklist.rights import Abilities, Worker
from tasklist.services.acting import open_task, tell


def attach(*, user: User, user_task_key: int, file: UploadedFile) -> Attachment:
    """Keeps the file, or raises `FormInvalid` (it is not accepted) or `ScanFailed`."""
    worker, task = open_task(user, user_task_key)
    if not Abilities.of(worker, task).attach:
        raise PermissionDenied("Your account lacks the right to work on tasks.")
    _refuse_too_many(task)
    name = cleaned(file.name or "")
    try:
        with storage.arriving(file.chunks()) as path:
            with open(path, "rb") as content:
                kind = kind_of(content, name, accepted(settings.ATTACHMENT_KINDS))
            scan(path, name=name)
            return _keep(user, task, path, name, kind.content_type)
    except Refused as refusal:
        raise FormInvalid([FieldError(field="file", message=str(refusal))]) from refusal


def _keep(user: User, task: UserTask, path: Path, name: str, content_type: str) -> Attachment:
    try:
        with transaction.atomic():
            worker, task = open_task(user, task.key)  # looking at the file has taken its time
            attached = Attachment.objects.create(
                user_task_key=task.key,
                name=name,
                content_type=content_type,
                size=path.stat().st_size,
                stored_as=path.name,
                added_by=worker.username,
                at=timezone.now(),
            )
            _write_down(task, worker, Happening.ATTACHED, name)
            storage.keep(path)
    except BaseException:
        storage.remove(path.name)
        raise
    return attached


def detach(*, user: User, user_task_key: int, attachment_key: int) -> None:
    worker, task = open_task(user, user_task_key)
    attached = selectors.attachment(task, attachment_key)
    if attached.added_by != worker.username and not worker.assigns:
        raise PermissionDenied("Only the person who has attached a file, or an operator, may remove it.")
    with transaction.atomic():
        attached.delete()
        _write_down(task, worker, Happening.DETACHED, attached.name)
        transaction.on_commit(lambda: storage.remove(attached.stored_as))


def _refuse_too_many(task: UserTask) -> None:
    most = settings.ATTACHMENTS_PER_TASK
    if selectors.attachments(task).count() >= most:
        raise CommandRejected(f"This task has {most} files, and cannot have more; remove one first.")


def _write_down(task: UserTask, worker: Worker, happening: Happening, name: str) -> None:
    HistoryEntry.objects.create(
        user_task_key=task.key,
        at=timezone.now(),
        actor=worker.username,
        happening=happening,
        details={"file": name},
    )
    tell(task, worker)
