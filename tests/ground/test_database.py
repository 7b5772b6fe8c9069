"""The database's own guarantees: durability settings, revisions, who may write."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from app.gate.directory.models import Establishment, Unit
from app.ground.database import Base, Database, WritesHeld, holding_writes, take_revision
from app.migrations import tables as _tables  # noqa: F401

HOME, OTHER = uuid.uuid4(), uuid.uuid4()
NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        for home in (HOME, OTHER):
            session.add(
                Establishment(
                    id=home, name="x", kind="nursing_home", epoch=uuid.uuid4(), created_at=NOW
                )
            )
    yield database
    database.close()


def unit(home: uuid.UUID) -> Unit:
    return Unit(id=uuid.uuid4(), establishment_id=home, name="Glycines")


def test_every_connection_is_durable(database: Database) -> None:
    with database.read() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_transaction_takes_one_revision_for_all_it_changes(database: Database) -> None:
    with database.write() as session:
        first, second = unit(HOME), unit(HOME)
        session.add(first)
        session.flush()
        session.add(second)
    assert (first.revision, second.revision) == (1, 1)
    with database.write() as session:
        again = session.get(Unit, first.id)
        assert again is not None
        again.name = "Capucines"
    with database.read() as session:
        rows = dict(session.execute(select(Unit.id, Unit.revision)).all())
    assert rows == {first.id: 2, second.id: 1}


def test_each_establishment_counts_alone(database: Database) -> None:
    with database.write() as session:
        here, there = unit(HOME), unit(OTHER)
        session.add_all([here, there])
    assert (here.revision, there.revision) == (1, 1)
    with database.write() as session:
        assert take_revision(session, HOME) == 2
        assert take_revision(session, HOME) == 2


def test_a_rolled_back_revision_is_given_again(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as session:
        session.add(unit(HOME))
        session.flush()
        raise RuntimeError
    with database.write() as session:
        session.add(row := unit(HOME))
    assert row.revision == 1


def test_an_instant_needs_its_zone_and_comes_back_in_utc(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.write() as session:
        home = session.get(Establishment, HOME)
        assert home is not None
        home.created_at = datetime(2026, 1, 1)
    with database.read() as session:
        found = session.get(Establishment, HOME)
        assert found is not None and found.created_at == NOW


def test_writes_are_held_while_a_form_is_only_shown_again_but_what_tells_who_read(
    database: Database,
) -> None:
    with holding_writes():
        with pytest.raises(WritesHeld), database.write():
            pass
        with database.write(tells=True) as session:
            session.add(Unit(id=uuid.uuid4(), establishment_id=HOME, name="a", position=1))
        with database.read() as session:
            assert session.scalar(select(Unit.name)) == "a"
    with database.write() as session:
        session.add(Unit(id=uuid.uuid4(), establishment_id=HOME, name="b", position=2))
