from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.databases import database

DATA = Path("/data")


def test_without_an_address_sqlite_keeps_its_file_in_the_data_folder():
    entry = database("", data=DATA, pool_size=0)
    assert entry["ENGINE"].endswith("sqlite3")
    assert entry["NAME"] == "/data/meanwhile.sqlite3"


def test_sqlite_takes_its_write_lock_when_a_transaction_begins():
    assert database("", data=DATA, pool_size=0)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_pools_connections_in_the_web_process_only():
    web = database("postgres://ann:secret@db:5433/meanwhile", data=DATA, pool_size=20)
    worker = database("postgres://ann:secret@db:5433/meanwhile", data=DATA, pool_size=0)
    assert web["OPTIONS"]["pool"]["max_size"] == 20
    assert web["CONN_MAX_AGE"] == 0
    assert "pool" not in worker["OPTIONS"]
    assert (web["HOST"], web["PORT"], web["USER"], web["NAME"]) == ("db", 5433, "ann", "meanwhile")


@pytest.mark.parametrize("address", ["mysql://db/meanwhile", "oracle://db/meanwhile"])
def test_other_databases_are_refused_by_name(address):
    with pytest.raises(ImproperlyConfigured, match=r"Meanwhile runs on PostgreSQL .* and SQLite"):
        database(address, data=DATA, pool_size=0)


def test_an_unknown_address_is_refused():
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read"):
        database("file-cabinet://cellar", data=DATA, pool_size=0)


@pytest.mark.django_db
def test_the_options_reach_the_database():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    else:
        assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
