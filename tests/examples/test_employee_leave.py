"""Employee leave, played on the pure engine with its own job handlers."""

from typing import Any

from processes.engine import events as e
from tests.examples.play import Play

#: Friday to Tuesday: a weekend within
LEAVE: dict[str, Any] = {
    "employee": "mira",
    "substitute": "kofi",
    "firstDay": "2026-11-27",
    "lastDay": "2026-12-01",
    "kind": "vacation",
    "note": "",
}


def test_an_approved_leave_begins_on_its_first_day() -> None:
    play = Play("employee_leave", **LEAVE)
    assert play.variables["days"] == 3
    play.complete("approve-leave", decision="approve")
    assert not play.has_ended
    play.wait(days=3)
    assert not play.has_ended
    play.wait(days=1)
    assert play.completed[-2:] == ["first-day", "on-leave"]


def test_the_manager_is_asked() -> None:
    play = Play("employee_leave", **LEAVE)
    (task,) = (event for event in play.events if isinstance(event, e.UserTaskCreated))
    assert task.assignee == play.variables["manager"]


def test_a_deputy_decides_when_the_manager_does_not_answer() -> None:
    play = Play("employee_leave", **LEAVE)
    play.wait(minutes=6)
    assert play.waiting == {"decide-as-deputy"}
    play.complete("decide-as-deputy", decision="refuse", refusalReason="Year-end closing.")
    assert play.completed[-1] == "leave-refused"
    assert play.variables["letter"].endswith("Year-end closing.")


def test_too_long_a_leave_goes_back_to_be_changed() -> None:
    play = Play("employee_leave", **LEAVE | {"lastDay": "2027-02-26"})
    assert play.waiting == {"change-request"}
    play.complete("change-request", wish="keep", firstDay="2026-11-27", lastDay="2026-11-27", kind="vacation")
    assert play.variables["days"] == 1
    assert play.waiting == {"approve-leave"}


def test_too_long_a_leave_may_be_withdrawn() -> None:
    play = Play("employee_leave", **LEAVE | {"lastDay": "2027-02-26"})
    play.complete("change-request", wish="withdraw")
    assert play.completed[-1] == "request-withdrawn"


def test_a_leave_that_ends_before_it_begins_is_an_incident_until_it_is_corrected() -> None:
    play = Play("employee_leave", **LEAVE | {"lastDay": "2026-11-20"})
    play.complete("approve-leave", decision="approve")
    (message,) = play.incidents
    assert message.startswith("Calendar: a leave cannot end on 2026-11-20 before it begins on 2026-11-27.")
    play.correct(lastDay="2026-11-30")
    assert "enter-leave" in play.completed
