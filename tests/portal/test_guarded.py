"""The portal on PostgreSQL as it is hosted: row-level security, a role that owns nothing, two homes side by side."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.areas.family.commands import Granting, Words, flag, grant, validate
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import verify, verify_rows
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for, acting_for_every
from app.portal.models import RelativeCredential, RelativeInvitation, RelativeSession
from tests.fixtures.application import PageClient
from tests.fixtures.cast import Home, open_home, people
from tests.gate.audit.test_rows import admit
from tests.portal.conftest import Family, Visitor

pytestmark = pytest.mark.postgresql
TABLES = (RelativeInvitation, RelativeCredential, RelativeSession)


@pytest.fixture
def application(guarded_house: House) -> Flask:
    made = create_app(guarded_house)
    made.test_client_class = PageClient
    return made


@pytest.fixture
def tilleuls(application: Flask, guarded_house: House) -> Family:
    with acting_for_every():
        home = people(guarded_house)
        return Family(guarded_house, home, admit(guarded_house, home, "Martin"), application)


@pytest.fixture
def erables(application: Flask, guarded_house: House) -> Family:
    with acting_for_every():
        home: Home = open_home(guarded_house, "Les Érables", "Sureaux")
        home.hire("Hélène", "Garnier", "lead_nurse", None)
        return Family(guarded_house, home, admit(guarded_house, home, "Petit"), application)


def let_in(family: Family, title: str) -> tuple[uuid.UUID, Visitor]:
    """A relative with one piece of news to read, in their browser."""
    with acting_for_every():
        relative, now, house = family.add(), clock.now(), family.house
        actor = family.home.actor("Hélène")
        with house.database.write() as session:
            topics = frozenset(("daily_life", "messages"))
            grant(session, house, actor, relative, Granting(topics, "person"), (), now=now)
            words = Words("daily_life", now.date(), title)
            item = flag(session, house, actor, family.person, words, now=now)
            validate(session, actor, item, now=now)
        token, _ = family.invite(relative)
    visitor = family.visitor()
    assert visitor.accept(token).status_code == 200
    return relative, visitor


def test_a_relative_enters_reads_writes_leaves_and_comes_back(tilleuls: Family) -> None:
    _, visitor = let_in(tilleuls, "Promenade")
    assert "Promenade" in visitor.get("/").text
    sent = visitor.press("/ecrire", role="care", text="Bonjour.")
    assert (sent.status_code, sent.location) == (303, "/?envoye=1")
    assert visitor.press("/sortir").status_code == 303
    assert not visitor.is_in
    assert visitor.enter().status_code == 200
    assert "Bonjour." in visitor.get("/").text
    with acting_for_every():
        assert seal_pending(tilleuls.house) > 3
        assert verify(tilleuls.house) == []
        assert verify_rows(tilleuls.house) == []


def test_each_reads_their_own_home_and_touches_nothing_of_the_other(
    tilleuls: Family, erables: Family
) -> None:
    _, here = let_in(tilleuls, "Promenade")
    _, there = let_in(erables, "Chorale")
    assert "Promenade" in here.get("/").text
    assert "Chorale" not in here.get("/").text
    assert "Les Érables" in there.get("/").text
    with acting_for_every(), erables.house.database.read() as session:
        key = session.scalars(
            select(RelativeCredential.id).where(
                RelativeCredential.establishment_id == erables.home.id
            )
        ).one()
    assert here.press(f"/mes-cles/{key}/retirer").status_code == 404
    assert there.is_in


def test_the_rows_of_a_home_are_seen_by_no_other(tilleuls: Family, erables: Family) -> None:
    let_in(tilleuls, "Promenade")
    house = tilleuls.house
    with acting_for(tilleuls.home.id):
        assert seen(house) == [1, 1, 1]
    with acting_for(erables.home.id):
        assert seen(house) == [0, 0, 0]


def seen(house: House) -> list[int]:
    with house.database.read() as session:
        return [len(session.scalars(select(table)).all()) for table in TABLES]
