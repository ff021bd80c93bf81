"""The live line from end to end: what is committed on one thread is heard by browsers."""

import pytest
from django.contrib.sessions.models import Session

from monitoring import folding
from monitoring.live.consumer import CLOSED_UNAUTHORIZED, MOST_SUBJECTS
from processes.roles import Role
from tests.monitoring.live.browsers import Room, in_room, in_thread
from tests.monitoring.records import (
    DEFINITION,
    PROCESS_ID,
    activated,
    completed,
    started,
    taken,
    task_assigned,
    task_completed,
    task_created,
)
from tests.monitoring.stage import deployed, happen, instance, person, visit

# What migrations have made (the roles) is put back after each test.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def olga():
    return person("olga", Role.OPERATOR)


@pytest.fixture
def ben():
    return person("ben", Role.BUSINESS_USER, groups=("sales",))


def test_a_change_moves_the_numbers_on_the_diagram(olga):
    deployed()

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        snapshot = await browser.watch(f"definition:{DEFINITION}")
        assert snapshot["data"]["elements"] == {}
        assert snapshot["data"]["instances"] == {"active": 0, "incidents": 0, "completed": 0, "terminated": 0}
        await in_thread(happen, started(), activated("approve"), taken("to_approve"))
        delta = await browser.hear("delta")
        assert delta["seq"] == snapshot["seq"] + 1
        assert delta["data"]["elements"]["approve"]["active"] == 1
        assert delta["data"]["flows"] == {"to_approve": 1}
        assert delta["data"]["instances"]["active"] == 1
        assert delta["data"]["user_tasks"] == 1
        assert delta["data"]["touched"] == ["100"]

    in_room(story)


def test_only_what_changed_is_told(olga):
    deployed()
    happen(started(), activated("approve"), activated("score", element_type="serviceTask"))

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.watch(f"definition:{DEFINITION}")
        await in_thread(happen, completed("score"))
        delta = await browser.hear("delta")
        assert set(delta["data"]) == {"elements", "touched"}
        assert set(delta["data"]["elements"]) == {"score"}

    in_room(story)


def test_all_versions_of_a_process_are_watched_together(olga):
    deployed()

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.watch(f"definition:{PROCESS_ID}:all")
        await in_thread(happen, activated("approve"))
        delta = await browser.hear("delta")
        assert delta["data"]["elements"]["approve"]["active"] == 1

    in_room(story)


def test_folding_is_not_seen_from_outside(olga):
    deployed()
    happen(started(), activated("approve"))

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        before = await browser.watch(f"definition:{DEFINITION}")
        await in_thread(folding.fold)
        await browser.say(type="resync", subject=f"definition:{DEFINITION}")
        after = await browser.hear("snapshot")
        assert after["data"]["elements"] == before["data"]["elements"]
        assert after["seq"] == before["seq"]

    in_room(story)


def test_an_instance_tells_what_moved_and_which_lists_to_fetch(olga):
    instance(100, business_key="A-17")

    def move() -> None:
        visit("approve")
        happen(activated("approve"), task_created())

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        snapshot = await browser.watch("instance:100")
        assert snapshot["data"]["business_key"] == "A-17"
        assert snapshot["data"]["state"] == "ACTIVE"
        await in_thread(move)
        delta = await browser.hear("delta")
        assert delta["data"]["elements"]["approve"]["active"] == 1
        assert delta["data"]["changed"] == ["journal", "user_tasks"]
        await in_thread(happen, activated("elsewhere"), instance=101)
        assert await browser.hears_nothing()

    in_room(story)


def test_a_task_slides_into_the_inboxes_of_those_it_is_offered_to(ben):
    ann = person("ann", Role.BUSINESS_USER, groups=("legal",))

    async def story(room: Room) -> None:
        bens, anns = await room.browser(ben), await room.browser(ann)
        assert (await bens.watch("inbox"))["data"]["counts"]["my_teams"] == 0
        await anns.watch("inbox")
        await in_thread(happen, task_created(50, groups=["sales"]))
        delta = await bens.hear("delta")
        assert delta["data"]["counts"]["my_teams"] == 1
        assert delta["data"]["tasks"] == [{"key": "50", "change": "created", "assignee": None, "by": None}]
        assert await anns.hears_nothing()

    in_room(story)


def test_a_claim_is_told_to_the_others_at_once(ben):
    bea = person("bea", Role.BUSINESS_USER, groups=("sales",))
    happen(task_created(50, groups=["sales"]))

    async def story(room: Room) -> None:
        browser = await room.browser(ben)
        assert (await browser.watch("inbox"))["data"]["counts"]["unassigned"] == 1
        await in_thread(happen, task_assigned(50, bea.username), actor=bea.username)
        delta = await browser.hear("delta")
        assert delta["data"]["tasks"] == [{"key": "50", "change": "changed", "assignee": "bea", "by": "bea"}]
        assert delta["data"]["counts"]["unassigned"] == 0

    in_room(story)


def test_a_task_for_everyone_leaves_the_other_inboxes_when_somebody_takes_it(ben):
    happen(task_created(50))

    async def story(room: Room) -> None:
        browser = await room.browser(ben)
        assert (await browser.watch("inbox"))["data"]["counts"]["all"] == 1
        await in_thread(happen, task_assigned(50, "ann"), actor="ann")
        delta = await browser.hear("delta")
        assert delta["data"]["counts"]["all"] == 0
        assert [task["key"] for task in delta["data"]["tasks"]] == ["50"]

    in_room(story)


def test_who_loses_a_task_that_was_only_theirs_is_told(ben):
    happen(task_created(50, assignee="ben", groups=["legal"]))

    async def story(room: Room) -> None:
        browser = await room.browser(ben)
        assert (await browser.watch("inbox"))["data"]["counts"]["mine"] == 1
        await in_thread(happen, task_assigned(50, "ann"), actor="olga")
        delta = await browser.hear("delta")
        assert delta["data"]["counts"]["mine"] == 0
        assert [task["key"] for task in delta["data"]["tasks"]] == ["50"]

    in_room(story)


def test_the_summary_follows_instances_and_tasks(olga):
    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        snapshot = await browser.watch("summary")
        assert snapshot["data"] == {
            "running": 0,
            "incidents": 0,
            "done_today": 0,
            "user_tasks_mine": 0,
            "user_tasks_all": 0,
            "mentions": 0,
        }
        await in_thread(happen, started(), task_created(50, assignee="olga"))
        delta = await browser.hear("delta")
        assert delta["data"] == {"running": 1, "user_tasks_mine": 1, "user_tasks_all": 1}
        await in_thread(happen, task_completed(50), actor="olga")
        assert (await browser.hear("delta"))["data"] == {"user_tasks_mine": 0, "user_tasks_all": 0}

    in_room(story)


def test_numbers_over_everything_are_for_those_who_may_view_instances(ben):
    happen(started())

    async def story(room: Room) -> None:
        browser = await room.browser(ben)
        assert (await browser.watch("summary"))["data"]["running"] == 0
        await in_thread(happen, started(101), instance=101)
        assert await browser.hears_nothing()

    in_room(story)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        (f"definition:{DEFINITION}", "forbidden"),
        (f"definition:{PROCESS_ID}:all", "forbidden"),
        ("instance:100", "forbidden"),
        ("instance:404", "forbidden"),  # nor does it say whether there is one
        ("weather", "bad_request"),
    ],
)
def test_a_business_user_is_refused_what_is_not_theirs(ben, subject, code):
    deployed()
    instance(100)

    async def story(room: Room) -> None:
        browser = await room.browser(ben)
        await browser.say(type="subscribe", subject=subject)
        error = await browser.hear("error")
        assert (error["subject"], error["code"]) == (subject, code)
        await in_thread(happen, activated("approve"))
        assert await browser.hears_nothing()

    in_room(story)


@pytest.mark.parametrize("subject", ["definition:404", "definition:nothing:all", "instance:404"])
def test_what_does_not_exist_is_unknown(olga, subject):
    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.say(type="subscribe", subject=subject)
        assert (await browser.hear("error"))["code"] == "unknown"

    in_room(story)


def test_business_users_watch_what_they_started_and_what_they_have_work_in(ben):
    instance(100, started_by="ben")
    instance(101)
    happen(task_created(50, groups=["sales"]), instance=101)

    async def story(room: Room) -> None:
        browser = await room.browser(ben)
        await browser.watch("instance:100")
        await browser.watch("instance:101")

    in_room(story)


def test_after_unsubscribing_nothing_is_told_and_nothing_is_read(olga):
    deployed()

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.watch(f"definition:{DEFINITION}")
        await browser.say(type="unsubscribe", subject=f"definition:{DEFINITION}")
        await browser.say(type="ping")
        await browser.hear("pong")
        assert await room.watched() == []
        await in_thread(happen, activated("approve"))
        assert await browser.hears_nothing()

    in_room(story)


def test_a_browser_that_goes_away_leaves_nothing_behind(olga):
    deployed()

    async def story(room: Room) -> None:
        browser, other = await room.browser(olga), await room.browser(olga)
        for subject in (f"definition:{DEFINITION}", "inbox", "summary"):
            await browser.watch(subject)
        await other.watch("inbox")
        await browser.disconnect()
        assert await room.watched() == ["inbox"]

    in_room(story)


def test_nobody_is_served_without_a_login():
    async def story(room: Room) -> None:
        browser = await room.browser(None)
        assert await browser.closing_code() == CLOSED_UNAUTHORIZED

    in_room(story)


@pytest.mark.parametrize(
    "text", ["", "hello", "[]", '{"type": "dance"}', '{"type": "subscribe"}', "9" * 5_000]
)
def test_what_cannot_be_understood_is_answered_and_the_line_stays(olga, text):
    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.say_text(text)
        error = await browser.hear("error")
        assert (error["code"], error["subject"]) == ("bad_request", None)
        await browser.say(type="ping")
        await browser.hear("pong")

    in_room(story)


def test_one_connection_watches_a_limited_number_of_subjects(olga):
    for key in range(1, MOST_SUBJECTS + 2):
        instance(key)

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        for key in range(1, MOST_SUBJECTS + 1):
            await browser.watch(f"instance:{key}")
        await browser.say(type="subscribe", subject=f"instance:{MOST_SUBJECTS + 1}")
        assert (await browser.hear("error"))["code"] == "bad_request"

    in_room(story)


def test_the_line_says_that_it_is_alive(olga, monkeypatch):
    monkeypatch.setattr("monitoring.live.hub.TICK_SECONDS", 0.02)

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        assert (await browser.hear("tick"))["at"].endswith("Z")

    in_room(story)


def test_who_logs_out_is_sent_away(olga, monkeypatch):
    monkeypatch.setattr("monitoring.live.consumer.RENEWAL_SECONDS", 0.05)

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.say(type="ping")
        await browser.hear("pong")
        await in_thread(_end_all_sessions)
        assert await browser.closing_code() == CLOSED_UNAUTHORIZED

    in_room(story)


def test_who_loses_a_right_stops_seeing(olga, monkeypatch):
    deployed()
    monkeypatch.setattr("monitoring.live.consumer.RENEWAL_SECONDS", 0.05)

    async def story(room: Room) -> None:
        browser = await room.browser(olga)
        await browser.watch(f"definition:{DEFINITION}")
        await in_thread(olga.groups.clear)
        assert (await browser.hear("error"))["code"] == "forbidden"
        assert await room.watched() == []

    in_room(story)


def _end_all_sessions() -> None:
    Session.objects.all().delete()
