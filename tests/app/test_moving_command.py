"""`chevet export person`, `chevet import person`: a whole file by the command line, or nothing."""

from __future__ import annotations

import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from app.areas.persons.models import Person
from app.commands import moving
from app.gate.directory.models import Establishment
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from tests.areas.conftest import Home
from tests.areas.conftest import home as home
from tests.fixtures.houses import settings_in


@pytest.fixture
def away(tmp_path: Path, empty_files: Path) -> Iterator[House]:
    """An installation that was just made."""
    folder = tmp_path / "away"
    folder.mkdir()
    for name in ("chevet.db", "keys.db"):
        shutil.copy(empty_files / name, folder / name)
    made = open_house(settings_in(folder))
    with acting_for_every():
        yield made
    made.close()


def run(monkeypatch: pytest.MonkeyPatch, house: House, *words: str) -> Result:
    """The command in that installation."""

    @contextmanager
    def opened() -> Iterator[House]:
        yield house

    monkeypatch.setattr(moving, "opened", opened)
    group = moving.export if words[0] == "export" else moving.import_
    return CliRunner().invoke(group, words[1:])


def exported(monkeypatch: pytest.MonkeyPatch, home: Home, person: uuid.UUID, to: Path) -> Result:
    return run(monkeypatch, home.house, "export", "person", str(person), str(to))


def fingerprint(said: Result) -> str:
    return next(line for line in said.output.splitlines() if line.startswith("Empreinte"))


def people(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_file_leaves_and_arrives_with_its_home_in_an_installation_that_has_none(
    home: Home, away: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "jeanne.zip"
    left = exported(monkeypatch, home, home.admit(), path)
    assert left.exit_code == 0 and "en clair" in left.output
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    arrived = run(monkeypatch, away, "import", "person", str(path))
    assert arrived.exit_code == 0, arrived.output
    assert fingerprint(arrived) == fingerprint(left)
    with away.database.read() as session:
        assert session.scalars(select(Establishment.id)).all() == [home.id]


def test_it_writes_over_nothing_and_leaves_nothing_half_written(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there.zip"
    there.write_bytes(b"mine")
    assert exported(monkeypatch, home, home.admit(), there).exit_code != 0
    assert there.read_bytes() == b"mine"
    assert exported(monkeypatch, home, uuid.uuid4(), tmp_path / "nobody.zip").exit_code != 0
    assert [one.name for one in tmp_path.glob("*.zip")] == ["there.zip"]
    assert list(tmp_path.glob(".*")) == []


def test_what_is_refused_writes_nothing(
    home: Home, away: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "jeanne.zip"
    exported(monkeypatch, home, home.admit(), path)
    twice = run(monkeypatch, home.house, "import", "person", str(path))
    assert twice.exit_code != 0 and people(home.house) == 1
    path.write_bytes(path.read_bytes()[:-100])
    cut = run(monkeypatch, away, "import", "person", str(path))
    assert cut.exit_code != 0 and people(away) == 0
    with away.database.read() as session:
        assert session.scalars(select(Establishment.id)).all() == []
