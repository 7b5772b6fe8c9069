"""A relative writes from the portal; what does not leave comes back as it was typed."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from app.ground import clock
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk
from tests.areas.office.test_family import opened, path
from tests.areas.office.test_inviting import lenoir, letter, paul
from tests.portal.conftest import Visitor

__all__ = ["lenoir", "paul"]
WORDS = "A-t-elle bien reçu ses <b>lunettes</b> ?"


@pytest.fixture
def writer(application: Flask, desk: Desk, paul: uuid.UUID) -> Visitor:
    """Paul, inside, to whom messages are open."""
    visitor = Visitor(application.test_client())
    visitor.accept(letter(desk, paul))
    opened(desk, paul, "messages")
    return visitor


def first_box(writer: Visitor) -> str:
    return writer.get("/").text.split('<option value="')[1].split('"')[0]


def test_a_message_leaves_and_is_shown_to_its_author(writer: Visitor) -> None:
    sent = writer.press("/ecrire", role=first_box(writer), text=WORDS)
    assert (sent.status_code, sent.location) == (303, "/?envoye=1")
    page = writer.get(sent.location).text
    assert "Votre message est parti." in page
    assert "&lt;b&gt;lunettes" in page
    assert "Réponse attendue avant" in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_what_cannot_leave_comes_back_with_its_reason(writer: Visitor, text: str) -> None:
    answer = writer.press("/ecrire", role=first_box(writer), text=text)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert text.strip() in answer.text


def test_nobody_writes_to_a_role_that_is_not_offered(writer: Visitor) -> None:
    answer = writer.press("/ecrire", role="direction-secrète", text=WORDS)
    assert answer.status_code == 422
    assert "lunettes" in answer.text


def test_words_come_back_when_the_topic_was_closed_meanwhile(
    writer: Visitor, desk: Desk, paul: uuid.UUID
) -> None:
    box = first_box(writer)
    desk.press(path(paul), path(paul, "/fermer"))
    answer = writer.press("/ecrire", role=box, text=WORDS)
    assert answer.status_code == 404
    assert "n’est pas parti" in answer.text
    assert "lunettes" in answer.text


def test_words_come_back_when_the_session_ended_meanwhile(writer: Visitor, home: Home) -> None:
    page = writer.get("/").text
    token = page.split('name="form_token" value="')[1].split('"')[0]
    data = {"form_token": token, "role": first_box(writer), "text": WORDS}
    with clock.frozen(NOW + timedelta(hours=1)):
        answer = writer.open("/ecrire", "POST", data=data)
    assert answer.status_code == 401
    assert "lunettes" in answer.text


@pytest.mark.parametrize("asked", ["?avant=hier", "?partie=tout", "?avant=2026-13-01"])
def test_a_page_that_cannot_be_does_not_exist(writer: Visitor, asked: str) -> None:
    assert writer.get(f"/{asked}").status_code == 404


def test_an_older_page_leads_back_and_holds_no_messages(writer: Visitor) -> None:
    page = writer.get("/?avant=2026-01-01").text
    assert "Revenir à l’accueil" in page
    assert "Envoyer" not in page
    assert "Envoyer" in writer.get("/?partie=messages").text
