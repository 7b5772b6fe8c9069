"""A person whose file arrives is on the tablets of their unit at their next question, with what was written of them."""

from __future__ import annotations

import json
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.areas.observations.commands import Typed, record_observation
from app.areas.privacy.arriving import take_in
from app.areas.privacy.packing import MANIFEST, Archive, canonical, digest
from app.areas.privacy.parcel import read
from app.ground import clock
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from tests.areas.conftest import Home
from tests.areas.privacy.test_round_trip import export
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW
from transmissions.observations import BY_NAME


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "here"
    folder.mkdir()
    made = open_house(settings_in(folder))
    create_tables(made)
    with acting_for_every(), clock.frozen(NOW):
        yield made
    made.close()


def renamed(path: Path, was: uuid.UUID, now: uuid.UUID) -> Path:
    """The same file, from a home where the unit was known by another identifier."""
    made = path.with_name("renamed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        archive, manifest = Archive(new), json.loads(old.read(MANIFEST))
        for name in old.namelist():
            if name != MANIFEST:
                archive.add(name, old.read(name).replace(str(was).encode(), str(now).encode()))
        manifest |= {"fichiers": archive.files, "empreinte": digest(archive.files)}
        new.writestr(MANIFEST, canonical(manifest))
    return made


def test_the_unit_hears_of_whoever_arrives(home: Home, here: House, tmp_path: Path) -> None:
    jeanne = home.admit(family_name="Arrivante")
    warm = Typed(BY_NAME["temperature"], {"value": "37"}, is_answered=True)
    with home.house.database.write() as session:
        row = record_observation(
            session, home.house.vault, home.leader, warm, person_id=jeanne, now=NOW
        )
    export(home.house, jeanne, tmp_path / "jeanne.zip")
    exchange = exchange_over(here)
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    cursor = exchange.pull(aicha, unit)["cursor"]
    path = renamed(tmp_path / "jeanne.zip", home.units["Glycines"], unit)
    with here.database.write() as session:
        take_in(session, here, exchange.home.id, read(path), now=NOW)
    answer = exchange.pull(aicha, unit, cursor)
    assert [one["family_name"] for one in answer["rows"]["person"]] == ["Arrivante"]
    assert [one["id"] for one in answer["rows"]["observation"]] == [str(row)]
    assert exchange.pull(aicha, unit, answer["cursor"]).get("rows", {}).get("person", []) == []
