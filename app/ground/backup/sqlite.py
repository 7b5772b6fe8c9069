"""Copies of a SQLite database: taken while others write, verified, and put back in one transaction."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.ground.backup.errors import STILL_RUNNING, BackupFailed, RestoreRefused

FILE = "sqlite.db"
_PAGES_AT_ONCE = 2_000
Pages = Callable[[int, int], None]


def copy(source: sqlite3.Connection, to: Path, tell: Pages) -> None:
    """Everything that `source`, which has a reading transaction open, sees: the copy is of that one instant.

    Others go on writing meanwhile. Raises BackupFailed when the disk is full.
    """
    _check_space(source, to.parent)
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(to, isolation_level=None)) as target:
            source.backup(target, pages=_PAGES_AT_ONCE, progress=_told(tell), sleep=0)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
    except sqlite3.Error as error:
        raise BackupFailed(f"La copie a échoué : {error}.") from error


def verify(path: Path) -> dict[str, int]:
    """How many rows each table of the copy holds, once every page is read and every index agrees.

    Raises BackupFailed.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as copied:
            answers = [row[0] for row in copied.execute("PRAGMA integrity_check")]
            orphans = copied.execute("PRAGMA foreign_key_check").fetchall()
            if answers != ["ok"] or orphans:
                raise BackupFailed("La copie relue n’est pas intègre.")
            return {name: _count(copied, name) for name in tables(copied)}
    except sqlite3.Error as error:
        raise BackupFailed(f"La copie ne se relit pas : {error}.") from error


def tables(connection: sqlite3.Connection) -> list[str]:
    """The names of its tables."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return sorted(row[0] for row in found)


def put_back(path: Path, to: Path, statements: Iterable[str], tell: Pages) -> None:
    """The copy, changed by `statements`, takes the place of everything in `to`: in one transaction, or not at all.

    Raises RestoreRefused when another process has that database open.
    """
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    staged = to.with_name(to.name + ".restoring")
    try:
        shutil.copyfile(path, staged)
        staged.chmod(0o600)
        with closing(sqlite3.connect(staged)) as changed, changed:
            for statement in statements:
                changed.execute(statement)
        with alone(to) as target, closing(sqlite3.connect(staged)) as source:
            source.backup(target, pages=_PAGES_AT_ONCE, progress=_told(tell), sleep=0)
    except sqlite3.Error as error:
        raise RestoreRefused(f"La base n’a pas pu être remplacée : {error}.") from error
    finally:
        staged.unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a database that no other process has open. Raises RestoreRefused.

    Leaving WAL takes the file for oneself: every other connection, idle or not, prevents it.
    """
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise RestoreRefused(STILL_RUNNING) from error
        if mode != "delete":
            raise RestoreRefused(STILL_RUNNING)
        connection.execute("PRAGMA synchronous=FULL")
        yield connection


def _check_space(source: sqlite3.Connection, folder: Path) -> None:
    pages = source.execute("PRAGMA page_count").fetchone()[0]
    needed = pages * source.execute("PRAGMA page_size").fetchone()[0]
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupFailed(
            f"Pas assez de place dans {folder} : il faut {needed >> 20} Mio, il en reste {free >> 20}."
        )


def _count(connection: sqlite3.Connection, name: str) -> int:
    quoted = name.replace('"', '""')
    count: int = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608
    return count


def _told(tell: Pages) -> Callable[[int, int, int], None]:
    return lambda _status, remaining, total: tell(total - remaining, total)
