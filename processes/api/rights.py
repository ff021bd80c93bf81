"""Rights: which permission a request needs, said by the view for each method.

    rights = {"GET": VIEW_INSTANCES, "PUT": OPERATE_INSTANCES}

Several permissions mean that any of them is enough.
"""

from typing import Any

from django.contrib.auth.models import User
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class HasRight(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        method = {"HEAD": "GET"}.get(request.method or "", request.method)
        needed = view.rights.get(method)
        if needed is None:  # OPTIONS, or a method that the view does not answer
            return True
        enough = (needed,) if isinstance(needed, str) else needed
        self.message = f"Your account lacks the right to do this ({' or '.join(enough)})."
        return any(request.user.has_perm(permission) for permission in enough)


def reader_of(request: Request) -> User:
    """Who asks. The views that use this let nobody in who is not logged in."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
