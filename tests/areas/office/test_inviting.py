"""Inviting a relative at a desk, what they then see at their own door, and closing it."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import pytest
from flask import Flask

from app.portal import mailing
from app.portal.models import RelativeInvitation
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, sit
from tests.areas.office.test_family import opened, path, relatives, written
from tests.fixtures.smtp import mail_server
from tests.portal.conftest import Visitor

ACCESS = "/invitation"


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def paul(desk: Desk, lenoir: uuid.UUID) -> uuid.UUID:
    named = {"given_name": "Paul", "family_name": "Lenoir", "link": "son fils"}
    answer = desk.send(relatives(lenoir, "/nouveau"), **named, email="paul@exemple.fr")
    return uuid.UUID(answer.location.rsplit("/", 1)[1])


@pytest.fixture
def visitor(application: Flask) -> Visitor:
    return Visitor(application.test_client())


def letter(desk: Desk, relative: uuid.UUID) -> str:
    """The twenty signs of a letter that the desk has just printed."""
    answer = desk.press(path(relative, ACCESS), path(relative, f"{ACCESS}/lettre"))
    assert answer.status_code == 200
    return re.findall(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b", answer.text)[0]


def test_a_letter_is_printed_and_its_reader_comes_in(
    desk: Desk, paul: uuid.UUID, visitor: Visitor
) -> None:
    assert visitor.accept(letter(desk, paul)).status_code == 200
    assert visitor.is_in
    page = desk.get(path(paul, ACCESS))
    assert "ouvert en ce moment sur 1 appareil" in page
    assert "Une invitation" not in page


def test_a_letter_leads_to_the_familys_own_address(desk: Desk, paul: uuid.UUID) -> None:
    answer = desk.press(path(paul, ACCESS), path(paul, f"{ACCESS}/lettre"))
    assert "http://famille.localhost:8000/invitation" in answer.text
    assert "data:image/svg+xml" in answer.text


def test_nothing_is_sent_before_the_key_is_shown(desk: Desk, home: Home, paul: uuid.UUID) -> None:
    values = desk.form(path(paul, ACCESS), "csrf_token")
    asked = desk.client.post(path(paul, f"{ACCESS}/lettre"), data=values)
    assert asked.status_code == 428
    with home.house.database.read() as session:
        assert session.query(RelativeInvitation).count() == 0


def test_by_mail_the_code_is_shown_once_and_the_link_never(
    desk: Desk, home: Home, paul: uuid.UUID, visitor: Visitor
) -> None:
    with mail_server() as mailbox:
        home.house.settings = replace(
            home.house.settings, mail_url=mailbox.url, mail_from="ne-pas-repondre@exemple.fr"
        )
        answer = desk.press(path(paul, ACCESS), path(paul, f"{ACCESS}/courriel"))
        code = re.findall(r"<b>(\d{3} \d{3})</b>", answer.text)[0]
        assert "famille.localhost" not in answer.text
        assert "pas encore parti" in desk.get(path(paul, ACCESS))
        assert code not in desk.get(path(paul, ACCESS))
        assert mailing.send_due(home.house, now=NOW) == 1
        (mail,) = mailbox.mails
    text = mail.get_payload(decode=True).decode()
    token = re.findall(r"/invitation/(\S+)", text)[0]
    assert visitor.accept(token, code).status_code == 200


def test_without_a_mail_server_only_a_letter_is_offered(desk: Desk, paul: uuid.UUID) -> None:
    page = desk.client.get(path(paul, ACCESS)).text
    assert path(paul, f"{ACCESS}/courriel") not in page
    assert "Aucune messagerie" in page


def test_a_withdrawn_invitation_opens_nothing(
    desk: Desk, paul: uuid.UUID, visitor: Visitor
) -> None:
    token = letter(desk, paul)
    desk.press(path(paul, ACCESS), path(paul, f"{ACCESS}/retirer"))
    assert visitor.accept(token).status_code == 404


def test_a_lost_key_is_taken_back_at_the_desk(
    desk: Desk, paul: uuid.UUID, visitor: Visitor
) -> None:
    visitor.accept(letter(desk, paul))
    desk.press(path(paul, ACCESS), path(paul, f"{ACCESS}/cle"))
    assert not visitor.is_in
    assert visitor.enter().status_code == 403


def test_browsers_left_open_are_closed_from_the_desk(
    desk: Desk, paul: uuid.UUID, visitor: Visitor
) -> None:
    visitor.accept(letter(desk, paul))
    desk.press(path(paul, ACCESS), path(paul, f"{ACCESS}/fermer"))
    assert not visitor.is_in
    assert visitor.enter().status_code == 200


def test_what_is_opened_shows_and_what_is_closed_is_gone_from_the_next_page(
    desk: Desk, home: Home, lenoir: uuid.UUID, paul: uuid.UUID, visitor: Visitor
) -> None:
    visitor.accept(letter(desk, paul))
    assert "Aucun sujet ne vous est ouvert" in visitor.get("/").text
    opened(desk, paul, "daily_life")
    item = written(desk, home, lenoir, "Promenade")
    assert "Promenade" not in visitor.get("/").text
    desk.press(relatives(lenoir), f"/bureau/partages/{item}/valider")
    assert "Promenade" in visitor.get("/").text
    desk.press(path(paul), path(paul, "/fermer"))
    page = visitor.get("/").text
    assert "Promenade" not in page
    assert "Nouvelles" not in page


def test_the_page_of_a_relative_is_light_and_works_without_a_script(
    desk: Desk, home: Home, lenoir: uuid.UUID, paul: uuid.UUID, visitor: Visitor
) -> None:
    visitor.accept(letter(desk, paul))
    opened(desk, paul, "daily_life", "health", "documents", "photos", "appointments")
    for number in range(14):
        item = written(desk, home, lenoir, f"Promenade {number}")
        desk.press(relatives(lenoir), f"/bureau/partages/{item}/valider")
    page = visitor.get("/").text
    assert "Promenade 13" in page
    assert "<script" not in page
    assert len(page.encode()) <= 30_000


def test_hostile_words_stay_words_on_the_portal(
    desk: Desk, home: Home, lenoir: uuid.UUID, paul: uuid.UUID, visitor: Visitor
) -> None:
    visitor.accept(letter(desk, paul))
    opened(desk, paul, "daily_life")
    item = written(desk, home, lenoir, "<script>alert(1)</script>")
    desk.press(relatives(lenoir), f"/bureau/partages/{item}/valider")
    page = visitor.get("/").text
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_who_may_not_open_topics_invites_nobody(
    application: Flask, home: Home, desk: Desk, paul: uuid.UUID
) -> None:
    nurse = sit(application, home, "nurse")
    assert path(paul, f"{ACCESS}/lettre") not in nurse.client.get(path(paul, ACCESS)).text
    values = desk.form(path(paul, ACCESS), "csrf_token")
    answer = nurse.client.post(path(paul, f"{ACCESS}/lettre"), data=values)
    assert answer.status_code == 404
