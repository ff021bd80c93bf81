"""People to whom a task can be given."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from processes.api.asked import AskedOfList
from processes.api.paging import KeysetListView
from processes.api.serializers.session import PersonSerializer


class UserQuery(AskedOfList):
    search = serializers.CharField(
        required=False, allow_blank=True, max_length=150, help_text="part of the username or the name"
    )


class Users(KeysetListView):
    """Users who can log in, by username."""

    serializer_class = PersonSerializer
    keyset = ("username",)
    queryset = User.objects.none()

    @extend_schema(parameters=[UserQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = UserQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        users = matching(User.objects.filter(is_active=True), query.validated_data.get("search"))
        return self.answer(users, shown_people)


def matching(users: QuerySet[User], search: str | None) -> QuerySet[User]:
    """Those in whose username or name each of the words is found."""
    for word in (search or "").split():
        users = users.filter(
            Q(username__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
        )
    return users


def shown_people(users: list[User]) -> Iterator[dict[str, str]]:
    for user in users:
        yield {"username": user.username, "full_name": user.get_full_name() or user.username}
