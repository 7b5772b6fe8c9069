"""Putting a backup back: chosen, checked to the byte and read again before anything is touched, then all at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from app.ground.backup import folders, manifest, postgresql, sqlite
from app.ground.backup.errors import BackupFailed, RestoreRefused
from app.ground.backup.manifest import Manifest, Part
from app.ground.backup.progress import Step, Tell, silent
from app.ground.database import make_engine

UNFINISHED = "restore_unfinished"
"""The fact that stands in a restored database until everything that a restore owes is done."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A backup that can be put back: its manifest, its file, and the folder they lie in."""

    manifest: Manifest
    file: Path

    @property
    def folder(self) -> Path:
        return self.file.parent


def choose(source: Path, part: Part, url: str, *, tell: Tell = silent) -> Chosen:
    """The backup that `source` names, verified, if it can go into the database at `url`. Raises RestoreRefused."""
    folder = folders.chosen(source, part)
    told = manifest.read(folder)
    wanted = make_url(url).get_backend_name()
    if told.engine != wanted:
        raise RestoreRefused(
            f"Cette sauvegarde vient de {told.engine}, la base à remplacer est de {wanted}."
        )
    file = manifest.check(folder, told)
    try:
        rows = _read_again(file, url, part, tell)
    except BackupFailed as error:
        raise RestoreRefused(f"{file} : {error}") from error
    if rows != told.rows:
        raise RestoreRefused(f"{file} n’a pas les lignes que son manifeste annonce.")
    return Chosen(told, file)


def put_back(
    chosen: Chosen, url: str, statements: Iterable[str] = (), *, tell: Tell = silent
) -> None:
    """Everything in the database at `url` becomes the backup, changed by `statements`, or nothing changes.

    Raises RestoreRefused when another process uses that database.
    """
    part = chosen.manifest.part
    if chosen.manifest.engine == "sqlite":
        path = file_of(url)
        sqlite.put_back(
            chosen.file,
            path,
            statements,
            lambda done, total: tell(Step(part, "restore", done, total, "pages")),
        )
        return
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            postgresql.put_back(
                chosen.file,
                url,
                connection,
                statements,
                lambda done: tell(Step(part, "restore", done, 0, "bytes")),
            )
    finally:
        engine.dispose()


def refuse_if_used(url: str) -> None:
    """Raises RestoreRefused when another process has the database at `url` open."""
    if make_url(url).get_backend_name() == "sqlite":
        if file_of(url).exists():
            with sqlite.alone(file_of(url)):
                return
        return
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            postgresql.refuse_if_used(connection)
    finally:
        engine.dispose()


def new_epochs(homes: Iterable[str]) -> list[str]:
    """The statements that tell every tablet, from the first moment on, that the server has forgotten something."""
    changed = [
        f"UPDATE establishment SET epoch = '{uuid.uuid4().hex}' WHERE id = '{uuid.UUID(home).hex}';"  # noqa: S608
        for home in homes
    ]
    return [
        *changed,
        f"DELETE FROM fact WHERE name = '{UNFINISHED}';",  # noqa: S608
        f"INSERT INTO fact (name, value) VALUES ('{UNFINISHED}', 'yes');",  # noqa: S608
    ]


def _read_again(file: Path, url: str, part: Part, tell: Tell) -> dict[str, int]:
    if make_url(url).get_backend_name() == "sqlite":
        rows = sqlite.verify(file)
        tell(Step(part, "verify", sum(rows.values()), sum(rows.values()), "rows"))
        return rows
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            told = lambda done: tell(Step(part, "verify", done, 0, "rows"))  # noqa: E731
            return postgresql.verify(file, url, connection, told)
    finally:
        engine.dispose()


def file_of(url: str) -> Path:
    """The file of a SQLite database."""
    return Path(str(make_url(url).database))
