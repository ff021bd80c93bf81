"""From the events of a batch to the deltas that it adds."""

from datetime import date, timedelta

from monitoring.counting import Place, count
from monitoring.models import COUNTED
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
    terminated,
)

TODAY = date(2026, 11, 23)


def counted(*records):
    """element id → (type, what is not zero), of the whole batch."""
    return {
        place.element_id: (
            delta.element_type,
            {name: number for name, number in zip(COUNTED, delta.counts, strict=True) if number},
        )
        for place, delta in count(records).items()
    }


def test_a_batch_makes_one_delta_for_each_element_however_many_instances_pass():
    batch = [record(activated("approve", key), instance=key) for key in range(100, 150)]
    assert counted(*batch) == {"approve": ("userTask", {"activated": 50})}


def test_instances_count_as_visits_of_the_process():
    assert counted(record(started())) == {PROCESS_ID: ("process", {"activated": 1})}


def test_an_element_that_came_and_went_in_one_batch_counts_as_both():
    batch = [
        record(activated("score", element_type="serviceTask"), completed("score", element_type="serviceTask"))
    ]
    assert counted(*batch) == {"score": ("serviceTask", {"activated": 1, "completed": 1})}


def test_a_termination_a_flow_and_an_incident_are_counted_where_they_happened():
    assert counted(record(terminated("approve"), taken("to_end"), incident("gateway"))) == {
        "approve": ("task", {"terminated": 1}),
        "to_end": ("sequenceFlow", {"taken": 1}),
        "gateway": ("", {"incidents_raised": 1}),
    }


def test_days_are_counted_apart_in_utc():
    late, early = NOW.replace(hour=23, minute=59), NOW + timedelta(days=1)
    deltas = count([record(activated("approve"), at=late), record(activated("approve"), at=early)])
    assert set(deltas) == {
        Place(DEFINITION, "approve", TODAY),
        Place(DEFINITION, "approve", TODAY + timedelta(days=1)),
    }
