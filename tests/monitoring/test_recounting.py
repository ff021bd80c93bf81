"""A recount reads rows and journal, and never the counters."""

import json

import pytest

from monitoring.models import ElementDelta
from monitoring.recounting import counted, recount
from processes.models import ElementInstance, ElementState, JournalEntry
from tests.monitoring.records import DEFINITION, NOW, PROCESS_ID, activated, completed, started, taken
from tests.monitoring.stage import happen, instance, visit

pytestmark = pytest.mark.django_db

EXPECTED = {
    (DEFINITION, PROCESS_ID, "process"): {"activated": 1},
    (DEFINITION, "approve", "userTask"): {"activated": 2, "completed": 1},
    (DEFINITION, "to_approve", "sequenceFlow"): {"taken": 2},
}


def what_the_engine_keeps() -> None:
    instance(100)
    visit("approve")
    ElementInstance.objects.filter(key=visit("approve").key).update(state=ElementState.COMPLETED)
    flow = ["SequenceFlowTaken", 100, "to_approve"]
    for revision, events in enumerate(([["ElementCompleted", 1, "start"], flow], [flow], []), start=1):
        JournalEntry.objects.create(
            process_instance_key=100,
            revision=revision,
            at=NOW,
            command="CompleteJob",
            events=json.dumps(events),
        )


def what_is_counted_along() -> None:
    happen(started(), activated("approve", 1), activated("approve", 2), taken("to_approve"))
    happen(completed("approve", 1), taken("to_approve"))


def test_a_recount_finds_what_was_counted_along():
    what_the_engine_keeps()
    what_is_counted_along()
    assert recount([DEFINITION]) == counted([DEFINITION]) == EXPECTED


def test_a_recount_notices_a_delta_that_got_lost():
    what_the_engine_keeps()
    what_is_counted_along()
    ElementDelta.objects.filter(element_id="approve", completed=1).delete()
    assert recount([DEFINITION]) == EXPECTED != counted([DEFINITION])
