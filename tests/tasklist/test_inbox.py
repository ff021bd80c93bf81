"""The views of the inbox: what is in them, in which order, page by page."""

from datetime import timedelta

import pytest
from django.db import connection

from tasklist import selectors
from tasklist.rights import Worker
from tasklist.selectors import Filter, View
from tests.support.statements import counted
from tests.tasklist.stage import NOW, assigned, completed, happen, task

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def worker(username="ada", *groups, sees_all=False):
    return Worker(username=username, groups=groups, works_on_tasks=True, sees_all=sees_all, assigns=sees_all)


def keys(view, reader=None, **settings):
    found = selectors.view(reader or worker("ada", "sales"), view, limit=100, now=NOW, **settings)
    return [each.key for each in found]


@pytest.fixture
def tasks():
    """One task of each sort, the oldest first."""
    return {
        name: task(at=NOW + number * HOUR, **settings).key
        for number, (name, settings) in enumerate(
            {
                "mine": {"assignee": "ada", "candidate_groups": ["claims"]},
                "of my team": {"candidate_groups": ["sales", "claims"]},
                "for me": {"candidate_users": ["ada"], "due_at": NOW - HOUR},
                "a colleague has it": {"candidate_groups": ["sales"], "assignee": "ben"},
                "for everyone": {"due_at": NOW + HOUR},
                "of others": {"candidate_groups": ["claims"]},
                "private": {"assignee": "ben"},
            }.items()
        )
    }


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (View.MINE, ["mine"]),
        (View.MY_TEAMS, ["a colleague has it", "for me", "of my team"]),
        (View.UNASSIGNED, ["for everyone", "for me", "of my team"]),
        (View.OVERDUE, ["for me"]),
        (View.DUE_TODAY, ["for everyone", "for me"]),
        (View.ALL, ["for everyone", "a colleague has it", "for me", "of my team", "mine"]),
        (View.COMPLETED, []),
    ],
)
def test_a_view_shows_its_tasks_newest_first(tasks, view, names):
    assert keys(view) == [tasks[name] for name in names]


def test_who_sees_all_tasks_sees_them_in_each_view_but_their_own(tasks):
    olga = worker("olga", sees_all=True)
    assert keys(View.ALL, olga) == [*reversed(tasks.values())]
    assert keys(View.UNASSIGNED, olga) == [
        tasks[name] for name in ("of others", "for everyone", "for me", "of my team")
    ]
    assert keys(View.MINE, olga) == []


def test_counters_count_what_the_views_show(tasks):
    for reader in (worker("ada", "sales"), worker("ben", "claims", "sales"), worker("olga", sees_all=True)):
        counts = selectors.counts(reader, now=NOW)
        for view in View:
            if view != View.COMPLETED:
                assert getattr(counts, view.replace("-", "_")) == len(keys(view, reader))


def test_a_task_that_is_offered_twice_to_the_same_person_is_listed_once():
    key = task(candidate_users=["ada"], candidate_groups=["sales", "claims"], assignee="ada").key
    reader = worker("ada", "sales", "claims")
    assert keys(View.ALL, reader) == [key]
    assert selectors.counts(reader, now=NOW).all == 1


def test_completed_tasks_are_those_i_completed_the_latest_first():
    first, second, other = (task(candidate_groups=["sales"]).key for _ in range(3))
    for minutes, key, who in ((2, first, "ada"), (1, second, "ada"), (3, other, "ben")):
        happen(completed(key), at=NOW + timedelta(minutes=minutes), actor=who)
    assert keys(View.COMPLETED) == [first, second]
    assert keys(View.ALL) == []


@pytest.mark.parametrize("ordering", selectors.ORDERINGS)
@pytest.mark.parametrize("sees_all", [False, True])
def test_pages_follow_each_other_without_gap_or_repetition(ordering, sees_all):
    reader = worker("ada", "sales", "claims", sees_all=sees_all)
    for number in range(23):
        task(
            at=NOW + timedelta(minutes=number // 3),
            priority=(number * 7) % 5,
            due_at=NOW + timedelta(days=number % 4) if number % 3 else None,
            candidate_groups=["sales", "claims"] if number % 2 else ["sales"],
            assignee="ada" if number % 6 == 0 else None,
        )
    whole = keys(View.ALL, reader, ordering=ordering)
    assert len(whole) == 23
    after, pages = None, []
    while page := selectors.view(reader, View.ALL, limit=4, ordering=ordering, after=after):
        pages += [each.key for each in page]
        after = selectors.ordering_of(View.ALL, ordering).values_of(page[-1])
    assert pages == whole


def test_what_is_due_first_comes_first_and_what_is_never_due_last():
    late, never, soon = task(due_at=NOW + 9 * HOUR).key, task().key, task(due_at=NOW + HOUR).key
    assert keys(View.ALL, ordering="due_at") == [soon, late, never]


def test_the_most_important_come_first():
    low, high = task(priority=10).key, task(priority=90).key
    assert keys(View.ALL, ordering="-priority") == [high, low]


def test_a_view_can_be_narrowed():
    here = task(name="Approve the claim", of={"process_instance_key": 1, "process_id": "claim"}).key
    there = task(name="Pack", of={"process_instance_key": 2, "business_key": "ORDER-9"}).key
    assert keys(View.ALL, only=Filter(process_instance_key=1)) == [here]
    assert keys(View.ALL, only=Filter(process_id="review")) == [there]
    assert keys(View.ALL, only=Filter(search="order-")) == [there]
    assert keys(View.ALL, only=Filter(search="CLAIM")) == [here]
    assert keys(View.ALL, only=Filter(search="claim", process_id="review")) == []


def test_a_task_given_away_leaves_my_view():
    key = task(assignee="ada").key
    happen(assigned(key, "ben"))
    assert keys(View.MINE) == []


def test_a_person_in_fifty_teams_asks_for_as_many_scans_as_one_in_two():
    scans = []
    for number in (2, 50):
        reader = worker("ada", *(f"team-{place:02d}" for place in range(number)))
        with counted() as asked:
            selectors.counts(reader, now=NOW)
            selectors.view(reader, View.ALL, limit=10, now=NOW)
        scans.append(max(text.count("SELECT") for text in asked.texts))
    if connection.vendor == "postgresql":  # it takes longer to plan fifty scans than to do them
        assert scans[0] == scans[1]
    else:
        assert scans[0] < scans[1]
