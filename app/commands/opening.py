"""Opens a house for a command, acting for every establishment, and closes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.ground.config import load_settings
from app.ground.errors import ConfigError
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
            yield house
    finally:
        house.close()
