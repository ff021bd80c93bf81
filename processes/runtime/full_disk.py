"""A full disk: the database has refused to write since there is no space left. Nothing of what was asked is
stored; once there is space again, all goes on as if it had not been asked.
"""

import sqlite3

#: PostgreSQL, `disk_full`
_SQLSTATE = "53100"


def is_why(failure: BaseException) -> bool:
    """Whether a full disk is behind this failure of the database."""
    cause: BaseException | None = failure
    while cause is not None:
        if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(cause, "sqlstate", None) == _SQLSTATE:
            return True
        cause = cause.__cause__
    return False
