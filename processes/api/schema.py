"""The OpenAPI schema: what drf-spectacular cannot see by itself.

Each operation documents the problems it may answer with; a view names those beyond the usual ones in
`problems`, as `{"POST": {409: ConflictDetailsSerializer}}`.
"""

from typing import Any, ClassVar, Literal

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema

from processes.api.problems import CONTENT_TYPE
from processes.api.serializers.problems import ProblemDetailsSerializer

_MEANINGS = {
    400: "The request could not be read; `errors` names the fields.",
    401: "Not logged in, or the token is unknown.",
    403: "The account lacks the right to do this.",
    404: "There is no such thing.",
    409: "The state does not allow this; nothing was changed.",
    413: "Too big.",
    422: "Understood, but not acceptable as it is; nothing was changed.",
    429: "Too many attempts; try again later.",
    503: "What this needs does not answer; try again in a moment.",
}


class ProblemSchema(AutoSchema):
    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status, serializer in sorted(self._problems().items()):
            component = self.resolve_serializer(serializer, "response")
            bodies[str(status)] = {
                "description": _MEANINGS[status],
                "content": {CONTENT_TYPE: {"schema": component.ref}},
            }
        return bodies

    def _problems(self) -> dict[int, Any]:
        statuses: dict[int, Any] = {}
        if self._get_request_body() or any(each["in"] == "query" for each in self._get_parameters()):
            statuses[400] = ProblemDetailsSerializer
        if {} not in self.get_auth():
            statuses |= {401: ProblemDetailsSerializer, 403: ProblemDetailsSerializer}
        if "{" in self.path:
            statuses[404] = ProblemDetailsSerializer
        declared = getattr(self.view, "problems", {}).get(self.method, {})
        return {**statuses, **{status: kind or ProblemDetailsSerializer for status, kind in declared.items()}}


class _NamedComponent(OpenApiSerializerFieldExtension):
    """A field whose schema has a name of its own."""

    name: str
    description: str
    properties: ClassVar[dict[str, Any]] = {}

    def get_name(self) -> str:
        return self.name

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        schema = {"type": "object", "additionalProperties": {}, "description": self.description}
        return {**schema, **self.properties}


class VariablesComponent(_NamedComponent):
    target_class = "processes.api.fields.VariablesField"
    name = "Variables"
    description = "JSON values by variable name"


class FormSchemaComponent(_NamedComponent):
    target_class = "processes.api.fields.FormSchemaField"
    name = "FormSchema"
    description = "A form-js schema"


class JournalEventComponent(_NamedComponent):
    target_class = "processes.api.serializers.instances.JournalEventField"
    name = "JournalEvent"
    description = "The fields of one event; keys are strings"
    properties: ClassVar[dict[str, Any]] = {
        "properties": {"type": {"type": "string"}, "element_id": {"type": "string"}},
        "required": ["type"],
    }
