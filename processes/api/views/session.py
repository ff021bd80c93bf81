"""The session of a browser. Machines send a token instead."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import User
from django.middleware.csrf import get_token
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from processes.api.serializers.session import CredentialsSerializer, SessionSerializer
from processes.roles import roles_of


class Session(APIView):
    """Who is logged in. Asking also sets the cookie that requests which change something must repeat."""

    permission_classes = [AllowAny]
    throttle_scope = "login"
    problems = {"POST": {401: None, 403: None, 429: None}}

    def get_throttles(self) -> list[Any]:
        return [ScopedRateThrottle()] if self.request.method == "POST" else []

    @extend_schema(responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        get_token(request)
        return _session(request.user)

    @extend_schema(request=CredentialsSerializer, responses={200: SessionSerializer})
    def post(self, request: Request) -> Response:
        """Log in."""
        # Otherwise another site could log a browser in under an account of its own.
        SessionAuthentication().enforce_csrf(request)
        credentials = CredentialsSerializer(data=request.data)
        credentials.is_valid(raise_exception=True)
        user = authenticate(request, **credentials.validated_data)
        if user is None:
            raise AuthenticationFailed("The username or the password is wrong.")
        login(request, user)
        return _session(user)

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """Log out."""
        logout(request)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _session(user: object) -> Response:
    known = user if isinstance(user, User) else None
    answer: dict[str, Any] = {
        "authenticated": known is not None,
        "user": _user(known) if known else None,
        "version": settings.VERSION,
    }
    if settings.DEMO:
        answer["demo_accounts"] = import_string(settings.DEMO_ACCOUNTS)
    return Response(SessionSerializer(answer).data)


def _user(user: User) -> dict[str, Any]:
    groups = sorted(user.groups.values_list("name", flat=True))
    return {
        "username": user.username,
        "full_name": user.get_full_name() or user.username,
        "groups": groups,
        "roles": [role.value for role in roles_of(user, groups)],
        "permissions": sorted(_ours(user.get_all_permissions())),
    }


def _ours(permissions: set[str]) -> set[str]:
    return {each for each in permissions if each.split(".")[0] in ("processes", "tasklist", "monitoring")}
