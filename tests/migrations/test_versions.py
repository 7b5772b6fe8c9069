"""What was written before entries had versions stands as a first version, and stays when the step goes down."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text

from app.migrations.run import config
from tests.fixtures.postgres import PostgresServer

HOME, PERSON, STAFF, ENTRY = (uuid.uuid4() for _ in range(4))
AT = "2026-11-21 14:00:00"
ROWS = (
    ("establishment", {"id": HOME, "name": "Les Tilleuls", "kind": "nursing_home", "epoch": HOME,
                       "timezone": "Europe/Paris", "idle_seconds": 120, "created_at": AT}),
    ("person", {"id": PERSON, "establishment_id": HOME, "presence": "present", "sealed": b"x",
                "admitted_at": AT, "created_at": AT, "placed_revision": 0, "revision": 0}),
    ("staff", {"id": STAFF, "establishment_id": HOME, "role": "nurse", "sealed": b"x",
               "created_at": AT, "revision": 0}),
    ("entry", {"id": ENTRY, "establishment_id": HOME, "person_id": PERSON, "author_id": STAFF,
               "cible": "chute", "vocabulary": 1, "importance": "normal", "is_to_read": False,
               "is_alarm": True, "is_incomplete": True, "occurred_at": AT, "received_at": AT,
               "expires_at": AT, "sealed": b"x", "revision": 3}),
)  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/care.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh_database().replace("postgresql://", "postgresql+psycopg://")


def test_an_entry_is_a_first_version_and_outlives_the_step_down(url: str) -> None:
    command.upgrade(config("care", url), "0005")
    engine = create_engine(url)
    as_stored: Callable[[object], object] = (
        (lambda value: value.hex if isinstance(value, uuid.UUID) else value)
        if engine.dialect.name == "sqlite"
        else (lambda value: value)
    )
    with engine.begin() as connection:
        _tell(connection)
        for table, row in ROWS:
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            stored = {name: as_stored(value) for name, value in row.items()}
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), stored)
    command.upgrade(config("care", url), "head")
    assert _entry(engine, "root_id, corrects, corrected_at, version, superseded_by, revision") == (
        *(None, None, None, 1, None),
        3,
    )
    command.downgrade(config("care", url), "0005")
    assert _entry(engine, "cible, revision") == ("chute", 3)
    engine.dispose()


def _entry(engine: Engine, columns: str) -> tuple[object, ...]:
    with engine.begin() as connection:
        _tell(connection)
        return tuple(connection.execute(text(f"SELECT {columns} FROM entry")).one())


def _tell(connection: object) -> None:
    """Which homes' rows may be seen: all."""
    if connection.dialect.name == "postgresql":  # type: ignore[attr-defined]
        connection.execute(text("SELECT set_config('chevet.establishment', '*', true)"))  # type: ignore[attr-defined]
