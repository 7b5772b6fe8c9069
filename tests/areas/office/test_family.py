"""Relatives at a desk: added, opened to, closed, excluded; news written, validated; exactly what one of them sees."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.areas.family.commands import write_message
from app.areas.family.queries import items_of, own_access_of, page_for
from app.areas.persons.commands import leave
from app.areas.persons.file.commands import add_fact
from app.ground import clock
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit

PAUL = {"given_name": "Paul", "family_name": "Lenoir", "link": "son fils"}


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def paul(desk: Desk, lenoir: uuid.UUID) -> uuid.UUID:
    answer = desk.send(relatives(lenoir, "/nouveau"), **PAUL, email="paul@exemple.fr")
    return uuid.UUID(answer.location.rsplit("/", 1)[1])


def relatives(person: uuid.UUID, rest: str = "") -> str:
    return f"/bureau/personnes/{person}/proches{rest}"


def path(relative: uuid.UUID, rest: str = "") -> str:
    return f"/bureau/proches/{relative}{rest}"


def opened(desk: Desk, relative: uuid.UUID, *topics: str, **typed: Any) -> Any:
    values: dict[str, Any] = {"given_by": "person", "topics": list(topics), **typed}
    return desk.send(path(relative, "/ouvrir"), **{"giver": "", **values})


def written(desk: Desk, home: Home, person: uuid.UUID, title: str) -> uuid.UUID:
    answer = desk.send(
        relatives(person, "/nouvelle"), title=title, text="Au jardin.", topic="daily_life"
    )
    assert answer.status_code == 302
    with home.house.database.read() as session:
        found = items_of(session, home.house, home.id, person)
    return next(one.id for one in found if one.title == title)


def test_a_relative_is_added_opened_to_and_sees_what_is_validated(
    desk: Desk, home: Home, lenoir: uuid.UUID, paul: uuid.UUID
) -> None:
    assert "Aucun : ce proche ne voit rien." in desk.get(path(paul))
    assert opened(desk, paul, "daily_life").status_code == 302
    page = desk.get(path(paul))
    assert "Vie quotidienne" in page and "CASF, art. L311-3" in page
    item = written(desk, home, lenoir, "Promenade")
    assert "Promenade" not in desk.get(path(paul, "/apercu"))
    listing = relatives(lenoir)
    desk.press(listing, f"/bureau/partages/{item}/valider")
    assert "Promenade" in desk.get(path(paul, "/apercu"))
    desk.press(listing, f"/bureau/partages/{item}/retirer")
    assert "Promenade" not in desk.get(path(paul, "/apercu"))


def test_opening_asks_for_the_key_and_opens_nothing_without_it(
    desk: Desk, home: Home, paul: uuid.UUID
) -> None:
    values = {**desk.form(path(paul, "/ouvrir"), "giver"), "given_by": "person"}
    answer = desk.client.post(path(paul, "/ouvrir"), data={**values, "topics": ["photos"]})
    assert answer.status_code == 428
    with home.house.database.read() as session:
        shown = page_for(session, home.house, paul, NOW)
    assert shown is not None and shown.topics == frozenset()


def test_closing_a_topic_is_immediate(desk: Desk, home: Home, paul: uuid.UUID) -> None:
    opened(desk, paul, "daily_life", "photos")
    values = {**desk.form(path(paul), "topic"), "topic": "photos"}
    assert desk.client.post(path(paul, "/fermer"), data=values).status_code == 302
    with home.house.database.read() as session:
        shown = page_for(session, home.house, paul, NOW)
    assert shown is not None and shown.topics == {"daily_life"}


def test_a_topic_that_nobody_knows_closes_nothing(desk: Desk, paul: uuid.UUID) -> None:
    opened(desk, paul, "photos")
    values = {**desk.form(path(paul), "topic"), "topic": "everything"}
    assert desk.client.post(path(paul, "/fermer"), data=values).status_code == 302
    page = desk.get(path(paul))
    assert "Choisissez le sujet à fermer." in page and "Photos" in page


def test_an_excluded_relative_has_an_empty_preview(desk: Desk, home: Home, paul: uuid.UUID) -> None:
    opened(desk, paul, "daily_life")
    values = {**desk.form(path(paul), "state"), "state": "excluded"}
    assert desk.client.post(path(paul, "/acces"), data=values).status_code == 302
    assert "Ce proche ne peut pas entrer." in desk.get(path(paul, "/apercu"))
    assert "Écarté" in desk.get(path(paul))
    with home.house.database.read() as session:
        assert page_for(session, home.house, paul, NOW) is None


def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, lenoir: uuid.UUID, paul: uuid.UUID
) -> None:
    answer = desk.send(relatives(lenoir, "/nouveau"), **{**PAUL, "link": ""})
    assert answer.status_code == 422 and "Dites qui c’est pour la personne" in answer.text
    answer = opened(desk, paul, "photos", given_by="representative", giver="")
    assert answer.status_code == 422 and "la personne décide seule" in answer.text
    answer = opened(desk, paul, given_by="person")
    assert answer.status_code == 422 and "Choisissez au moins un sujet." in answer.text
    answer = opened(desk, paul, "photos", until_on="2020-01-01")
    assert answer.status_code == 422 and "Cette date est passée." in answer.text


def test_nobody_is_added_after_the_stay(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    with home.house.database.write() as session:
        leave(session, home.leader, lenoir, left_at=NOW, now=NOW)
    answer = desk.send(relatives(lenoir, "/nouveau"), **PAUL)
    assert answer.status_code == 409 and "plus aucun accès ne s’ouvre" in answer.text


def test_the_office_opens_topics_and_reads_no_news(
    application: Flask, desk: Desk, home: Home, lenoir: uuid.UUID, paul: uuid.UUID
) -> None:
    item = written(desk, home, lenoir, "Visite du kiné")
    clerk = sit(application, home, "office")
    assert "Visite du kiné" not in clerk.get(relatives(lenoir))
    assert "Paul Lenoir" in clerk.get(relatives(lenoir))
    clerk.get(path(paul, "/apercu"), status=404)
    values = clerk.form(path(paul), "state")
    answer = clerk.client.post(f"/bureau/partages/{item}/valider", data=values)
    assert answer.status_code == 404


def test_a_nurse_of_another_unit_knows_of_no_relative(
    application: Flask, home: Home, lenoir: uuid.UUID, paul: uuid.UUID
) -> None:
    nurse = sit(application, home, "nurse", "Mimosas")
    assert nurse.client.get(relatives(lenoir)).status_code in (403, 404)
    assert nurse.client.get(path(paul)).status_code in (403, 404)


def test_chloe_of_another_home_finds_nothing(
    chloe: Desk, lenoir: uuid.UUID, paul: uuid.UUID
) -> None:
    for there in (relatives(lenoir), path(paul), path(paul, "/apercu"), path(paul, "/ouvrir")):
        chloe.get(there, status=404)


def test_a_message_is_answered_at_a_desk(desk: Desk, home: Home, paul: uuid.UUID) -> None:
    opened(desk, paul, "messages")
    with home.house.database.write() as session:
        write_message(session, home.house, paul, "care", "Puis-je venir dimanche ?", now=NOW)
    assert "Paul Lenoir" in desk.get("/bureau/messages")
    thread = path(paul, "/messages/care")
    assert "Puis-je venir dimanche ?" in desk.get(thread)
    assert desk.send(thread, text="").status_code == 422
    assert desk.send(thread, text="Oui, à 15 h.").status_code == 302
    page = desk.get("/bureau/messages")
    assert "Répondu" in page
    assert "Oui, à 15 h." in desk.get(path(paul, "/apercu"))


def test_what_is_written_to_the_direction_is_read_by_nobody_else(
    application: Flask, desk: Desk, home: Home, paul: uuid.UUID
) -> None:
    opened(desk, paul, "messages")
    with home.house.database.write() as session:
        write_message(session, home.house, paul, "management", "Une plainte", now=NOW)
    desk.get(path(paul, "/messages/management"), status=404)
    assert "Paul Lenoir" not in desk.get("/bureau/messages")
    preview = desk.get(path(paul, "/apercu"))
    assert "Une plainte" not in preview
    assert "Sauf ce qui ne vous est pas adressé : ses messages à la direction." in preview
    manager = sit(application, home, "management")
    assert "Une plainte" in manager.get(path(paul, "/messages/management"))


def test_the_person_is_let_in_once_and_nothing_of_their_page_is_previewed(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    listing = relatives(lenoir)
    assert "Ouvrir son accès" in desk.get(listing)
    desk.press(listing, relatives(lenoir, "/soi-meme"))
    page = desk.get(listing)
    assert "Ouvrir son accès" not in page and "Son accès" in page
    with home.house.database.read() as session:
        own = own_access_of(session, home.house, lenoir)
    assert own is not None and own.is_self
    assert "Écarter" not in desk.get(path(own.id))
    for rest in ("/apercu", "/ouvrir"):
        assert desk.client.get(path(own.id, rest)).status_code == 404


def test_what_nobody_answered_in_time_is_to_do_at_every_desk_that_answers(
    application: Flask, desk: Desk, home: Home, paul: uuid.UUID
) -> None:
    opened(desk, paul, "messages")
    for box in ("care", "management"):
        with home.house.database.write() as session:
            write_message(session, home.house, paul, box, "Bonjour", now=NOW)
    said = "1 message de proches sans réponse à temps."
    assert said not in desk.get("/bureau")
    with clock.frozen(NOW + timedelta(days=4)):
        nurse, manager = sit(application, home, "lead_nurse"), sit(application, home, "management")
        assert said in nurse.get("/bureau") and "En retard" in nurse.get("/bureau/messages")
        assert said in manager.get("/bureau")
        assert said not in sit(application, home, "office").get("/bureau")
        assert nurse.send(path(paul, "/messages/care"), text="Oui").status_code == 302
        assert said not in nurse.get("/bureau")
        values = {**nurse.form(path(paul), "topic"), "topic": "messages"}
        nurse.client.post(path(paul, "/fermer"), data=values)
        assert said not in manager.get("/bureau")
        assert "Messages fermés depuis" in manager.get("/bureau/messages")


def test_what_was_granted_before_a_guardianship_is_to_be_asked_anew(
    desk: Desk, home: Home, lenoir: uuid.UUID, paul: uuid.UUID
) -> None:
    opened(desk, paul, "photos", "messages")
    assert "Accord à redemander" not in desk.get(path(paul))
    protect(home, lenoir)
    page = desk.get(path(paul))
    assert page.count("Accord à redemander") == 1  # relations stay the person's
    assert "le représentant décide, après avoir écouté la personne" in page
    assert opened(
        desk, paul, "photos", given_by="representative", giver="Inès Garde", heard="Oui"
    ).status_code in (302, 303)
    assert "Accord à redemander" not in desk.get(path(paul))


def protect(home: Home, person: uuid.UUID) -> None:
    """A guardian over the person and the goods."""
    when = {"today": NOW.date(), "now": NOW}
    with home.house.database.write() as session:
        where = (session, home.house.vault, home.leader, person)
        who = {"family_name": "Garde", "given_name": "Inès", "link": "friend"}
        power = {
            "quality": "tutelle",
            "contact": str(add_fact(*where, "contact", who, **when).chain_id),
            "scope": "both",
            "since": "2026-01-01",
            "decided_by": "Le juge des tutelles",
            "paper": "Jugement du 5 janvier 2026",
        }
        add_fact(*where, "power", power, **when)
