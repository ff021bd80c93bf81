"""The subjects that can be watched, and who may watch them.

`definition:<key>` and `definition:<process id>:all` are the diagram of one version and of all versions of a
process, `instance:<key>` is one process instance; everybody who may see them sees the same. `inbox` and
`summary` are one's own.
"""

import re

from django.contrib.auth.models import User

from monitoring import rights
from monitoring.live.definition_subject import AllVersionsSubject, DefinitionSubject
from monitoring.live.feed import Subject
from monitoring.live.instance_subject import InstanceSubject
from monitoring.live.messages import Refusal
from processes.models import ProcessDefinition

_DEFINITION = re.compile(r"definition:(?P<key>\d{1,19})")
_ALL_VERSIONS = re.compile(r"definition:(?P<process_id>[^:]{1,255}):all")
_INSTANCE = re.compile(r"instance:(?P<key>\d{1,19})")

INBOX = "inbox"
SUMMARY = "summary"
PERSONAL = (INBOX, SUMMARY)


class Refused(Exception):
    """The subject is not shown to this user."""

    def __init__(self, code: Refusal, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def is_personal(name: str) -> bool:
    return name in PERSONAL


def shared_subject(name: str, user: User) -> Subject:
    """The subject of this name, if there is one and the user may watch it. Asks the database."""
    if match := _DEFINITION.fullmatch(name):
        return _definition(int(match["key"]), user)
    if match := _ALL_VERSIONS.fullmatch(name):
        return _all_versions(match["process_id"], user)
    if match := _INSTANCE.fullmatch(name):
        return _instance(int(match["key"]), user)
    raise Refused(
        Refusal.BAD_REQUEST,
        f"{name!r} is no subject: expected definition:<key>, definition:<process id>:all, instance:<key>, "
        "inbox or summary.",
    )


def _definition(key: int, user: User) -> Subject:
    _check_view_instances(user)
    if not ProcessDefinition.objects.filter(key=key).exists():
        raise Refused(Refusal.UNKNOWN, f"There is no process definition {key}.")
    return DefinitionSubject(key)


def _all_versions(process_id: str, user: User) -> Subject:
    _check_view_instances(user)
    if not ProcessDefinition.objects.filter(process_id=process_id).exists():
        raise Refused(Refusal.UNKNOWN, f"There is no process {process_id!r}.")
    return AllVersionsSubject(process_id)


def _instance(key: int, user: User) -> Subject:
    if rights.may_view_instance(user, key):
        return InstanceSubject(key)
    # Whether an instance exists is told only to those who may see all.
    if rights.may_view_instances(user):
        raise Refused(Refusal.UNKNOWN, f"There is no process instance {key}.")
    raise Refused(
        Refusal.FORBIDDEN,
        f"You may watch instances that you started or have a task in; {key} is none of them.",
    )


def _check_view_instances(user: User) -> None:
    if not rights.may_view_instances(user):
        raise Refused(Refusal.FORBIDDEN, "To watch a process you need the right to view instances.")
