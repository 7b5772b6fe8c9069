"""Mails of invitations: they leave by SMTP, carry a link and no content, and are tried again."""

from dataclasses import replace

import pytest

from app.areas.family.commands import set_state
from app.ground import clock
from app.portal import mailing
from tests.fixtures.smtp import mail_server


@pytest.fixture
def mailbox(house):
    """The home's mail server."""
    with mail_server() as made:
        house.settings = replace(
            house.settings, mail_url=made.url, mail_from="Chevet <ne-pas-repondre@exemple.fr>"
        )
        yield made


def send(house):
    return mailing.send_due(house, now=clock.now())


def body_of(mail):
    return mail.get_payload(decode=True).decode()


def test_an_invitation_leaves_by_mail_and_its_link_lets_in(family, house, mailbox):
    _, code = family.invite(family.add(), "email")
    assert send(house) == 1
    (mail,) = mailbox.mails
    assert mailbox.recipients == ["claire@exemple.fr"]
    link = next(line for line in body_of(mail).splitlines() if line.startswith("http"))
    assert link.startswith("http://famille.localhost:8000/invitation/")
    assert family.visitor().accept(link.rsplit("/", 1)[1], code).status_code == 200


def test_a_mail_says_nothing_of_anybody(family, house, mailbox):
    _, code = family.invite(family.add("Clémentine"), "email")
    send(house)
    (mail,) = mailbox.mails
    told = f"{mail['Subject']} {mail['From']} {body_of(mail)}"
    for word in ("Jeanne", "Martin", "Clémentine", "Tilleuls", code):
        assert word not in told
    assert "multipart" not in mail.get_content_type()


def test_a_mail_leaves_once(family, house, mailbox):
    family.invite(family.add(), "email")
    assert (send(house), send(house)) == (1, 0)
    assert len(mailbox.mails) == 1
    assert family.invitation().mail == "sent"
    assert "relative.mailed" in family.verbs()


def test_a_letter_is_not_mailed(family, house, mailbox):
    family.invite(family.add())
    assert send(house) == 0


def test_what_was_withdrawn_is_not_mailed(family, house, mailbox):
    relative = family.add()
    family.invite(relative, "email")
    family.invite(relative)
    assert send(house) == 0


def test_whoever_may_not_enter_any_more_is_not_written_to(family, house, mailbox):
    relative = family.add()
    family.invite(relative, "email")
    with house.database.write() as session:
        set_state(session, family.home.actor("Hélène"), relative, "excluded", now=clock.now())
    assert send(house) == 0
    assert mailbox.mails == []


def test_a_server_that_asks_to_come_back_is_asked_again_later(family, house, mailbox, at):
    family.invite(family.add(), "email")
    mailbox.refuses = "451 come back later"
    assert (send(house), send(house)) == (0, 0)
    assert family.invitation().mail == "waiting"
    mailbox.refuses = ""
    with at(seconds=61):
        assert send(house) == 1


def test_a_server_that_is_away_loses_nothing(family, house, mailbox, at):
    family.invite(family.add(), "email")
    here = house.settings
    house.settings = replace(here, mail_url="smtp://127.0.0.1:1")
    assert send(house) == 0
    house.settings = here
    with at(seconds=61):
        assert send(house) == 1


def test_an_address_that_does_not_exist_is_said(family, house, mailbox):
    family.invite(family.add(), "email")
    mailbox.refuses = "550 nobody of that name"
    assert send(house) == 0
    assert family.invitation().mail == "failed"
    assert "relative.mail_failed" in family.verbs()


def test_an_invitation_that_is_over_is_no_longer_mailed(family, house, mailbox, at):
    family.invite(family.add(), "email")
    with at(days=3, seconds=1):
        assert send(house) == 0
    assert (mailbox.mails, family.invitation().mail) == ([], "failed")


def test_nothing_leaves_in_clear_for_another_machine(family, house, mailbox, monkeypatch):
    """A server elsewhere that offers no encryption is not trusted with a link."""
    monkeypatch.setattr("app.portal.post._HERE", ())
    family.invite(family.add(), "email")
    assert send(house) == 0
    assert mailbox.mails == []
