"""Each migration is proven up and down, and says exactly what the models say."""

from __future__ import annotations

import base64
import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from app.ground.database import Database
from app.migrations.run import Which, config, is_current

PLACES: list[Which] = ["care", "keys"]


@pytest.mark.parametrize("which", PLACES)
def test_the_models_and_the_migrations_agree(tmp_path: Path, which: Which) -> None:
    url = f"sqlite:///{tmp_path}/{which}.db"
    assert not is_current(which, url)
    command.upgrade(config(which, url), "head")
    assert is_current(which, url)
    command.check(config(which, url))


@pytest.mark.parametrize("which", PLACES)
def test_going_down_leaves_nothing_and_up_again_works(tmp_path: Path, which: Which) -> None:
    url = f"sqlite:///{tmp_path}/{which}.db"
    command.upgrade(config(which, url), "head")
    command.downgrade(config(which, url), "base")
    database = Database(url)
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.close()
    command.upgrade(config(which, url), "head")
    assert is_current(which, url)


def test_rows_survive_an_upgrade(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/care.db"
    command.upgrade(config("care", url), "0001")
    database = Database(url)
    with database.write() as session:  # in the words of then: today's models know more columns
        session.execute(
            text(
                "INSERT INTO establishment (id, name, kind, timezone, idle_seconds, epoch, created_at) "
                "VALUES (:id, 'Les Tilleuls', 'nursing_home', 'Europe/Paris', 120, :id, '2026-01-01')"
            ),
            {"id": uuid.uuid4().hex},
        )
    command.upgrade(config("care", url), "head")
    command.downgrade(config("care", url), "0001")
    with database.read() as session:
        assert session.execute(text("SELECT name FROM establishment")).scalar() == "Les Tilleuls"
    database.close()


def test_what_was_quarantined_and_flagged_before_is_told_to_the_new_columns(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/care.db"
    command.upgrade(config("care", url), "0007")
    install, flagged = uuid.uuid4(), uuid.uuid4()
    _fill(tmp_path / "care.db", install, flagged)
    command.upgrade(config("care", url), "head")
    assert _all(tmp_path, "SELECT install, seq FROM quarantine ORDER BY seq DESC") == [
        (install.hex, 7),
        (None, None),
        (None, None),
    ]
    assert _all(tmp_path, "SELECT id, type, flags FROM flagged") == [
        (flagged.hex, "person.open", '["clock_adrift"]')
    ]
    command.downgrade(config("care", url), "0007")
    assert _all(tmp_path, "SELECT count(*) FROM quarantine") == [(3,)]
    assert _all(tmp_path, "SELECT count(*) FROM device_unit") == [(1,)]


def _fill(file: Path, install: uuid.UUID, flagged: uuid.UUID) -> None:
    """Three quarantined envelopes, one of which says its number; two commands, one of them flagged."""
    home, at, other = uuid.uuid4().hex, "2026-11-20 08:00:00.000000", uuid.uuid4().hex
    head = json.dumps({"ins": str(install), "seq": 7}).encode()
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(
            "INSERT INTO establishment (id, name, kind, timezone, epoch, idle_seconds, created_at)"
            " VALUES (?, 'x', 'nursing_home', 'Europe/Paris', ?, 120, ?)",
            (home, other, at),
        )
        raw.execute(
            "INSERT INTO device (id, establishment_id, name, kind, is_demo, created_at)"
            " VALUES (?, ?, 'x', 'shared', 0, ?)",
            (other, home, at),
        )
        raw.execute("INSERT INTO device_unit (device_id, unit_id) VALUES (?, ?)", (other, other))
        for sealed in (base64.urlsafe_b64encode(head).rstrip(b"=") + b".x.y.z.t", b"abc", b""):
            raw.execute(
                "INSERT INTO quarantine (id, establishment_id, digest, device_id, code, reason,"
                " envelope, received_at) VALUES (?, ?, ?, ?, 'invalid', 'x', ?, ?)",
                (uuid.uuid4().hex, home, sealed, other, sealed, at),
            )
        for id_, flags in ((flagged, '["clock_adrift"]'), (uuid.uuid4(), "null")):
            raw.execute(
                "INSERT INTO command (id, establishment_id, digest, type, device_id, install, seq,"
                " session_id, author_id, occurred_at, received_at, flags) VALUES"
                " (?, ?, ?, 'person.open', ?, ?, 1, ?, ?, ?, ?, ?)",
                (id_.hex, home, b"d", other, install.hex, other, other, at, at, flags),
            )


def _all(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "care.db")) as raw:
        return raw.execute(query).fetchall()


def test_whoever_is_away_has_an_open_absence_after_the_step(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/care.db"
    command.upgrade(config("care", url), "0018")
    home, away, here = (uuid.uuid4().hex for _ in range(3))
    at = "2026-11-20 09:00:00"
    with closing(sqlite3.connect(tmp_path / "care.db")) as database, database:
        database.execute(
            "INSERT INTO establishment (id, name, kind, timezone, idle_seconds, epoch, created_at) "
            "VALUES (?, 'Les Tilleuls', 'nursing_home', 'Europe/Paris', 120, ?, ?)",
            (home, home, at),
        )
        for person, presence in ((away, "hospital"), (here, "present")):
            database.execute(
                "INSERT INTO person (id, establishment_id, presence, sealed, admitted_at, created_at,"
                " placed_revision, revision) VALUES (?, ?, ?, x'00', ?, ?, 0, 0)",
                (person, home, presence, at, at),
            )
        database.execute(
            "INSERT INTO movement (id, establishment_id, person_id, kind, occurred_at, received_at) "
            "VALUES (?, ?, ?, 'hospital', '2026-11-21 10:30:00', '2026-11-21 10:31:00')",
            (uuid.uuid4().hex, home, away),
        )
    command.upgrade(config("care", url), "head")
    assert _all(tmp_path, "SELECT person_id, kind, state, from_at, until_at FROM absence") == [
        (away, "hospital", "ongoing", "2026-11-21 10:30:00.000000", None)
    ]
