"""Counters: always right, folded or not."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring import folding, projector
from monitoring.models import DailyCounter, ElementCounter, ElementDelta
from monitoring.selectors.definition_statistics import ElementStatistics, definition_statistics
from monitoring.selectors.summary import totals
from processes.engine.events import InstanceCompleted
from processes.models import ElementInstance, Incident
from tests.monitoring.records import (
    DEFINITION,
    NOW,
    PROCESS_ID,
    activated,
    completed,
    incident,
    record,
    started,
    taken,
)
from tests.monitoring.stage import commit, happen, visit

pytestmark = pytest.mark.django_db


def history() -> None:
    happen(started(), activated("start", element_type="startEvent"), completed("start"), taken("to_approve"))
    happen(activated("approve", 1), activated("approve", 2))
    happen(completed("approve", 1), incident("approve"))


def numbers():
    """What is counted, without the time at which it was asked."""
    statistics = definition_statistics([DEFINITION])
    return statistics.elements, statistics.flows, statistics.instances, statistics.user_tasks


def test_statistics_are_the_same_before_and_after_folding():
    history()
    unfolded = numbers()
    assert folding.fold() == 5
    assert ElementDelta.objects.count() == 0
    assert numbers() == unfolded
    elements, flows, instances, user_tasks = unfolded
    assert elements["approve"] == ElementStatistics(active=1, completed=1)
    assert flows == {"to_approve": 1}
    assert (instances.active, user_tasks) == (1, 1)


def test_what_happens_after_folding_is_added():
    history()
    folding.fold()
    happen(completed("approve", 2))
    folding.fold()
    assert definition_statistics([DEFINITION]).elements["approve"] == ElementStatistics(completed=2)


def test_an_element_keeps_its_type_when_only_an_incident_at_it_is_folded():
    happen(activated("approve"))
    folding.fold()
    happen(incident("approve"))
    folding.fold()
    assert ElementCounter.objects.get(element_id="approve").element_type == "userTask"


def test_the_oldest_active_visit_tells_since_when():
    happen(activated("approve", 1), activated("approve", 2))
    older, newer = visit("approve"), visit("approve")
    ElementInstance.objects.filter(key=older.key).update(started_at=NOW - timedelta(days=2))
    assert definition_statistics([DEFINITION]).elements["approve"].oldest_since == NOW - timedelta(days=2)
    assert newer.started_at > NOW - timedelta(days=2)


def test_open_incidents_come_from_the_incidents_themselves():
    happen(activated("approve"), incident("approve"))
    Incident.objects.create(
        key=1,
        process_instance_key=100,
        process_definition_key=DEFINITION,
        element_instance_key=1,
        element_id="approve",
        error_type="CONDITION_ERROR",
        message="",
        raised_at=NOW,
    )
    assert definition_statistics([DEFINITION]).elements["approve"].incidents == 1
    assert totals().incidents == 1
    Incident.objects.update(state="RESOLVED")
    assert definition_statistics([DEFINITION]).elements["approve"].incidents == 0


def test_statistics_take_one_statement_whatever_there_is():
    history()
    with CaptureQueriesContext(connection) as queries:
        definition_statistics([DEFINITION, DEFINITION + 1])
    assert len(queries) == 1


def test_a_batch_is_written_in_one_statement_however_many_elements_it_passed():
    batch = [record(activated(f"task_{number}"), instance=number) for number in range(500)]
    with CaptureQueriesContext(connection) as queries:
        projector.project(batch)
    assert len(queries) == 1
    assert ElementDelta.objects.count() == 500


def test_totals_are_of_all_definitions_and_of_today():
    today, yesterday = timezone.now(), timezone.now() - timedelta(days=1)
    ended = [record(started(key), instance=key, at=yesterday) for key in (1, 2, 3)]
    commit(*ended)
    commit(
        record(InstanceCompleted(process_instance_key=1), instance=1, at=yesterday),
        record(InstanceCompleted(process_instance_key=2), instance=2, at=today),
    )
    assert (totals().running, totals().done_today) == (1, 1)
    folding.fold()
    assert (totals().running, totals().done_today) == (1, 1)
    assert DailyCounter.objects.filter(element_id=PROCESS_ID).count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_may_fold_and_write_at_once():
    failures: list[Exception] = []

    def write() -> None:
        for number in range(20):
            happen(activated("approve", number), completed("approve", number))

    def fold() -> None:
        for _ in range(20):
            folding.fold()

    def run(work) -> None:
        try:
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in (write, write, fold, fold)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert definition_statistics([DEFINITION]).elements["approve"] == ElementStatistics(completed=40)
    folding.fold()
    counter = ElementCounter.objects.get(element_id="approve")
    assert (counter.activated, counter.completed) == (40, 40)
