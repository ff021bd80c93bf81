"""Keyset paging: a page starts after the last item of the one before, which the cursor names by the values
it is ordered by.

So page one thousand costs what page one costs, and items that come and go between two requests shift nothing.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from rest_framework import generics, serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 500


class PageRequest(serializers.Serializer):
    """`?cursor=&limit=`"""

    cursor = serializers.CharField(required=False, max_length=1000, help_text="`next` of the page before")
    limit = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_LIMIT,
        default=DEFAULT_LIMIT,
        help_text="how many items at most",
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for: at most `limit` items, those after `after` in the order of the list."""

    limit: int
    after: tuple[Any, ...] | None

    @classmethod
    def of(cls, request: Request, *, length: int) -> "Page":
        """`length` is the number of values that a cursor of this list has."""
        asked = PageRequest(data=request.query_params)
        asked.is_valid(raise_exception=True)
        cursor = asked.validated_data.get("cursor")
        return cls(asked.validated_data["limit"], read_cursor(cursor, length=length) if cursor else None)

    def cut(
        self, items: Sequence[Any], values_of: Callable[[Any], Sequence[Any]]
    ) -> tuple[list[Any], str | None]:
        """The items of the page, and the cursor of the next, from up to `limit` + 1 items."""
        if len(items) <= self.limit:
            return list(items), None
        return list(items[: self.limit]), write_cursor(values_of(items[self.limit - 1]))


def write_cursor(values: Sequence[Any]) -> str:
    # Not through DjangoJSONEncoder: it cuts microseconds down to milliseconds.
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    text = json.dumps(plain, cls=DjangoJSONEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, *, length: int) -> tuple[Any, ...]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        values = None
    is_plain = isinstance(values, list) and all(isinstance(value, str | int | float) for value in values)
    if not is_plain or len(values) != length:
        raise serializers.ValidationError(
            {"cursor": ["This is not a cursor of this list; begin without one."]}
        )
    return tuple(values)


def after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows that come after the one with these values. `order` names columns, `-` in front for
    descending.
    """
    found = Q()
    for depth in reversed(range(len(order))):
        name, comparison = _comparison(order[depth])
        step = Q(**{f"{name}__{comparison}": values[depth]})
        found = step | (Q(**{name: values[depth]}) & found) if found else step
    # Says again what the rest implies, so that the database can begin its index scan there.
    name, comparison = _comparison(order[0])
    return Q(**{f"{name}__{comparison}e": values[0]}) & found


def _comparison(column: str) -> tuple[str, str]:
    return (column[1:], "lt") if column.startswith("-") else (column, "gt")


class KeysetPagination(BasePagination):
    """Pages the queryset of a list view by its `keyset`: columns, none of them null, the last one unique."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        order = tuple(view.keyset)
        page = Page.of(request, length=len(order))
        try:
            if page.after:
                queryset = queryset.filter(after(order, page.after))
            rows = list(queryset.order_by(*order)[: page.limit + 1])
        except (ValidationError, ValueError, TypeError, OverflowError, FieldError) as problem:
            if not page.after:
                raise
            raise serializers.ValidationError({"cursor": ["This is not a cursor of this list."]}) from problem
        columns = [column.lstrip("-") for column in order]
        items, self.next = page.cut(rows, lambda row: [getattr(row, column) for column in columns])
        return items

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"items": data, "next": self.next})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return page_schema(schema)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return PAGE_PARAMETERS


class KeysetListView(generics.ListAPIView):
    """A list in pages. A view says its `keyset`, and answers with what it has found."""

    pagination_class = KeysetPagination
    keyset: tuple[str, ...]

    def answer(self, rows: QuerySet[Any], shown: Callable[[list[Any]], Iterable[Any]]) -> Response:
        """`shown` puts the rows of a page together for their reader."""
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(self.get_serializer([*shown(page)], many=True).data)


def page_schema(items: dict[str, Any]) -> dict[str, Any]:
    """`items` is the schema of the whole list."""
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": items,
            "next": {"type": "string", "nullable": True, "description": "cursor of the next page"},
        },
    }


PAGE_PARAMETERS: list[dict[str, Any]] = [
    {
        "name": "cursor",
        "in": "query",
        "required": False,
        "description": "`next` of the page before",
        "schema": {"type": "string"},
    },
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": "how many items at most",
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
    },
]
