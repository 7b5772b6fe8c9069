"""Files that come and go on PostgreSQL as it is hosted: row-level security, a role that owns nothing."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.areas.persons.models import Person
from app.areas.privacy import making
from app.areas.privacy.making import make_copy
from app.areas.privacy.models import AccessCopy
from app.ground.house import House
from app.ground.tenancy import acting_for, acting_for_every
from tests.areas.conftest import NOW, Home, open_home
from tests.areas.privacy.filling import fill
from tests.areas.privacy.test_asking import ask, establish
from tests.areas.privacy.test_copies import asked, handed
from tests.areas.privacy.test_round_trip import arrive, export

pytestmark = pytest.mark.postgresql


def test_a_file_goes_to_a_hosted_home_and_comes_back_the_same(
    home: Home, guarded_house: House, tmp_path: Path
) -> None:
    jeanne = home.admit()
    fill(home, jeanne)
    left = export(home.house, jeanne, tmp_path / "left.zip")
    with acting_for_every():
        there, other = (
            open_home(guarded_house, name, ("Chloé", "Garnier"), {"Sureaux": ("1",)})
            for name in ("Les Érables", "Les Ormes")
        )
        arrive(guarded_house, tmp_path / "left.zip", there.id)
        again = export(guarded_house, jeanne, tmp_path / "again.zip")
    assert again["empreinte"] == left["empreinte"] and again["fichiers"] == left["fichiers"]
    assert count(guarded_house, there.id) == 1
    assert count(guarded_house, other.id) == 0


def count(house: House, home: uuid.UUID) -> int | None:
    with acting_for(home), house.database.read() as session:
        return session.scalar(select(func.count()).select_from(Person))


def test_a_copy_is_made_and_handed_over_where_homes_are_kept_apart(
    guarded_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "drawn", lambda *_: b"%PDF")
    with acting_for_every():
        mine = open_home(guarded_house, "Les Érables", ("Chloé", "Garnier"), {"Glycines": ("101",)})
        other = open_home(guarded_house, "Les Ormes", ("Luc", "Petit"), {"Sureaux": ("1",)})
    with acting_for(mine.id):
        person = mine.admit()
        fill(mine, person)
        request = ask(mine, person)
        establish(mine, request)
        copy = asked(mine, request)
    assert make_copy(guarded_house, copy, now=NOW) == "ready"
    with acting_for(other.id), guarded_house.database.read() as session:
        assert session.get(AccessCopy, copy) is None
    with acting_for(mine.id):
        assert handed(mine, copy).startswith(b"PK")
