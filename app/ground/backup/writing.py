"""Making a backup: both databases and the files copied while others write, read again, and only then given their names.

Data first, then files, then keys: whatever the data name has its file, which cannot go meanwhile, and its key in the
copy of the keys, which is made later.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Uuid, column, func, inspect, select, table
from sqlalchemy.orm import Session

from app.ground import clock
from app.ground.backup import files, folders, manifest, postgresql, sqlite
from app.ground.backup.errors import BackupFailed
from app.ground.backup.manifest import Manifest, Part
from app.ground.backup.progress import Doing, Step, Tell, silent
from app.ground.config import Settings
from app.ground.database import Database
from app.ground.files import open_blobs
from app.ground.ids import new_id
from app.ground.release import version
from app.ground.tenancy import acting_for_every

CLOCKS_APART = timedelta(seconds=60)
"""How far the clocks of two machines of one installation may stand apart."""

KEYS_KEPT = timedelta(days=30)
"""How long copies of the key store live: whoever was erased is unreadable everywhere after that."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished, verified backup: where its parts lie, how many files are new, how many older backups went."""

    data: Path
    keys: Path
    manifest: Manifest
    new_files: int
    dropped: int

    @property
    def through(self) -> datetime:
        """Whatever was received at or before this instant is inside."""
        return self.manifest.through


def back_up(
    settings: Settings,
    data_in: Path,
    keys_in: Path,
    *,
    keep: int | None = None,
    tell: Tell = silent,
) -> Backup:
    """Copies both databases and the files. Raises BackupFailed or ConfigError; then nothing new stands under a name.

    An answer tells its time once it is committed, and the copies are of instants after `through`: whatever a tablet was
    told to be received by then is in them.
    """
    begun_at = clock.now()
    id = new_id().hex
    about = _About(id, begun_at - CLOCKS_APART, folders.name_of(begun_at, id), tell)
    live, copies = open_blobs(settings.files_url), files.place_in(data_in)
    with (
        acting_for_every(),
        _half(data_in, about) as data,
        _half(keys_in, about) as keys,
        files.nothing_goes(live, copies),
    ):
        made = _copy(settings.migration_database_url, "data", data, about)
        copied = files.copy(live, copies, data, tell)
        made = replace(made, files=copied.files, finished_at=clock.now())
        made.write(data)
        _copy(settings.keystore_url, "keys", keys, about).write(keys)
        final_keys, final_data = folders.publish(keys), folders.publish(data)
    dropped = folders.drop_old(data_in, "data", keep=keep)
    dropped += folders.drop_old(keys_in, "keys", keep=keep, before=begun_at - KEYS_KEPT)
    files.drop_unlisted(data_in, before=begun_at)
    return Backup(final_data, final_keys, made, copied.new, dropped)


@dataclass(frozen=True, slots=True)
class _About:
    id: str
    through: datetime
    name: str
    tell: Tell

    def teller(self, part: Part, doing: Doing, unit: Any) -> Callable[..., None]:
        return lambda done, total=0: self.tell(Step(part, doing, done, total, unit))


@contextmanager
def _half(place: Path, about: _About) -> Iterator[Path]:
    """A folder that exists only until it has its name."""
    half = folders.begin(place, about.name)
    try:
        yield half
    except OSError as error:
        raise BackupFailed(f"Impossible d’écrire la sauvegarde : {error.strerror}.") from error
    finally:
        folders.drop(half)


def _copy(url: str, part: Part, into: Path, about: _About) -> Manifest:
    """One database, copied, read again and described."""
    database = Database(url)
    try:
        with database.read() as session:
            made = _describe(session, part, about)
            rows, path = _copied(session, url, part, into, about)
    finally:
        database.close()
    if rows != made.rows:
        raise BackupFailed("La copie relue n’a pas les mêmes lignes que la base.")
    made = replace(
        made,
        file=path.name,
        size=path.stat().st_size,
        sha256=manifest.sha256_of(path),
        finished_at=clock.now(),
    )
    folders.sync_file(path)
    return made


def _copied(
    session: Session, url: str, part: Part, into: Path, about: _About
) -> tuple[dict[str, int], Path]:
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        path = into / sqlite.FILE
        raw: Any = connection.connection.driver_connection
        sqlite.copy(raw, path, about.teller(part, "copy", "pages"))
        rows = sqlite.verify(path)
        about.tell(Step(part, "verify", sum(rows.values()), sum(rows.values()), "rows"))
    else:
        path = into / postgresql.FILE
        postgresql.copy(url, connection, path, about.teller(part, "copy", "bytes"))
        told = about.teller(part, "verify", "rows")
        rows = postgresql.verify(path, url, connection, told)
    return rows, path


def _describe(session: Session, part: Part, about: _About) -> Manifest:
    """What the reading transaction sees: it is that, and nothing later, that the copy must hold."""
    connection = session.connection()
    rows = {
        name: session.scalar(select(func.count()).select_from(table(name))) or 0
        for name in sorted(inspect(connection).get_table_names())
    }
    return Manifest(
        id=about.id,
        part=part,
        engine=connection.dialect.name,
        version=version(),
        migration=_migration(session, rows),
        through=about.through,
        finished_at=clock.now(),
        file="",
        size=0,
        sha256="",
        rows=rows,
        homes=_homes(session, part),
        seal_number=_last_seal(session, part),
    )


def _migration(session: Session, rows: dict[str, int]) -> str | None:
    if "alembic_version" not in rows:
        return None
    return session.scalar(select(column("version_num")).select_from(table("alembic_version")))


def _homes(session: Session, part: Part) -> list[str]:
    """The establishments: of the data, or those whose keys are there."""
    home: Any = column("id" if part == "data" else "establishment_id", Uuid())
    name = "establishment" if part == "data" else "wrapping_key"
    found: set[uuid.UUID] = set(session.scalars(select(home).select_from(table(name)).distinct()))
    return sorted(str(one) for one in found)


def _last_seal(session: Session, part: Part) -> int:
    if part == "keys":
        return 0
    number: Any = column("number")
    return session.scalar(select(func.max(number)).select_from(table("audit_seal"))) or 0
