"""On PostgreSQL the database itself keeps homes apart, from a role that owns none of its tables."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from app.areas.persons.models import Person
from app.gate.directory.models import Establishment
from app.ground import clock, tenancy
from app.ground.database import Base, Database
from app.migrations.run import config, upgrade
from tests.fixtures.houses import settings_in
from tests.fixtures.postgres import PostgresServer

pytestmark = pytest.mark.postgresql
HERE, THERE = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def database(postgres: PostgresServer, tmp_path: Path) -> Iterator[Database]:
    """Migrated by its owner, used by a role that owns nothing; each home has one person."""
    owner = postgres.fresh_database()
    settings = settings_in(
        tmp_path,
        MIGRATION_DATABASE_URL=owner,
        DATABASE_URL=postgres.as_user("chevet_app", owner),
        KEYSTORE_URL=f"sqlite:///{tmp_path}/keys.db",
    )
    upgrade(settings)
    command.check(config("care", settings.migration_database_url))
    database = Database(settings.database_url)
    with tenancy.acting_for_every(), database.write() as session:
        for home in (HERE, THERE):
            session.add(_home(home))
        session.flush()
        for home in (HERE, THERE):
            session.add(_person(home))
    yield database
    database.close()


def _home(home: uuid.UUID) -> Establishment:
    now = clock.now()
    return Establishment(id=home, name="x", kind="nursing_home", epoch=uuid.uuid4(), created_at=now)


def _person(home: uuid.UUID) -> Person:
    now = clock.now()
    return Person(
        id=uuid.uuid4(), establishment_id=home, sealed=b"x", admitted_at=now, created_at=now
    )


def _seen(database: Database) -> list[uuid.UUID]:
    with database.read() as session:
        return list(session.scalars(select(Person.establishment_id)))


def test_told_nothing_it_shows_nothing(database: Database) -> None:
    assert _seen(database) == []


def test_it_shows_the_home_it_was_told_and_no_other(database: Database) -> None:
    with tenancy.acting_for(HERE):
        assert _seen(database) == [HERE]
    with tenancy.acting_for_every():
        assert sorted(_seen(database)) == sorted([HERE, THERE])
    assert _seen(database) == []


def test_it_takes_no_row_for_another_home(database: Database) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        tenancy.acting_for(HERE),
        database.write() as session,
    ):
        session.add(_person(THERE))


def test_another_homes_rows_are_neither_changed_nor_deleted(database: Database) -> None:
    with tenancy.acting_for(HERE), database.write() as session:
        changed = session.execute(text("UPDATE person SET presence = 'outing'"))
        deleted = session.execute(
            text("DELETE FROM person WHERE establishment_id = :home"), {"home": THERE}
        )
        assert (changed.rowcount, deleted.rowcount) == (1, 0)  # type: ignore[attr-defined]


def test_the_application_cannot_lift_the_rule(database: Database) -> None:
    with pytest.raises(ProgrammingError, match="owner"), database.write() as session:
        session.execute(text("ALTER TABLE person DISABLE ROW LEVEL SECURITY"))


def test_what_speaks_of_persons_is_kept_apart(database: Database) -> None:
    """Every table about persons of a home, whoever adds one; the trail and tombstones are read over all homes."""
    read_by_maintenance = {"audit_event", "erasure"}
    about = {
        name
        for name, table in Base.metadata.tables.items()
        if {"establishment_id", "person_id"} <= set(table.c.keys())
    }
    with database.read() as session:
        kept_apart = set(session.scalars(text("SELECT tablename FROM pg_policies")))
    assert {"entry", "follow_up", "follow_up_step"} <= about
    assert about - kept_apart <= read_by_maintenance


def test_all_steps_go_down_again(postgres: PostgresServer) -> None:
    url = postgres.fresh_database().replace("postgresql://", "postgresql+psycopg://")
    command.upgrade(config("care", url), "head")
    command.downgrade(config("care", url), "base")
    command.upgrade(config("care", url), "head")
