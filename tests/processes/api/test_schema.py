"""The OpenAPI schema, from which the frontend's client is made."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

EXPORTED = Path(settings.BASE_DIR) / "frontend" / "openapi.yaml"


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    file = tmp_path_factory.mktemp("schema") / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(file))
    return file.read_text()


def test_the_exported_schema_is_up_to_date(generated):
    assert EXPORTED.read_text() == generated, "run: make api"


def test_every_operation_says_what_it_answers_when_it_refuses(generated):
    for path, operations in yaml.safe_load(generated)["paths"].items():
        for method, operation in operations.items():
            if path in ("/api/session/",):
                continue
            answers = operation["responses"]
            assert {"401", "403"} <= answers.keys(), f"{method} {path}"
            assert ("404" in answers) or "{" not in path, f"{method} {path}"


def test_keys_are_strings_in_paths_and_answers(generated):
    schema = yaml.safe_load(generated)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"].endswith("key"):
                    assert parameter["schema"]["type"] == "string", path
    for name, component in schema["components"]["schemas"].items():
        for field, kind in component.get("properties", {}).items():
            if field == "key" or field.endswith("_key"):
                assert kind.get("type", "string") == "string", f"{name}.{field}"
