"""After a restore, the portal opens to nobody before they show their key, and no invitation from before serves."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.areas.family.commands import Named, add_relative
from app.areas.family.models import Relative
from app.gate.auth.actor import Actor
from app.portal import invitations, tokens
from tests.portal.conftest import Visitor
from tests.safekeeping.days import HOUR, NOW, Days


def letter(days: Days, name: str) -> str:
    """The twenty signs for a relative of Mme Lenoir."""
    home, house = days.exchange.home, days.house
    actor = Actor(next(iter(home.staff.values())), home.id, "lead_nurse", None)
    named = Named(name, "Lenoir", "sa fille", None)
    with house.database.write() as session:
        person = home.persons["Lenoir"]
        id = add_relative(session, house, actor, person, named, now=NOW - HOUR)
        row = session.get_one(Relative, id)
        made, _ = invitations.create(session, house, actor, row, "letter", now=NOW)
        return tokens.letter(house, home.id, made.id)


def browser(application: Flask) -> Visitor:
    return Visitor(application.test_client())


def test_what_was_open_is_closed_and_a_key_opens_it_again(days: Days) -> None:
    inside, late = browser(days.exchange.application), letter(days, "Anne")
    assert inside.accept(letter(days, "Claire")).status_code == 200
    days.back_up()
    days.restore()
    inside.client = _same_cookies(inside, browser(days.exchange.application))
    assert not inside.is_in
    assert browser(days.exchange.application).accept(late).status_code == 404
    assert inside.enter().status_code == 200
    assert inside.is_in


def _same_cookies(before: Visitor, after: Visitor) -> FlaskClient:
    """The browser that was open, in front of the server that started again."""
    for cookie in before.client._cookies.values():
        after.client.set_cookie(cookie.key, cookie.value, domain="famille.localhost", secure=True)
    return after.client
