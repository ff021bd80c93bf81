"""A database to throw away: made beside the one that the settings name, with all tables and nothing in them,
and gone at the end. What is stored in the named one is neither read nor touched.

SQLite keeps it in memory. On PostgreSQL it is a database of its own on the same server, for which the user of
`DATABASE_URL` must be allowed to create databases.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from processes.runtime.decisions import load_decisions
from processes.runtime.keys import keys
from processes.runtime.process_models import load_model
from processes.runtime.warm import warm_instances


class NoDatabase(RuntimeError):
    """A database to throw away could not be made."""


@contextmanager
def throwaway_database() -> Iterator[None]:
    """While this lasts, everything in this process goes to a new, empty database. Raises `NoDatabase`."""
    creation, named = connection.creation, connection.settings_dict["NAME"]
    tests = connection.settings_dict["TEST"]
    before = tests["NAME"]
    tests["NAME"] = None
    if connection.vendor == "postgresql":
        _see_that_databases_may_be_created()
        # Nobody else's: a test run, or another run of scenarios, may be at work beside this one.
        tests["NAME"] = f"meanwhile_scenario_{os.getpid()}_{secrets.token_hex(4)}"
    _forget()
    try:
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            creation.destroy_test_db(named, verbosity=0)
            # Django leaves a connection to a database in memory open; by now it has the other name.
            connection.close()
    finally:
        tests["NAME"] = before
        _forget()


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is written while this lasts has never been. Deployments, instances, all of it."""
    keys.reserve()  # outside of the transaction: keys never repeat, though all else begins anew
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _see_that_databases_may_be_created() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper, rolname FROM pg_roles WHERE rolname = current_user")
        allowed, role = cursor.fetchone()
    if not allowed:
        raise NoDatabase(
            f"Scenarios run in a database of their own, which user {role} may not create. Allow it with "
            f'ALTER ROLE "{role}" CREATEDB, name another server by DATABASE_URL, or unset DATABASE_URL to '
            "run them on SQLite in memory."
        )


def _forget() -> None:
    """What this process remembers of one database is wrong in another."""
    keys.forget()
    warm_instances.forget()
    load_model.cache_clear()
    load_decisions.cache_clear()
