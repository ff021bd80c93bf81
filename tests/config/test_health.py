import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db


def test_health_is_told_to_everyone(client):
    answer = client.get("/api/health/")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "version": settings.VERSION,
        "checks": {"database": "ok", "broker": "ok"},
    }


def test_a_database_that_does_not_answer_is_told_without_its_secrets(client, caplog):
    def refuse(execute, sql, params, many, context):
        raise ConnectionError("password 'hunter2' refused")

    with connection.execute_wrapper(refuse):
        answer = client.get("/api/health/")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "failing", "broker": "ok"}
    assert "hunter2" not in answer.text
    assert "hunter2" in caplog.text
