"""Keyset pages: of any length, in either direction, and from nobody's invention."""

import base64
import itertools
import json

import pytest

from processes.api.paging import after, read_cursor, write_cursor
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    for number in range(7):
        person(f"user{number}", role=None)
    return browser_of(person("ada"))


def names(page):
    return [each["username"] for each in page["items"]]


def test_pages_follow_each_other_to_the_end(browser):
    seen, cursor = [], None
    while True:
        page = browser.get("/api/users/", {"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen.append(names(page))
        cursor = page["next"]
        if cursor is None:
            break
    assert [len(each) for each in seen] == [3, 3, 2]
    everyone = [*itertools.chain.from_iterable(seen)]
    assert everyone == sorted(everyone)


def test_what_is_added_meanwhile_shifts_nothing(browser):
    first = browser.get("/api/users/", {"limit": 3}).json()
    person("aaa", role=None)
    second = browser.get("/api/users/", {"limit": 3, "cursor": first["next"]}).json()
    assert names(second) == ["user2", "user3", "user4"]


@pytest.mark.parametrize("limit", ["0", "501", "many"])
def test_a_page_has_a_sensible_length(browser, limit):
    answer = browser.get("/api/users/", {"limit": limit})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "limit"


def invented(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor", ["?", "abc", invented({}), invented([1, 2]), invented([[1]]), invented([{}])]
)
def test_a_cursor_of_something_else_is_refused(browser, cursor):
    answer = browser.get("/api/users/", {"cursor": cursor})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "cursor"


def test_a_cursor_keeps_microseconds():
    from datetime import UTC, datetime

    moment = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)
    assert read_cursor(write_cursor([moment, 5]), length=2) == (moment.isoformat(), 5)


def test_later_columns_only_break_ties():
    text = str(after(["-started_at", "key"], ["t", 7]))
    assert "('started_at__lte', 't')" in text
    assert "('key__gt', 7)" in text
