"""Copies of the demo home's files: what people read is in words, and a file is the same wherever it goes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import app.exporters  # noqa: F401 - what leaves with a person
from app.areas.persons.models import Person
from app.areas.privacy.arriving import take_in
from app.areas.privacy.drawing import drawn
from app.areas.privacy.packing import packed
from app.areas.privacy.parcel import read
from app.areas.privacy.reading import Gathered, gather
from app.areas.privacy.telling import sections
from app.gate.directory.commands import create_establishment
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import HOME, NOW
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")
_PAGES = re.compile(r"^pages/\S+$")
"""Where the pictures of a document are, which are named after it."""


@pytest.fixture(scope="module")
def files(demo_at_now: House) -> dict[uuid.UUID, Gathered]:
    """The file of everybody, by person."""
    with acting_for_every(), demo_at_now.database.read() as session:
        ids = session.scalars(select(Person.id).where(Person.establishment_id == HOME)).all()
        return {id: gather(session, demo_at_now.vault, HOME, id) for id in ids}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """An installation that knows nobody."""
    house = open_house(settings_in(tmp_path))
    create_tables(house)
    with acting_for_every():
        yield house
    house.close()


def test_every_row_is_told_in_words(files: dict[uuid.UUID, Gathered]) -> None:
    for gathered in files.values():
        for section in sections(gathered):
            for line in section.lines:
                assert line.pairs, section.name
                for text in (text for pair in line.pairs for text in pair):
                    if not _PAGES.match(text):
                        assert not _ID.search(text) and not _CODE.search(text), text


def test_two_weeks_of_a_person_are_the_same_in_an_installation_that_was_empty(
    demo_at_now: House, files: dict[uuid.UUID, Gathered], empty: House, tmp_path: Path
) -> None:
    gathered = max(files.values(), key=_weight)
    days = [datetime.fromisoformat(one["occurred_at"]) for one in gathered.rows["entry"]]
    assert max(days) - min(days) >= timedelta(days=9) and NOW - min(days) >= timedelta(days=10)
    # As it is handed over: with the PDF that people read.
    beside = {"dossier.pdf": drawn(gathered, "Dossier", [], lambda *_: None)}
    data, left = packed(demo_at_now.blobs, gathered, beside=beside)
    path = tmp_path / "copy.zip"
    path.write_bytes(data)
    with empty.database.write() as session:
        create_establishment(
            session,
            empty,
            name=gathered.establishment["name"],
            kind=gathered.establishment["kind"],
            timezone=gathered.establishment["timezone"],
            finess=gathered.establishment["finess"],
            establishment_id=HOME,
            now=NOW,
        )
    with empty.database.write() as session:
        take_in(session, empty, HOME, read(path), now=NOW)
    with empty.database.read() as session:
        again = gather(session, empty.vault, HOME, gathered.person_id)
    _, arrived = packed(empty.blobs, again)
    assert arrived["empreinte"] == left["empreinte"]
    of_the_file = [one for one in left["fichiers"] if one["chemin"] not in beside]
    assert len(of_the_file) == len(left["fichiers"]) - 1 > 20
    assert arrived["fichiers"] == of_the_file


def _weight(gathered: Gathered) -> tuple[int, int]:
    """The fullest of files: in how many tables it has rows, and how many."""
    kept = [rows for rows in gathered.rows.values() if rows]
    return len(kept), sum(map(len, kept))
