"""Logging in, and what the single-page app learns of who is logged in."""

import pytest
from django.core.cache import cache
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from processes.roles import Role
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def browser():
    return APIClient(enforce_csrf_checks=True)


def csrf(browser):
    browser.get("/api/session/")
    return {"HTTP_X_CSRFTOKEN": browser.cookies["csrftoken"].value}


def test_nobody_is_logged_in_at_first(browser):
    session = browser.get("/api/session/").json()
    assert session["authenticated"] is False
    assert session["user"] is None
    assert "demo_accounts" not in session


def test_logging_in_tells_roles_teams_and_rights(browser):
    person("ada", groups=("approvers",), full_name="Ada Example")
    answer = browser.post("/api/session/", {"username": "ada", "password": "ada"}, **csrf(browser))
    user = answer.json()["user"]
    assert user["full_name"] == "Ada Example"
    assert user["roles"] == ["business_user"]
    assert user["groups"] == ["approvers", "business users"]
    assert user["permissions"] == ["processes.start_instance", "tasklist.work_on_tasks"]
    assert browser.get("/api/session/").json()["authenticated"] is True


def test_a_superuser_is_an_admin(browser):
    user = person("root", role=None)
    user.is_superuser = True
    user.save()
    assert browser_of(user).get("/api/session/").json()["user"]["roles"] == ["admin"]


def test_a_wrong_password_is_told_as_a_problem(browser):
    person("ada")
    answer = browser.post("/api/session/", {"username": "ada", "password": "x"}, **csrf(browser))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "The username or the password is wrong."


def test_another_site_cannot_log_a_browser_in(browser):
    person("ada")
    answer = browser.post("/api/session/", {"username": "ada", "password": "ada"})
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


def test_guessing_passwords_is_slowed_down(browser, monkeypatch):
    from rest_framework.throttling import ScopedRateThrottle

    monkeypatch.setitem(ScopedRateThrottle.THROTTLE_RATES, "login", "2/min")
    header = csrf(browser)
    guesses = [
        browser.post("/api/session/", {"username": "ada", "password": str(n)}, **header) for n in range(3)
    ]
    assert [guess.status_code for guess in guesses] == [401, 401, 429]
    assert int(guesses[-1]["Retry-After"]) > 0


def test_logging_out_ends_the_session(browser):
    person("ada")
    browser.post("/api/session/", {"username": "ada", "password": "ada"}, **csrf(browser))
    assert browser.delete("/api/session/", **csrf(browser)).status_code == 204
    assert browser.get("/api/users/").status_code == 401


def test_machines_come_with_a_token():
    token = Token.objects.create(user=person("robot", Role.OPERATOR))
    machine = APIClient(HTTP_AUTHORIZATION=f"Token {token.key}")
    assert machine.get("/api/users/").status_code == 200
    stranger = APIClient(HTTP_AUTHORIZATION="Token 0123")
    assert stranger.get("/api/users/").status_code == 401


def test_users_are_found_by_any_part_of_their_name():
    person("ada", full_name="Ada Example")
    person("ben", full_name="Ben Sample")
    gone = person("adam", full_name="Adam Gone")
    gone.is_active = False
    gone.save()
    browser = browser_of(person("olga", Role.OPERATOR))
    found = browser.get("/api/users/", {"search": "ada exam"}).json()
    assert found == {"items": [{"username": "ada", "full_name": "Ada Example"}], "next": None}
    assert [each["username"] for each in browser.get("/api/users/").json()["items"]] == ["ada", "ben", "olga"]
