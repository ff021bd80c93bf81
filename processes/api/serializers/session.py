"""Sessions: who is logged in, and what they may do."""

from rest_framework import serializers

from processes.api.asked import Asked
from processes.roles import Role


class UserSerializer(serializers.Serializer):
    username = serializers.CharField()
    full_name = serializers.CharField()
    groups = serializers.ListField(child=serializers.CharField())
    roles = serializers.ListField(child=serializers.ChoiceField(choices=[role.value for role in Role]))
    permissions = serializers.ListField(child=serializers.CharField())


class DemoAccountSerializer(serializers.Serializer):
    """An account of the demo, shown to whoever wants to look around."""

    username = serializers.CharField()
    password = serializers.CharField()
    role = serializers.ChoiceField(choices=[role.value for role in Role])
    about = serializers.CharField()


class SessionSerializer(serializers.Serializer):
    authenticated = serializers.BooleanField()
    user = UserSerializer(allow_null=True)
    demo_accounts = DemoAccountSerializer(many=True, required=False, help_text="only with the demo on")
    version = serializers.CharField()


class CredentialsSerializer(Asked):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=4096, trim_whitespace=False)


class PersonSerializer(serializers.Serializer):
    username = serializers.CharField()
    full_name = serializers.CharField()
