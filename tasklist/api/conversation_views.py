"""What is said about a task, and who can be mentioned in it."""

from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes.api.paging import KeysetListView
from processes.api.rights import HasRight, reader_of
from processes.api.serializers.session import PersonSerializer
from processes.api.views.users import matching, shown_people
from tasklist import selectors, services
from tasklist.api import serializers
from tasklist.api.presentation import shown_comments
from tasklist.api.views import READERS
from tasklist.models import Comment
from tasklist.rights import Worker


class Comments(KeysetListView):
    """What was said about a user task, the latest first."""

    permission_classes = [HasRight]
    rights = {"GET": READERS, "POST": READERS}
    problems = {"POST": {422: None}}
    serializer_class = serializers.CommentSerializer
    queryset = Comment.objects.none()
    keyset = ("-at", "-id")

    def get(self, request: Request, *args: Any, key: int, **kwargs: Any) -> Response:
        task = selectors.user_task(Worker.of(reader_of(request)), key)
        return self.answer(selectors.comments(task), shown_comments)

    @extend_schema(request=serializers.NewCommentSerializer, responses={201: serializers.CommentSerializer})
    def post(self, request: Request, key: int) -> Response:
        said = serializers.NewCommentSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        comment = services.comment(
            user=reader_of(request), user_task_key=key, text=said.validated_data["text"]
        )
        (shown,) = shown_comments([comment])
        return Response(serializers.CommentSerializer(shown).data, status=status.HTTP_201_CREATED)


class MentionsSeen(APIView):
    """The reader has seen where they are mentioned in what was said about a task."""

    permission_classes = [HasRight]
    rights = {"PUT": READERS}

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request, key: int) -> Response:
        services.see_mentions(user=reader_of(request), user_task_key=key)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Mentionable(KeysetListView):
    """Who may see a user task, and can be mentioned in what is said about it; by username."""

    permission_classes = [HasRight]
    rights = {"GET": READERS}
    serializer_class = PersonSerializer
    keyset = ("username",)
    queryset = User.objects.none()

    @extend_schema(parameters=[serializers.MentionableQuery])
    def get(self, request: Request, *args: Any, key: int, **kwargs: Any) -> Response:
        query = serializers.MentionableQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        task = selectors.user_task(Worker.of(reader_of(request)), key)
        people = matching(selectors.who_may_see(task), query.validated_data.get("search"))
        return self.answer(people, shown_people)
