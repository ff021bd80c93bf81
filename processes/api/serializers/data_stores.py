"""Data stores: what outlives the instances that write it."""

from rest_framework import serializers

from processes.api.asked import Asked
from processes.api.fields import KeyField


class DataStoreSerializer(serializers.Serializer):
    name = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    updated_at = serializers.DateTimeField()
    updated_by = serializers.CharField(allow_null=True)
    process_instance_key = KeyField(allow_null=True, help_text="that wrote last; null if that was a person")


class SetDataStoreSerializer(Asked):
    value = serializers.JSONField(allow_null=True)
