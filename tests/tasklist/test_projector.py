"""What the inbox writes when the engine reports."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasklist import projector
from tasklist.models import Candidate, Draft, UserTask
from tasklist.models.user_tasks import NEVER_DUE
from tests.tasklist.stage import NOW, assigned, canceled, completed, created, happen, record, task

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)


def test_a_created_task_is_offered_to_each_of_its_candidates():
    key = task(candidate_users=["ada"], candidate_groups=["sales", "sales"]).key
    offered = Candidate.objects.filter(user_task_key=key).values_list("kind", "name")
    assert set(offered) == {("user", "ada"), ("group", "sales")}


def test_a_task_without_candidates_is_offered_to_everyone():
    key = task().key
    assert [*Candidate.objects.filter(user_task_key=key).values_list("kind", "name")] == [("everyone", "")]


def test_a_task_without_a_due_date_is_never_due():
    assert task().due_order == NEVER_DUE
    assert task(due_at=LATER).due_order == LATER


def test_a_task_that_changes_hands_says_since_when():
    key = task(candidate_groups=["sales"]).key
    happen(assigned(key, "ada"), at=LATER)
    found = UserTask.objects.get(key=key)
    assert (found.assignee, found.claimed_at) == ("ada", LATER)
    assert not Candidate.objects.get(user_task_key=key).is_unassigned
    happen(assigned(key, None), at=LATER)
    found.refresh_from_db()
    assert (found.assignee, found.claimed_at) == (None, None)
    assert Candidate.objects.get(user_task_key=key).is_unassigned


def test_a_completed_task_says_by_whom_and_keeps_its_assignee():
    key = task(assignee="ada").key
    happen(completed(key), at=LATER, actor="ada")
    found = UserTask.objects.get(key=key)
    assert (found.state, found.completed_by, found.closed_at) == ("COMPLETED", "ada", LATER)
    assert found.assignee == "ada"
    assert not Candidate.objects.get(user_task_key=key).is_open


def test_a_task_may_be_created_and_canceled_by_the_same_command():
    event = created()
    happen(event, canceled(event.key))
    assert UserTask.objects.get(key=event.key).state == "CANCELED"
    assert not Candidate.objects.get(user_task_key=event.key).is_open


def test_drafts_go_with_their_task():
    key, other = task().key, task().key
    for each in (key, other):
        Draft.objects.create(user_task_key=each, username="ada", data={"note": "…"}, saved_at=NOW)
    happen(completed(key))
    assert [*Draft.objects.values_list("user_task_key", flat=True)] == [other]


def test_the_number_of_statements_does_not_depend_on_the_size_of_the_batch():
    assert _statements(batch_of=1) == _statements(batch_of=40) <= 6


def _statements(*, batch_of: int) -> int:
    known = [task(assignee="ada").key for _ in range(2 * batch_of)]
    changes = [assigned(key, "ben") for key in known[:batch_of]] + [
        completed(key) for key in known[batch_of:]
    ]
    records = [record(event) for event in changes]
    records += [record(created(candidate_groups=["sales", "claims"])) for _ in range(batch_of)]
    with CaptureQueriesContext(connection) as statements:
        projector.project(records)
    return len(statements)


def test_more_rows_than_a_statement_can_carry_are_written_all_the_same():
    records = [record(created(candidate_groups=["sales", "claims", "approvers"])) for _ in range(2_000)]
    projector.project(records)
    assert UserTask.objects.count() == 2_000
    assert Candidate.objects.count() == 6_000
    projector.project([record(completed(event.key)) for each in records for event in each.events])
    assert not Candidate.objects.filter(is_open=True).exists()
