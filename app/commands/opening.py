"""Opens a house for a command, acting for every establishment, and closes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.ground.backup.restoring import UNFINISHED
from app.ground.config import load_settings
from app.ground.errors import ConfigError
from app.ground.facts import get_fact
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from app.migrations.run import is_current


@contextmanager
def opened() -> Iterator[House]:
    """The house named by the environment. Raises ConfigError when it was not initialised."""
    settings = load_settings()
    house = open_house(settings)
    try:
        if not is_current("care", settings.migration_database_url):
            raise ConfigError("La base n’est pas à jour : lancez « chevet init ».")
        with acting_for_every():
            _refuse_half_restored(house)
            yield house
    finally:
        house.close()


def _refuse_half_restored(house: House) -> None:
    """Between the data and what a restore owes, nobody may work on them."""
    with house.database.read() as session:
        if get_fact(session, UNFINISHED) is not None:
            raise ConfigError(
                "Une restauration a été interrompue : relancez « chevet restore » avec la même sauvegarde."
            )
