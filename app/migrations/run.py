"""Brings a database up to date, or back, with Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url

from app.ground.config import Settings
from app.ground.database import make_engine

Which = Literal["care", "keys"]
_HERE = Path(__file__).parent


def config(which: Which, url: str) -> Config:
    """Alembic's configuration for one of the two databases."""
    made = Config()
    made.set_main_option("script_location", str(_HERE / which))
    made.attributes["url"] = url
    return made


def upgrade(settings: Settings) -> None:
    """Both databases to the newest revision. Idempotent, and quick when nothing is to be done."""
    for which, url in (("care", settings.migration_database_url), ("keys", settings.keystore_url)):
        if not is_current(which, url):  # type: ignore[arg-type]
            command.upgrade(config(which, url), "head")  # type: ignore[arg-type]
    _let_the_application_in(settings)


def _let_the_application_in(settings: Settings) -> None:
    """On PostgreSQL with an owner apart, the application's role may use the tables and owns none."""
    owner, user = make_url(settings.migration_database_url), make_url(settings.database_url)
    if not user.drivername.startswith("postgresql") or owner.username in (None, user.username):
        return
    engine = make_engine(settings.migration_database_url)
    with engine.begin() as connection:
        role = connection.dialect.identifier_preparer.quote(str(user.username))
        connection.exec_driver_sql(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
    engine.dispose()


def is_current(which: Which, url: str) -> bool:
    """Whether that database is at the newest revision this code knows."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return at == ScriptDirectory.from_config(config(which, url)).get_current_head()


def knows(which: Which, revision: str) -> bool:
    """Whether this code can bring a database at `revision` up to date: a newer version's is unknown here."""
    script = ScriptDirectory.from_config(config(which, "sqlite://"))
    return revision in {step.revision for step in script.walk_revisions()}
