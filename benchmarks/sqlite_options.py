"""SQLite for those who do not go through Django, opened exactly as the product opens it."""

import sqlite3

#: the same as `config.databases.SQLITE_OPTIONS["init_command"]`, which a test holds; not imported, since
#: that would load all of the product into the memory of those who are measured beside it
OPTIONS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
)


def open_sqlite(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    connection.executescript(OPTIONS)
    return connection
