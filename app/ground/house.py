"""A house: what one process needs to work (settings, database, vault, blobs), opened once and handed
down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from app.ground.config import Settings
from app.ground.database import Database
from app.ground.errors import ConfigError
from app.ground.files import Blobs, open_blobs
from app.ground.vault import Vault, master


@dataclass(slots=True)
class House:
    """Settings, the care database, the vault and the place for blobs of this process."""

    settings: Settings
    database: Database
    vault: Vault
    blobs: Blobs

    def close(self) -> None:
        self.database.close()
        self.vault.keystore.close()


def open_house(settings: Settings) -> House:
    """Opens database and vault. Raises ConfigError, in French, when a key or an address is
    missing.
    """
    if settings.master_key is None:
        raise ConfigError(
            "Aucune clé maîtresse : lancez « chevet init », "
            "ou donnez MASTER_KEY ou MASTER_KEY_FILE."
        )
    if not settings.keystore_url:
        raise ConfigError(
            "KEYSTORE_URL manque : avec PostgreSQL, les clés vivent dans une autre base."
        )
    if settings.keystore_url == settings.database_url:
        raise ConfigError(
            "KEYSTORE_URL et DATABASE_URL nomment la même base : les clés doivent vivre à part."
        )
    return House(
        settings,
        Database(settings.database_url),
        Vault(Database(settings.keystore_url), settings.master_key, _masters(settings)),
        open_blobs(settings.files_url),
    )


def _masters(settings: Settings) -> Callable[[], list[bytes]]:
    """Where a replaced master key is found: in the instance, when that is where it came from."""
    from_file = settings.master_key in master.kept(settings.instance)
    return (lambda: master.kept(settings.instance)) if from_file else list


def current_house() -> House:
    """The house of the running Flask application."""
    house: House = current_app.extensions["chevet"]
    return house
