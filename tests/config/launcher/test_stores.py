"""PostgreSQL and Redis from wheels: started, asked for a password, killed, started again on the same data."""

import psycopg
import pytest
import redis

from config.launcher.problems import CannotStart
from config.launcher.stores import Stores

pytestmark = pytest.mark.services


def test_stores_that_are_named_are_used_and_none_is_started(tmp_path):
    given = {"DATABASE_URL": "postgres://db/meanwhile", "REDIS_URL": "redis://broker"}
    stores = Stores(tmp_path, environment={**given, "HOME": "/root"})
    assert stores.start() == given
    assert list(tmp_path.iterdir()) == []


def test_what_was_committed_survives_a_kill(data_folder):
    stores = Stores(data_folder, environment={})
    url = stores.start()["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('meanwhile')")
    for _, process in stores.running:
        process.kill()
    stores.stop()
    try:
        with psycopg.connect(stores.start()["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("meanwhile",)
    finally:
        stores.stop()


def test_nobody_enters_without_the_password(data_folder):
    stores = Stores(data_folder, fast=True, environment={})
    found = stores.start()
    try:
        user, _, place = found["DATABASE_URL"].removeprefix("postgres://").partition("@")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgres://{user.split(':')[0]}:wrong@{place}")
        stranger = redis.Redis.from_url(f"redis://{found['REDIS_URL'].rpartition('@')[2]}")
        with stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()
    finally:
        stores.stop()


def test_a_server_that_cannot_start_says_why(data_folder):
    stores = Stores(data_folder, fast=True, environment={})
    stores.start()
    stores.stop()
    configuration = next(data_folder.rglob("postgresql.conf"))
    configuration.write_text("shared_buffers = plenty\n")
    with pytest.raises(CannotStart, match="shared_buffers"):
        stores.start()
    assert stores.ended() is None
