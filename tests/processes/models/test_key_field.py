"""How keys are stored."""

import pytest
from django.apps import apps
from django.db import connection

from processes.models.key_field import KeyField

KEYED = [model for model in apps.get_models() if isinstance(model._meta.pk, KeyField)]


@pytest.mark.parametrize("model", KEYED, ids=lambda model: model.__name__)
@pytest.mark.django_db
def test_sqlite_finds_a_row_by_its_key_without_an_index(model):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has rows that are stored under a number: run pytest without --services")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {model._meta.db_table} WHERE key = 1")
        ((*_, plan),) = cursor.fetchall()
    assert "INTEGER PRIMARY KEY" in plan
