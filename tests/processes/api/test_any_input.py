"""Whatever is sent to whichever endpoint, it is answered, and never with a server error.

The endpoints are those of the OpenAPI schema. What is sent is partly as it wants it and partly not: values of
other types, of absurd sizes, names that nobody knows, keys of what exists and of what does not.
"""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from processes import services
from processes.models import Incident, Job, ProcessDefinition, ProcessInstance
from processes.roles import Role
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

SCHEMA = yaml.safe_load((settings.BASE_DIR / "frontend" / "openapi.yaml").read_text())
OPERATIONS = [
    (method, path)
    for path, operations in SCHEMA["paths"].items()
    for method in operations
    if method in ("get", "post", "put", "patch", "delete")
    and path not in ("/api/session/", "/api/schema/", "/api/deployments/")
]


@pytest.fixture
def world(db) -> dict[str, Any]:
    """A little of everything, and who may do everything."""
    deploy(
        process("review").start().user_task("approve", candidate_groups="sales").end(),
        process("charge").start().service_task("card", "charge-card").end(),
        process("order").start().catch_message("paid", "paid", key="order").end(),
        process("wait").start().catch_timer("while", "PT1H").end(),
    )
    for process_id in ("review", "charge", "charge", "order", "wait"):
        start(process_id, order="A1", business_key=process_id)
    job = Job.objects.first()
    assert job is not None
    services.fail_job(job_key=job.key, error_message="no", retries=0)
    tables = (ProcessInstance, ProcessDefinition, Job, Incident, UserTask)
    return {
        "client": browser_of(person("admin", Role.ADMIN)),
        "keys": [key for table in tables for key in table.objects.values_list("key", flat=True)],
    }


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = SCHEMA["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", ()):
        schema = {**schema, **resolved(part)}
    return schema


WORDS = st.sampled_from(
    ["", "paid", "review", "A1", "charge-card", "é\u2028", "x" * 300, "null", "-1", "1e999"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
DURATIONS = st.sampled_from(["PT0S", "PT1S", "P1D", "PT", "-PT1S", "P999999999D", "5", ""])


def fitting(schema: dict[str, Any], keys: list[int]) -> st.SearchStrategy[Any]:
    """What this schema wants; without waiting for long."""
    schema = resolved(schema)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "duration":
        return DURATIONS
    if schema.get("pattern", "").startswith("^[0-9]"):
        return st.sampled_from([str(key) for key in keys])
    match schema.get("type"):
        case "string":
            return WORDS | st.text(max_size=20)
        case "integer":
            return st.integers(schema.get("minimum", -5), min(schema.get("maximum", 100), 100))
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(fitting(schema.get("items", {}), keys), max_size=3)
        case "object" if "properties" in schema:
            return st.fixed_dictionaries(
                {}, optional={name: fitting(kind, keys) for name, kind in schema["properties"].items()}
            )
        case "object":
            return st.dictionaries(st.text(max_size=8), ANYTHING, max_size=3)
    return ANYTHING


def mostly(wanted: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(wanted, wanted, wanted, other)


ODD_KEYS = st.sampled_from(
    ["0", "1", "77", str(2**63 - 1), str(2**63), "9" * 30, "abc", "-1", "%00", "1.5", "٣"]
)


@st.composite
def requests(draw: st.DrawFn, operation: dict[str, Any], path: str, keys: list[int]) -> tuple[str, Any]:
    real_keys = st.sampled_from([str(key) for key in keys])
    query: dict[str, Any] = {}
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", draw(mostly(real_keys, ODD_KEYS)))
        elif draw(st.booleans()):
            value = draw(mostly(fitting(parameter["schema"], keys), st.text(max_size=10) | WORDS))
            query[name] = json.dumps(value) if isinstance(value, list | dict) else value
    if draw(st.integers(0, 9)) == 0:
        query[draw(st.text(max_size=8))] = "?"
    query = {name: str(value).encode(errors="replace") for name, value in query.items()}
    body = None
    if content := operation.get("requestBody", {}).get("content", {}).get("application/json"):
        body = draw(mostly(fitting(content["schema"], keys), ANYTHING))
    return f"{path}?{urlencode({k.encode(errors='replace'): v for k, v in query.items()})}", body


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda part: part)
def test_every_request_is_answered_and_none_with_a_server_error(world, method, path):
    operation = SCHEMA["paths"][path][method]
    client: APIClient = world["client"]
    client.raise_request_exception = False

    @hypothesis_settings(
        max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(requests(operation, path, world["keys"]))
    def ask(request: tuple[str, Any]) -> None:
        address, body = request
        if "wait=PT1S" in address or (isinstance(body, dict) and body.get("request_timeout") == "PT1S"):
            return  # they do wait, and nothing comes
        text = "" if body is None else json.dumps(body)
        answer = client.generic(method.upper(), address, text, content_type="application/json")
        assert answer.status_code < 500, f"{method} {address} {text}\n{answer.content[:1000]!r}"
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["detail"]

    ask()
