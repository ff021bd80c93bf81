"""What a batch of records tells the live line."""

from monitoring.live.news import News, latest_changes, news_of
from processes.engine import events as e
from tests.monitoring.records import (
    DEFINITION,
    NOW,
    PROCESS_ID,
    activated,
    incident,
    record,
    task_assigned,
    task_completed,
    task_created,
)


def changes(*records):
    return [(t.user_task_key, t.change, t.assignee, t.by) for t in news_of(records, at=NOW).tasks]


def test_news_name_the_lists_of_each_instance_that_changed():
    variable = e.VariableSet(scope_key=100, name="amount", value=3)
    news = news_of([record(variable, incident("gate")), record(activated("a"), instance=101)], at=NOW)
    assert news.lists_of(100) == {"variables", "incidents", "journal"}
    assert news.lists_of(101) == {"journal"}
    assert news.lists_of(102) == frozenset()


def test_news_concern_the_instance_its_definition_and_all_versions_of_the_process():
    topics = news_of([record(activated("a"))], at=NOW).topics()
    assert {"instance:100", f"definition:{DEFINITION}", f"definition:{PROCESS_ID}:all"} <= topics


def test_news_survive_the_way_through_the_channel_layer():
    news = news_of([record(task_created(), task_assigned(50, "ben"), actor="ben")], at=NOW)
    assert News.from_message(news.as_message()) == news


def test_a_task_that_is_new_stays_new_though_somebody_got_it_in_the_same_batch():
    assert changes(record(task_created(), task_assigned(50, "ben"), actor="ben")) == [
        (50, "created", "ben", "ben")
    ]


def test_the_last_change_of_a_task_counts():
    assert changes(record(task_created()), record(task_completed(), actor="ann")) == [
        (50, "completed", None, "ann")
    ]


def test_changes_of_several_batches_are_told_once_for_each_task():
    created = news_of([record(task_created())], at=NOW)
    assigned = news_of([record(task_assigned(50, "ann"), actor="ann")], at=NOW)
    (change,) = latest_changes([created, assigned])
    assert (change.change, change.assignee) == ("created", "ann")
