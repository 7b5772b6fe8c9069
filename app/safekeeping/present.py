"""What stands where a backup is to be put back, before anything changes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from app.gate.audit import heads
from app.gate.audit.models import AuditSeal
from app.gate.directory.models import Establishment
from app.ground.backup.durable import durable_through
from app.ground.backup.errors import RestoreRefused
from app.ground.backup.restorations import INSTALLATION
from app.ground.backup.restoring import file_of
from app.ground.config import Settings
from app.ground.database import Database
from app.ground.tenancy import acting_for_every
from app.ground.vault import Vault, VaultError, master
from app.ground.vault.keystore import WrappingKey


@dataclass(frozen=True, slots=True)
class Present:
    """The database that would be replaced: nothing when there is none, or it does not open."""

    homes: tuple[str, ...] = ()
    durable_through: datetime | None = None
    heads: dict[str, int] = field(default_factory=dict)


def present_data(settings: Settings) -> Present:
    """What the database at hand holds. One that is damaged, or of another version, is what a restore is for."""
    if not _exists(settings.migration_database_url):
        return Present()
    database = Database(settings.migration_database_url)
    try:
        with acting_for_every(), database.read() as session:
            if not inspect(session.connection()).has_table("establishment"):
                return Present()
            return Present(
                homes=tuple(session.scalars(select(Establishment.name))),
                durable_through=durable_through(session),
                heads={
                    heads.encode(row.head): row.number
                    for row in session.execute(select(AuditSeal.head, AuditSeal.number))
                },
            )
    except SQLAlchemyError:
        return Present()
    finally:
        database.close()


def keys_are_here(settings: Settings, homes: Iterable[str]) -> bool:
    """Whether the key store at hand is that of `homes`, so that it is kept: it knows who was erased since.

    False when there is none. Raises RestoreRefused when it is another installation's, or the master key is.
    """
    known = _homes_with_keys(settings)
    wanted = {uuid.UUID(home) for home in homes}
    if not known:
        return False
    if not wanted <= known:
        raise RestoreRefused(
            "La base des clés présente n’est pas celle de cette sauvegarde : déplacez-la "
            "(ou nommez-en une autre par KEYSTORE_URL), puis relancez."
        )
    check_master_key(settings)
    return True


def check_master_key(settings: Settings) -> None:
    """Raises RestoreRefused when the master key does not open the key store."""
    assert settings.master_key is not None
    store = Database(settings.keystore_url)
    try:
        Vault(store, settings.master_key, lambda: master.kept(settings.instance)).check()
    except VaultError as error:
        raise RestoreRefused(
            "La clé maîtresse n’ouvre pas la base des clés : il faut celle du moment de la sauvegarde, "
            "ou celle qui l’a remplacée depuis."
        ) from error
    finally:
        store.close()


def _homes_with_keys(settings: Settings) -> set[uuid.UUID]:
    if not _exists(settings.keystore_url):
        return set()
    store = Database(settings.keystore_url)
    try:
        with store.read() as session:
            if not inspect(session.connection()).has_table("wrapping_key"):
                return set()
            found = set(session.scalars(select(WrappingKey.establishment_id)))
    finally:
        store.close()
    return found - {INSTALLATION}


def _exists(url: str) -> bool:
    """A SQLite file is not made by looking for it."""
    return make_url(url).get_backend_name() != "sqlite" or file_of(url).exists()
