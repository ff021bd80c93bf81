"""Data stores: what instances keep beyond themselves, read and mended by operators."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.paging import KeysetListView
from processes.api.rights import HasRight
from processes.api.serializers.data_stores import DataStoreSerializer, SetDataStoreSerializer
from processes.models import DataStore
from processes.roles import OPERATE_INSTANCES, VIEW_INSTANCES
from processes.services import NotFound


class DataStores(KeysetListView):
    """The data stores that something has been written to, by name."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES}
    serializer_class = DataStoreSerializer
    keyset = ("name",)
    queryset = DataStore.objects.none()

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(DataStore.objects.all(), _shown)


class DataStoreDetail(APIView):
    """What is in one data store."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES, "PUT": OPERATE_INSTANCES}
    problems = {"PUT": {409: None}}

    @extend_schema(responses=DataStoreSerializer)
    def get(self, request: Request, name: str) -> Response:
        # PostgreSQL knows no text with a NUL, and would not even look for one.
        found = DataStore.objects.none() if "\x00" in name else DataStore.objects.filter(name=name)
        for shown in _shown(found):
            return Response(DataStoreSerializer(shown).data)
        raise NotFound(f"There is nothing in a data store {name!r}.")

    @extend_schema(request=SetDataStoreSerializer, responses=DataStoreSerializer)
    def put(self, request: Request, name: str) -> Response:
        """Replace what is in it."""
        wanted = SetDataStoreSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        value = wanted.validated_data["value"]
        store = services.set_data_store(name=name, value=value, set_by=request.user.get_username())
        (shown,) = _shown([store])
        return Response(DataStoreSerializer(shown).data)


def _shown(stores: Iterable[DataStore]) -> Iterator[dict[str, Any]]:
    for store in stores:
        yield {
            "name": store.name,
            "value": json.loads(store.value),
            "updated_at": store.updated_at,
            "updated_by": store.updated_by,
            "process_instance_key": store.process_instance_key,
        }
