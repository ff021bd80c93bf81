"""Deploying forms: each form id has versions of its own."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Max

from processes.models import Form, Resource
from processes.resources.problems import Problem
from processes.runtime.keys import keys


def is_form(name: str) -> bool:
    return name.lower().endswith((".form", ".json"))


def read(name: str, content: bytes) -> dict[str, Any] | Problem:
    """The schema of a form, or what is wrong with it."""
    try:
        schema = json.loads(content)
    except (ValueError, UnicodeDecodeError) as wrong:
        return Problem(code="form-not-json", message=f"The form is not JSON: {wrong}.", resource=name)
    if (
        isinstance(schema, dict)
        and isinstance(schema.get("id"), str)
        and isinstance(schema.get("components"), list)
    ):
        return schema
    return Problem(
        code="not-a-form",
        message="This is no form-js schema: it needs a text `id` and a list of `components`.",
        resource=name,
    )


def deploy(resource: Resource) -> None:
    """Store a sound form, unless it is the same as its latest version."""
    schema = json.loads(bytes(resource.content))
    latest = Form.objects.filter(form_id=schema["id"]).select_related("resource").order_by("-version").first()
    if latest is not None and latest.resource.checksum == resource.checksum:
        return
    resource.save(force_insert=True)
    highest = Form.objects.filter(form_id=schema["id"]).aggregate(highest=Max("version"))["highest"] or 0
    Form.objects.create(
        key=next(keys), resource=resource, form_id=schema["id"], version=highest + 1, schema=schema
    )
