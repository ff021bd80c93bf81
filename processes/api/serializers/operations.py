"""Operations: plans as they are asked for, and what they make happen.

The names of the fields are those of Camunda 8's API, in this API's spelling.
"""

from typing import Any

from rest_framework import serializers

from processes.api.asked import Asked
from processes.api.fields import KeyField, VariablesField
from processes.api.serializers.instances import JournalEventField
from processes.api.serializers.problems import ProblemDetailsSerializer
from processes.engine import commands as c

LONGEST_ID = 255
#: instructions of one kind in one plan
MOST_INSTRUCTIONS = 1_000


class Rehearsable(Asked):
    rehearse = serializers.BooleanField(
        required=False, default=False, help_text="only tell what would happen; change nothing"
    )


class VariableInstructionSerializer(Asked):
    variables = VariablesField()
    scope_id = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=LONGEST_ID,
        help_text="the element, or a scope around it, that gets them; without: the process instance",
    )


class ActivateInstructionSerializer(Asked):
    element_id = serializers.CharField(max_length=LONGEST_ID)
    ancestor_element_instance_key = KeyField(
        required=False,
        allow_null=True,
        help_text="an active scope around the element, needed where there are several; scopes that are "
        "missing inside it are entered anew",
    )
    variable_instructions = VariableInstructionSerializer(many=True, required=False)


class TerminateInstructionSerializer(Asked):
    """Either of the two."""

    element_instance_key = KeyField(required=False)
    element_id = serializers.CharField(
        required=False, max_length=LONGEST_ID, help_text="all tokens at it, those that wait in front included"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _one_of(attrs, "element_instance_key", "element_id")


class MoveInstructionSerializer(Asked):
    """From either source."""

    source_element_instance_key = KeyField(required=False)
    source_element_id = serializers.CharField(required=False, max_length=LONGEST_ID)
    target_element_id = serializers.CharField(max_length=LONGEST_ID)
    ancestor_element_instance_key = KeyField(required=False, allow_null=True)
    variable_instructions = VariableInstructionSerializer(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return _one_of(attrs, "source_element_instance_key", "source_element_id")


class ModificationSerializer(Rehearsable):
    activate_instructions = serializers.ListField(
        child=ActivateInstructionSerializer(), required=False, max_length=MOST_INSTRUCTIONS
    )
    terminate_instructions = serializers.ListField(
        child=TerminateInstructionSerializer(), required=False, max_length=MOST_INSTRUCTIONS
    )
    move_instructions = serializers.ListField(
        child=MoveInstructionSerializer(), required=False, max_length=MOST_INSTRUCTIONS
    )


class MappingInstructionSerializer(Asked):
    source_element_id = serializers.CharField(max_length=LONGEST_ID)
    target_element_id = serializers.CharField(max_length=LONGEST_ID)


class MigrationSerializer(Rehearsable):
    target_process_definition_key = KeyField()
    mapping_instructions = serializers.ListField(
        child=MappingInstructionSerializer(),
        required=False,
        max_length=MOST_INSTRUCTIONS,
        help_text="elements and sequence flows that have another id there; all others keep theirs",
    )
    recompute_timers = serializers.BooleanField(
        required=False, default=False, help_text="timers begin anew; else they keep their date"
    )

    def validate_mapping_instructions(self, value: list[dict[str, str]]) -> list[dict[str, str]]:
        sources = [each["source_element_id"] for each in value]
        for source in sources:
            if sources.count(source) > 1:
                raise serializers.ValidationError(f"{source!r} is mapped twice.")
        return value


class RestartSerializer(Rehearsable):
    start_instructions = serializers.ListField(
        child=ActivateInstructionSerializer(), max_length=MOST_INSTRUCTIONS
    )
    process_definition_key = KeyField(
        required=False, help_text="another version to start; without: the one that the instance followed"
    )
    variables = VariablesField(
        required=False, default=dict, help_text="besides those that the instance had, or instead of them"
    )


class HappeningSerializer(serializers.Serializer):
    words = serializers.CharField()
    type = serializers.CharField()
    element_id = serializers.CharField(allow_null=True)
    event = JournalEventField()


class OperationSerializer(serializers.Serializer):
    """What happened, or would happen."""

    process_instance_key = KeyField(
        allow_null=True, help_text="of a restart the new instance; null if that is only rehearsed"
    )
    rehearsed = serializers.BooleanField()
    happened = HappeningSerializer(many=True)


class PlanProblemSerializer(serializers.Serializer):
    message = serializers.CharField()
    element_id = serializers.CharField(allow_null=True)
    element_instance_key = KeyField(allow_null=True)


class PlanProblemDetailsSerializer(ProblemDetailsSerializer):
    """All that is wrong with a plan, if it is the plan."""

    problems = PlanProblemSerializer(many=True, required=False)


def _one_of(attrs: dict[str, Any], *names: str) -> dict[str, Any]:
    if sum(name in attrs for name in names) != 1:
        raise serializers.ValidationError(f"Give either {' or '.join(names)}.")
    return attrs


# --- plans for the engine ---------------------------------------------------------------------------


def activations(asked: list[dict[str, Any]]) -> list[c.ActivateInstruction]:
    return [
        c.ActivateInstruction(
            element_id=each["element_id"],
            ancestor_element_instance_key=each.get("ancestor_element_instance_key"),
            variables=_variables(each),
        )
        for each in asked
    ]


def terminations(asked: list[dict[str, Any]]) -> list[c.TerminateInstruction]:
    return [c.TerminateInstruction(**each) for each in asked]


def moves(asked: list[dict[str, Any]]) -> list[c.MoveInstruction]:
    return [
        c.MoveInstruction(
            source_element_instance_key=each.get("source_element_instance_key"),
            source_element_id=each.get("source_element_id"),
            target_element_id=each["target_element_id"],
            ancestor_element_instance_key=each.get("ancestor_element_instance_key"),
            variables=_variables(each),
        )
        for each in asked
    ]


def _variables(asked: dict[str, Any]) -> tuple[c.VariableInstruction, ...]:
    return tuple(
        c.VariableInstruction(variables=each["variables"], scope_id=each.get("scope_id"))
        for each in asked.get("variable_instructions", ())
    )
