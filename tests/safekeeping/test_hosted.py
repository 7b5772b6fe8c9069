"""Backups of databases as they are hosted: roles apart, row-level security in force, or of an older version."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text

from app.areas.persons.models import Person
from app.ground import clock
from app.ground.backup import programs, writing
from app.ground.backup.errors import RestoreRefused
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for, acting_for_every
from app.migrations.run import config, is_current, upgrade
from app.safekeeping import restore, restoring
from tests.fixtures.houses import settings_in
from tests.fixtures.postgres import PostgresServer
from tests.safekeeping.days import HOUR, NOW, Days, at, days_over


@pytest.fixture
def hosted(postgres: PostgresServer, tmp_path: Path) -> Iterator[Days]:
    """As deploy/postgresql/roles.sh makes it: one role owns the tables, another serves, a third has the keys."""
    care, keys = (postgres.fresh_database() for _ in range(2))
    owner, holder = postgres.as_user("chevet_owner", care), postgres.as_user("chevet_keys", keys)
    for role, url in (("chevet_owner", care), ("chevet_keys", keys)):
        postgres.sql(f"ALTER DATABASE {url.rsplit('/', 1)[1]} OWNER TO {role}")
    app = postgres.as_user("chevet_app", care)
    settings = settings_in(
        tmp_path, DATABASE_URL=app, MIGRATION_DATABASE_URL=owner, KEYSTORE_URL=holder
    )
    upgrade(settings)
    with acting_for_every(), clock.frozen(NOW):
        made = days_over(open_house(settings), tmp_path)
        yield made
        made.house.close()


@pytest.mark.postgresql
def test_row_level_security_hides_nothing_from_a_backup_and_holds_after_it(hosted: Days) -> None:
    hosted.write()
    made = hosted.back_up()
    assert made.manifest.rows["person"] == 6  # of both homes
    assert made.manifest.migration is not None
    with at(NOW + HOUR):
        hosted.write()
        hosted.restore()
        assert hosted.offer_again() == ["duplicate", "applied"]  # as the role that serves
    with acting_for(hosted.exchange.other.id), hosted.house.database.read() as session:
        assert session.scalars(select(Person.establishment_id).distinct()).all() == [
            hosted.exchange.other.id
        ]


def test_no_password_stands_in_a_command_line() -> None:
    url = "postgresql+psycopg://owner:s3cr%40t@db.example:5433/chevet?sslmode=require"
    assert programs.address(url) == "postgresql://owner@db.example:5433/chevet?sslmode=require"
    assert programs.environment(url)["PGPASSWORD"] == "s3cr@t"


def migrated(folder: Path, revision: str) -> House:
    """A house on SQLite at that revision, with one home."""
    settings = settings_in(folder)
    folder.mkdir(exist_ok=True)
    command.upgrade(config("care", settings.database_url), revision)
    command.upgrade(config("keys", settings.keystore_url), "head")
    return open_house(settings)


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    house = migrated(tmp_path / "instance", "0005")
    with house.database.write() as session:
        session.execute(text(_HOME))
    house.vault.create_establishment(uuid.UUID(_HOME_ID))
    house.close()
    writing.back_up(house.settings, tmp_path / "b" / "data", tmp_path / "b" / "keys")
    (tmp_path / "instance" / "chevet.db").unlink()
    done = restore(house.settings, tmp_path / "b")
    assert done.manifest.migration == "0005"
    assert is_current("care", house.settings.database_url)
    with house.database.read() as session:
        assert session.scalar(text("SELECT name FROM establishment")) == "Les Tilleuls"
    house.close()


def test_a_backup_of_a_newer_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = migrated(tmp_path / "instance", "head")
    house.close()
    writing.back_up(house.settings, tmp_path / "b" / "data", tmp_path / "b" / "keys")
    monkeypatch.setattr(restoring.migrations, "knows", lambda *_: False)
    with pytest.raises(RestoreRefused, match="version plus récente"):
        restore(house.settings, tmp_path / "b")


def test_a_revision_nobody_wrote_is_unknown() -> None:
    assert restoring.migrations.knows("care", "0001")
    assert not restoring.migrations.knows("care", "9999")


_HOME_ID = "01a1f000000070008000000000000001"
_HOME = """
    INSERT INTO establishment (id, name, kind, timezone, idle_seconds, epoch, created_at)
    VALUES ('01a1f000000070008000000000000001', 'Les Tilleuls', 'nursing_home', 'Europe/Paris', 120,
            '01a1f000000070008000000000000002', '2026-01-01 00:00:00')
"""
