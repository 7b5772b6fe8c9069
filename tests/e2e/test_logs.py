"""A day's work leaves no name and no text in the logs."""

from __future__ import annotations

import re

import httpx
from sqlalchemy import select

from app.areas.persons.models import Person
from app.demo.world import build
from app.ground import clock
from app.ground.tenancy import acting_for_every
from app.tablet import Authenticator, Tablet
from tests.e2e.people import enrolment, invitation, staff
from tests.e2e.server import Server

TEXT = "Madame raconte son voyage à Ouessant"


def world_words(server: Server) -> set[str]:
    """Every name of the demo world, and a piece of each of its texts."""
    home = build(clock.now())
    words = {TEXT, "Ouessant"}
    for one in home.homes:
        for person in one.persons:
            words |= {person.family_name, person.given_name, person.birth_name or ""}
        for member in one.staff:
            words |= {member.given_name, member.family_name}
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        for row in session.scalars(select(Person)).all():
            value = house.vault.open(row.id, "person", row.id, row.sealed)
            words |= {value["family_name"], value["given_name"]}
    house.close()
    return {word for word in words if len(word) >= 3}


def test_the_logs_name_nobody_and_quote_nothing(server: Server) -> None:
    tablet, key = Tablet(server.origin), Authenticator()
    tablet.enrol(enrolment(server, "Tablette 1", ["glycines"]).rsplit("/", 1)[1])
    link = invitation(server, "aicha")
    tablet.register(link.rsplit("/", 1)[1], key)
    tablet.wall()
    tablet.unlock(str(staff("aicha")), key)
    tablet.pull_all()
    person = next(iter(tablet.rows.kinds["person"]))
    body = {
        "cible": "chute",
        "vocabulary": 1,
        "data": TEXT,
        "importance": "normal",
        "to_read": False,
    }
    tablet.record("transmission.record", person, body)
    tablet.record("transmission.record", person, {**body, "data": TEXT + "\x00"})
    tablet.send()
    for path in (f"/personnes/{person}", link, f"/bureau/personnes/{person}", f"/{TEXT}"):
        httpx.get(server.origin + path)
    httpx.post(f"{server.origin}/api/v1/outbox", json={"envelopes": [TEXT]})
    tablet.lock()
    tablet.close()
    server.stop()

    written = server.log.read_text()
    assert '"sync.hand_in"' in written
    words = world_words(server)
    assert len(words) > 150
    told = {word for word in words if re.search(rf"\b{re.escape(word)}\b", written)}
    assert told == set()
    assert link.rsplit("/", 1)[1] not in written
    assert person not in written
