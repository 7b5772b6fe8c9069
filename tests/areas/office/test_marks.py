"""What rights leave beside an entry, at a desk: noted, read with the entry, limited to the named, lifted."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.areas.journal.commands import acknowledge_entry, publish_vocabulary, write_entry
from app.areas.marks.models import RightsMark
from app.areas.persons.commands import destroy_key, erase
from app.gate.audit.rows import verify_rows
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit
from tests.areas.office.test_vocabulary import FIRST
from transmissions.entry import Draft

SAID = {"text": "Je ne suis pas tombée.", "voice": "person", "name": "Jeanne Lenoir"}


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def fall(home: Home, lenoir: uuid.UUID) -> uuid.UUID:
    with home.house.database.write() as session:
        publish_vocabulary(session, FIRST, establishment_id=home.id, now=NOW)
    with home.house.database.write() as session:
        return write_entry(
            session,
            home.house.vault,
            home.leader,
            Draft("douleur-aigue", 1, data="Retrouvée au sol", to_read=True),
            person_id=lenoir,
            now=NOW,
        )


@pytest.fixture
def alarm(home: Home, lenoir: uuid.UUID, fall: uuid.UUID) -> uuid.UUID:
    """A fall that nobody has taken note of yet."""
    with home.house.database.write() as session:
        draft = Draft("chute", 1, data="Tombée")
        return write_entry(session, home.house.vault, home.leader, draft, person_id=lenoir, now=NOW)


def beside(entry: uuid.UUID, rest: str = "") -> str:
    return f"/bureau/elements/entry/{entry}{rest}"


def timeline(person: uuid.UUID) -> str:
    return f"/bureau/personnes/{person}/transmissions"


def marks(home: Home) -> list[RightsMark]:
    with home.house.database.read() as session:
        return list(session.scalars(select(RightsMark).order_by(RightsMark.placed_at)))


def limited(desk: Desk, entry: uuid.UUID, *readers: str, **more: Any) -> Any:
    typed = {**SAID, "text": "Je conteste", "ground": "contested", "readers": list(readers)}
    return desk.send(beside(entry, "/limitation"), **{**typed, **more})


def reader(home: Home, desk: Desk, entry: uuid.UUID, name: str) -> str:
    """The id under which the form offers somebody."""
    page = desk.client.get(beside(entry, "/limitation")).get_data(as_text=True)
    before = page[: page.index(f"<span>{name}</span>")]
    return before.rsplit('value="', 1)[1].split('"')[0]


def test_a_contest_and_a_statement_stand_beside_the_entry_for_all_who_read_it(
    application: Flask, desk: Desk, home: Home, lenoir: uuid.UUID, fall: uuid.UUID
) -> None:
    assert "Contester ou compléter" in desk.get(timeline(lenoir))
    empty = desk.send(beside(fall, "/contestation"), **{**SAID, "text": " "})
    assert empty.status_code == 422
    assert desk.send(beside(fall, "/contestation"), **SAID).status_code == 302
    more = {**SAID, "text": "J’ai glissé de mon fauteuil.", "voice": "representative"}
    assert desk.send(beside(fall, "/declaration"), **more).status_code == 302
    for page in (desk.get(timeline(lenoir)), desk.get(beside(fall))):
        assert "Je ne suis pas tombée." in page and "J’ai glissé de mon fauteuil." in page
    nurse = sit(application, home, "nurse")
    assert "Je ne suis pas tombée." in nurse.get("/bureau/a-lire")
    assert "Contester ou compléter" not in nurse.get(timeline(lenoir))
    assert "Retrouvée au sol" in nurse.get(timeline(lenoir))
    assert [one.kind for one in marks(home)] == ["contest", "addendum"]
    assert verify_rows(home.house) == []


def test_a_limited_entry_is_read_by_the_named_alone_until_it_is_lifted(
    application: Flask, desk: Desk, home: Home, lenoir: uuid.UUID, fall: uuid.UUID
) -> None:
    nurse = sit(application, home, "nurse")
    assert limited(desk, fall).status_code == 422  # nobody was named
    helene = reader(home, desk, fall, "Essai lead_nurse-None")
    assert limited(desk, fall, helene, ground="").status_code == 422
    assert limited(desk, fall, helene, ground="contested").status_code == 302
    assert "Retrouvée au sol" in desk.get(timeline(lenoir))
    assert "Accès limité" in desk.get(timeline(lenoir))
    assert "Retrouvée au sol" not in nurse.get(timeline(lenoir))
    assert "Retrouvée au sol" not in nurse.get("/bureau/a-lire")
    other = sit(application, home, "lead_nurse")
    other.get(beside(fall), status=404)
    rights = f"/bureau/personnes/{lenoir}/droits"
    assert "Je conteste" not in other.get(rights)
    (mark,) = marks(home)
    assert other.send(f"/bureau/limitations/{mark.id}/levee", why=" ").status_code == 422
    told = other.send(f"/bureau/limitations/{mark.id}/levee", why="Vérifié, elle le sait")
    assert told.status_code == 302
    assert "Retrouvée au sol" in nurse.get(timeline(lenoir))
    desk.get(f"/bureau/limitations/{mark.id}/levee", status=404)
    assert "Vérifié, elle le sait" in desk.get(beside(fall))
    assert [event.detail["place"] for event in home.events("mark.lifted")] == ["entry"]
    assert verify_rows(home.house) == []


def test_an_alarm_that_waits_is_hidden_from_nobody(
    desk: Desk, home: Home, alarm: uuid.UUID
) -> None:
    assert "toute l’équipe la lit" in desk.get(beside(alarm, "/limitation"))
    assert "Limiter l’accès" not in desk.get(beside(alarm))
    with home.house.database.write() as session:
        acknowledge_entry(session, home.leader, alarm, now=NOW)
    assert "Limiter l’accès" in desk.get(beside(alarm))


def test_what_somebody_does_not_read_they_do_not_mark(
    application: Flask, desk: Desk, home: Home, fall: uuid.UUID
) -> None:
    office = sit(application, home, "office")  # reads no transmission
    office.get(beside(fall), status=404)
    office.get(beside(fall, "/contestation"), status=404)
    office.get(beside(fall, "/limitation"), status=404)
    away = sit(application, home, "lead_nurse", "Mimosas")
    away.get(beside(fall), status=404)
    desk.get(f"/bureau/elements/entry/{uuid.uuid4()}", status=404)
    desk.get(f"/bureau/elements/nothing/{fall}", status=404)


def test_an_altered_mark_is_found_and_says_that_it_does_not_open(
    desk: Desk, home: Home, lenoir: uuid.UUID, fall: uuid.UUID
) -> None:
    limited(desk, fall, reader(home, desk, fall, "Essai lead_nurse-None"))
    with home.house.database.write() as session:
        row = session.scalars(select(RightsMark)).one()
        row.readers = [*row.readers, str(uuid.uuid4())]
    (found,) = verify_rows(home.house)
    assert found.message.startswith("Marque à côté")


def test_marks_are_erased_with_the_person(
    desk: Desk, home: Home, lenoir: uuid.UUID, fall: uuid.UUID
) -> None:
    desk.send(beside(fall, "/contestation"), **SAID)
    with home.house.database.write() as session:
        erase(session, home.house, None, lenoir, now=NOW)
    destroy_key(home.house, lenoir)
    assert marks(home) == []
