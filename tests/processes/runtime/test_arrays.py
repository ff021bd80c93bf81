"""The text that PostgreSQL reads arrays from."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from processes.runtime.arrays import as_array

VALUES = {
    "bigint[]": [1, -7, None, (1 << 63) - 1],
    "text[]": [
        "plain",
        "",
        "null",
        "NULL",
        'a "word"',
        "back\\slash",
        '\\"',
        "{a,b}",
        " blank ",
        "ä☃\n\t",
        None,
    ],
    "boolean[]": [True, False, None],
    "timestamptz[]": [datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC), None],
}


@pytest.mark.parametrize(("kind", "values"), VALUES.items())
@pytest.mark.django_db
def test_what_is_written_is_read_as_it_was(kind, values):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has arrays: run pytest --services")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}", [as_array(values)])
        assert cursor.fetchone() == (values,)


def test_an_empty_list_is_an_empty_array():
    assert as_array([]) == "{}"
