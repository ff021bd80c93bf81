"""What the web process answers besides the API: the single-page app, its files, and headers on everything."""

import pytest


@pytest.fixture
def built_pages(settings, tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>Meanwhile</title>")
    settings.FRONTEND_DIR = tmp_path


@pytest.mark.parametrize("address", ["/", "/tasks", "/processes/4711", "/login?next=/tasks"])
def test_every_page_is_the_single_page_app(client, built_pages, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"<title>Meanwhile</title>" in answer.content


def test_the_page_is_never_cached_and_brings_the_csrf_cookie(client, built_pages):
    answer = client.get("/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "csrftoken" in answer.cookies
    assert not answer.cookies["csrftoken"]["httponly"]


@pytest.mark.parametrize("address", ["/assets/gone-12345678.js", "/static/gone.js", "/live/"])
def test_what_is_not_a_page_is_not_answered_with_one(client, built_pages, address):
    assert client.get(address).status_code == 404


def test_an_unknown_address_of_the_api_is_told_as_a_problem(client, built_pages):
    answer = client.get("/api/no-such-thing/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_pages_that_are_not_built_yet_say_how_to_build_them(client, settings, tmp_path):
    settings.FRONTEND_DIR = tmp_path
    answer = client.get("/")
    assert answer.status_code == 503
    assert b"make build" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/api/health/", "/static/admin/css/base.css", "/api/no-such-thing/"]
)
def test_a_browser_loads_only_what_we_serve(client, built_pages, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_api_documentation_loads_nothing_from_elsewhere(client):
    page = client.get("/api/docs/").text
    assert "swagger-ui" in page
    assert "https://" not in page
    assert "<script>" not in page


def test_a_foreign_host_name_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
