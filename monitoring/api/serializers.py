"""What the monitor's endpoints say."""

from rest_framework import serializers

from monitoring.selectors.search import HitKind


class ElementStatisticsSerializer(serializers.Serializer):
    active = serializers.IntegerField()
    incidents = serializers.IntegerField(help_text="open ones")
    completed = serializers.IntegerField()
    terminated = serializers.IntegerField()
    oldest_since = serializers.DateTimeField(
        allow_null=True, help_text="since when the oldest of the active ones is active"
    )


class InstanceCountsSerializer(serializers.Serializer):
    active = serializers.IntegerField()
    incidents = serializers.IntegerField(help_text="open ones, in all instances together")
    completed = serializers.IntegerField()
    terminated = serializers.IntegerField()


class InstanceStatisticsSerializer(serializers.Serializer):
    elements = serializers.DictField(child=ElementStatisticsSerializer(), help_text="by element id")
    flows = serializers.DictField(
        child=serializers.IntegerField(), help_text="how often each sequence flow was taken"
    )
    as_of = serializers.DateTimeField()


class DefinitionStatisticsSerializer(InstanceStatisticsSerializer):
    instances = InstanceCountsSerializer()
    user_tasks = serializers.IntegerField(help_text="active ones: what waits for people")


class StatisticsRequest(serializers.Serializer):
    all_versions = serializers.BooleanField(
        default=False, help_text="add up all versions of the process, by element id"
    )


class SummarySerializer(serializers.Serializer):
    running = serializers.IntegerField(help_text="active instances; 0 for whoever may not view instances")
    incidents = serializers.IntegerField(help_text="open ones; 0 for whoever may not view instances")
    user_tasks_mine = serializers.IntegerField(help_text="1000 means: so many or more")
    mentions = serializers.IntegerField(help_text="tasks in which you are mentioned and have not seen it yet")
    user_tasks_all = serializers.IntegerField(help_text="all that you may see; 1000 means: so many or more")
    done_today = serializers.IntegerField(
        help_text="instances completed since midnight, UTC; 0 for whoever may not view instances"
    )


class SearchRequest(serializers.Serializer):
    q = serializers.CharField(max_length=200, help_text="a key, a business key, or part of a name")


class SearchHitSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=[kind.value for kind in HitKind])
    key = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    url = serializers.CharField(help_text="of its page in the single-page app")


class SearchHitListSerializer(serializers.Serializer):
    items = SearchHitSerializer(many=True)
