"""Values that look different in JSON than in Python: keys, variables, forms, durations."""

import re
from datetime import timedelta
from typing import Any

from django.urls.converters import register_converter
from django.utils.dateparse import parse_duration
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from processes.runtime.variables import why_unusable

LARGEST_KEY = 2**63 - 1


class KeyConverter:
    """A key in a path. What is too large for a key is no key, so the path leads nowhere."""

    regex = r"[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        key = int(value)
        if key > LARGEST_KEY:
            raise ValueError(value)
        return key

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(KeyConverter, "key")


@extend_schema_field({"type": "string", "pattern": "^[0-9]{1,19}$", "example": "2251799813685249"})
class KeyField(serializers.Field):
    """A 64-bit key, as a string."""

    default_error_messages = {"invalid": "Expected a key: a whole number, written as a string."}

    def to_representation(self, value: int) -> str:
        return str(value)

    def to_internal_value(self, data: object) -> int:
        is_text = isinstance(data, str) and data.isascii() and data.isdigit()
        is_number = isinstance(data, int) and not isinstance(data, bool) and data >= 0
        if not (is_text or is_number) or int(str(data)) > LARGEST_KEY:
            self.fail("invalid")
        return int(str(data))


class VariablesField(serializers.JSONField):
    """Variables: an object of JSON values by name."""

    def to_internal_value(self, data: Any) -> Any:
        wrong = why_unusable(data)
        if wrong is not None:
            raise serializers.ValidationError(wrong)
        return data


class FormSchemaField(serializers.JSONField):
    """A form-js schema."""


@extend_schema_field({"type": "string", "format": "duration", "example": "PT5S"})
class IsoDurationField(serializers.Field):
    """An ISO 8601 duration of days, hours, minutes and seconds, between two bounds."""

    default_error_messages = {
        "invalid": "Expected an ISO 8601 duration such as PT5S, PT10M or P2D.",
        "out_of_bounds": "Expected a duration from {shortest} to {longest}.",
    }

    def __init__(
        self,
        *,
        longest: timedelta,
        shortest: timedelta = timedelta(0),
        **kwargs: Any,
    ) -> None:
        self.shortest = shortest
        self.longest = longest
        super().__init__(**kwargs)

    def get_value(self, dictionary: Any) -> Any:
        # An empty parameter is a wrong duration, not, like the empty field of a form, none at all.
        return dictionary.get(self.field_name, empty)

    def to_internal_value(self, data: object) -> timedelta:
        duration = None
        if isinstance(data, str) and re.match(r"P.*\d", data):
            duration = parse_duration(data)
        if duration is None:
            self.fail("invalid")
        if not self.shortest <= duration <= self.longest:
            self.fail(
                "out_of_bounds", shortest=iso_duration(self.shortest), longest=iso_duration(self.longest)
            )
        return duration

    def to_representation(self, value: timedelta) -> str:
        return iso_duration(value)


def iso_duration(duration: timedelta) -> str:
    """The shortest way to write it."""
    seconds = int(duration.total_seconds())
    if seconds and seconds % 86400 == 0:
        return f"P{seconds // 86400}D"
    if seconds and seconds % 3600 == 0:
        return f"PT{seconds // 3600}H"
    return f"PT{seconds}S"
