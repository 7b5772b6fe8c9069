"""Which failures pass by themselves (disk, lock, network) and which are in the data or in our code."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout


def is_passing(error: BaseException) -> bool:
    """Whether trying again later may succeed with nothing changed: the tablet is told `later`."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    # SQLite says OperationalError for bad SQL too: that is ours to mend, and waiting changes nothing.
    return getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR


def is_collision(error: BaseException) -> bool:
    """Whether a row of that id is there already."""
    if not isinstance(error, IntegrityError):
        return False
    taken = (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE)
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code in taken or getattr(error.orig, "sqlstate", None) == "23505"
