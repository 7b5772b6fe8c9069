"""An appointment of the file, proposed to relatives at a desk."""

from __future__ import annotations

import uuid
from datetime import date, time

import pytest
from flask import Flask

from app.areas.family.queries import items_of
from app.areas.medical.commands import add_record
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def dentist(home: Home, lenoir: uuid.UUID) -> str:
    said = {
        "what": "Dentiste",
        "on": date(2026, 11, 24),
        "at": time(14, 30),
        "where": "Au centre",
        "transport": "light",
    }
    vault, leader, today = home.house.vault, home.leader, NOW.date()
    with home.house.database.write() as session:
        return str(
            add_record(
                session, vault, leader, lenoir, "appointment", said, today=today, now=NOW
            ).chain_id
        )


def path(person: uuid.UUID) -> str:
    return f"/bureau/personnes/{person}/proches/rendez-vous"


def test_it_is_proposed_under_the_words_of_the_file_or_under_others(
    desk: Desk, home: Home, lenoir: uuid.UUID, dentist: str
) -> None:
    assert "mardi 24 novembre à 14 h 30 : Dentiste, Au centre" in desk.get(path(lenoir))
    assert desk.send(path(lenoir), title="", source_id=dentist).status_code == 302
    listing = desk.get(f"/bureau/personnes/{lenoir}/proches")
    assert "Dentiste" in listing and "24 novembre 2026 à 14 h 30" in listing
    with home.house.database.read() as session:
        (item,) = items_of(session, home.house, home.id, lenoir)
    assert str(item.source_id) == dentist and item.validated_at is None
    assert "Aucun rendez-vous à partager" in desk.get(path(lenoir))


@pytest.mark.parametrize("chosen", ["", str(uuid.UUID(int=7)), "x"], ids=["none", "unknown", "odd"])
def test_one_that_is_not_to_come_is_refused(
    desk: Desk, lenoir: uuid.UUID, dentist: str, chosen: str
) -> None:
    answer = desk.send(path(lenoir), title="Dentiste", source_id=chosen)
    assert answer.status_code == 422 and "Choisissez un rendez-vous." in answer.text


def test_whoever_reads_no_medical_file_shares_none_of_it(
    application: Flask, home: Home, lenoir: uuid.UUID, dentist: str
) -> None:
    sit(application, home, "office").get(path(lenoir), status=404)
