"""A person's file goes from one installation to another, and is the same there: every table, every hash."""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.areas.persons.commands import destroy_key, erase
from app.areas.privacy.arriving import take_in
from app.areas.privacy.leaving import export_person
from app.areas.privacy.packing import MANIFEST, digest
from app.areas.privacy.parcel import NotTaken, read
from app.areas.privacy.reading import table_of
from app.gate.auth.models import Device
from app.gate.directory.models import Staff
from app.gate.directory.structure import units_of
from app.ground.database import Base
from app.ground.house import House, open_house
from app.ground.portable import KEPT, LEFT_OUT, tables_of
from app.ground.tenancy import acting_for_every
from app.migrations import tables
from tests.areas.conftest import NOW, Home, open_home
from tests.areas.privacy.filling import fill, tables_with_persons
from tests.fixtures.houses import settings_in


@pytest.fixture
def away(tmp_path: Path, empty_files: Path) -> Iterator[House]:
    """Another installation, which has never known anybody."""
    folder = tmp_path / "away"
    folder.mkdir()
    for name in ("chevet.db", "keys.db"):
        shutil.copy(empty_files / name, folder / name)
    made = open_house(settings_in(folder))
    with acting_for_every():
        yield made
    made.close()


@pytest.fixture
def jeanne(home: Home) -> uuid.UUID:
    person = home.admit()
    fill(home, person)
    return person


def export(house: House, person_id: uuid.UUID, path: Path) -> dict[str, Any]:
    with path.open("wb") as out:
        return export_person(house, person_id, out, now=NOW)


def arrive(house: House, path: Path, home: uuid.UUID) -> dict[str, int]:
    parcel = read(path)
    with house.database.write() as session:
        return take_in(session, house, home, parcel, now=NOW)


def changed(path: Path, name: str, data: bytes, *, told: bool = False) -> Path:
    """The same archive with other bytes under one name; `told`: its manifest says so too."""
    made = path.with_name(f"changed-{uuid.uuid4().hex}.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            if entry == MANIFEST and told:
                new.writestr(MANIFEST, json.dumps(_retold(old, name, data)))
            else:
                new.writestr(entry, data if entry == name else old.read(entry))
    return made


def _retold(old: zipfile.ZipFile, name: str, data: bytes) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(old.read(MANIFEST))
    for one in manifest["fichiers"]:
        if one["chemin"] == name:
            one["sha256"] = hashlib.sha256(data).hexdigest()
    manifest["empreinte"] = digest(manifest["fichiers"])
    return manifest


def test_every_table_that_tells_of_persons_leaves_or_says_why_it_stays() -> None:
    silent = [
        one.name
        for one in tables_with_persons(tables.Base.metadata)
        if one.name not in KEPT and one.name not in LEFT_OUT
    ]
    assert silent == []


def test_the_file_is_the_same_in_an_installation_that_was_empty(
    home: Home, jeanne: uuid.UUID, away: House, tmp_path: Path
) -> None:
    there = open_home(away, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
    left = export(home.house, jeanne, tmp_path / "jeanne.zip")
    told = arrive(away, tmp_path / "jeanne.zip", there.id)
    assert set(told) == set(KEPT)
    again = export(away, jeanne, tmp_path / "again.zip")
    assert again["empreinte"] == left["empreinte"]
    first, second = (
        {one["chemin"]: one["sha256"] for one in made["fichiers"]} for made in (left, again)
    )
    assert first == second and len(first) > len(KEPT)


def test_the_same_file_makes_the_same_archive_twice(
    home: Home, jeanne: uuid.UUID, tmp_path: Path
) -> None:
    first, second = (export(home.house, jeanne, tmp_path / f"{no}.zip") for no in (1, 2))
    assert first["empreinte"] == second["empreinte"]


def test_authors_come_without_any_right(
    home: Home, jeanne: uuid.UUID, away: House, tmp_path: Path
) -> None:
    there = open_home(away, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
    export(home.house, jeanne, tmp_path / "jeanne.zip")
    arrive(away, tmp_path / "jeanne.zip", there.id)
    with away.database.read() as session:
        author = session.get_one(Staff, home.leader.staff_id)
        assert author.left_at == NOW and author.establishment_id == there.id
        assert (
            away.vault.open(author.id, "staff", author.id, author.sealed)["given_name"] == "Hélène"
        )
        assert all(one.revoked_at for one in session.scalars(select(Device)))
        assert "Glycines" in [one.name for one in units_of(session, there.id)]


def test_nobody_comes_in_twice(home: Home, jeanne: uuid.UUID, tmp_path: Path) -> None:
    export(home.house, jeanne, tmp_path / "jeanne.zip")
    with pytest.raises(NotTaken, match="déjà dans cette installation"):
        arrive(home.house, tmp_path / "jeanne.zip", home.id)


def test_whoever_was_erased_does_not_come_back_by_an_import(home: Home, tmp_path: Path) -> None:
    person = home.admit()
    export(home.house, person, tmp_path / "jeanne.zip")
    with home.house.database.write() as session:
        erase(session, home.house, None, person, now=NOW)
    destroy_key(home.house, person)
    with pytest.raises(NotTaken, match="effacée"):
        arrive(home.house, tmp_path / "jeanne.zip", home.id)


def test_what_changed_on_the_way_is_refused_and_nothing_is_written(
    home: Home, jeanne: uuid.UUID, away: House, tmp_path: Path
) -> None:
    there = open_home(away, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
    path = tmp_path / "jeanne.zip"
    export(home.house, jeanne, path)
    rows = json.loads(zipfile.ZipFile(path).read("donnees/entry.json"))
    whole = dict(rows[0])
    rows[0]["importance"] = "other"
    altered = json.dumps(rows).encode()
    stranger = json.dumps([{**rows[0], "person_id": str(uuid.uuid4())}]).encode()
    leaning = json.loads(zipfile.ZipFile(path).read("donnees/addition.json"))
    leaning[0]["entry_id"] = str(uuid.uuid4())
    strange = {
        "a changé": changed(path, "donnees/entry.json", altered),
        "quelqu’un d’autre": changed(path, "donnees/entry.json", stranger, told=True),
        "n’est pas là": changed(
            path, "donnees/addition.json", json.dumps(leaning).encode(), told=True
        ),
        "ne se lit pas": changed(path, "donnees/entry.json", b"[1, 2]", told=True),
        "y est deux fois": changed(
            path, "donnees/entry.json", json.dumps([whole, whole]).encode(), told=True
        ),
        "d’une autre version": changed(path, "donnees/entry.json", b'[{"id": "1"}]', told=True),
        "archive ne se lit pas": changed(path, "donnees/autour.json", b'{"unit": 3}', told=True),
    }
    for words, one in strange.items():
        with pytest.raises(NotTaken) as refused:
            arrive(away, one, there.id)
        assert words in refused.value.message
    with away.database.read() as session:
        for kept in tables_of(Base.metadata):
            assert session.scalar(select(func.count()).select_from(table_of(kept))) == 0


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_what_is_no_archive_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "strange.zip"
    path.write_bytes(data)
    with pytest.raises(NotTaken, match="rien n’a été importé"):
        read(path)


@pytest.mark.parametrize(
    "spoilt", [dict.fromkeys(range(30 + len(MANIFEST), 50 + len(MANIFEST)), 0xFF), {6: 1}]
)
def test_an_archive_that_does_not_unpack_or_asks_for_a_password_is_refused_in_words(
    spoilt: dict[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "strange.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(MANIFEST, json.dumps({"format": "x" * 5000}))
    data = bytearray(path.read_bytes())
    for at, byte in spoilt.items():
        data[at] = byte
    if spoilt == {6: 1}:
        data[data.index(b"PK\x01\x02") + 8] = 1
    path.write_bytes(data)
    with pytest.raises(NotTaken, match="rien n’a été importé"):
        read(path)


def test_a_person_named_as_somebody_of_here_does_not_come_under_their_key(
    home: Home, jeanne: uuid.UUID, away: House, tmp_path: Path
) -> None:
    there = open_home(away, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
    away.vault.create_owner(jeanne, there.id, "staff")
    export(home.house, jeanne, tmp_path / "jeanne.zip")
    with pytest.raises(NotTaken, match="quelqu’un d’autre"):
        arrive(away, tmp_path / "jeanne.zip", there.id)


def test_an_author_named_as_somebody_living_here_does_not_come_under_their_key(
    home: Home, jeanne: uuid.UUID, away: House, tmp_path: Path
) -> None:
    there = open_home(away, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
    away.vault.create_owner(home.leader.staff_id, there.id, "person")
    export(home.house, jeanne, tmp_path / "jeanne.zip")
    with pytest.raises(NotTaken, match="quelqu’un d’autre"):
        arrive(away, tmp_path / "jeanne.zip", there.id)
