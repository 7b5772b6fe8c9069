"""Each migration is proven up and down, and says exactly what the models say."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from app.gate.directory.models import Establishment
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
    home = uuid.uuid4()
    with database.write() as session:
        session.add(
            Establishment(
                id=home,
                name="Les Tilleuls",
                kind="nursing_home",
                epoch=uuid.uuid4(),
                created_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    command.upgrade(config("care", url), "head")
    command.downgrade(config("care", url), "0001")
    with database.read() as session:
        assert session.execute(text("SELECT name FROM establishment")).scalar() == "Les Tilleuls"
    database.close()
