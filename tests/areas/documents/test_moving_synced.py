"""A document that a tablet captured in the wrong file: once it is moved, nothing of the first person opens it, and the
tablets of both units know where it is."""

from __future__ import annotations

import uuid

import pytest

from app.areas.documents.masking import lift, mask
from app.areas.documents.moving import move
from app.gate.audit.rows import verify_rows
from app.gate.auth.actor import Actor
from app.gate.sync.models import Command
from tests.areas.documents.gestures import (
    capture,
    captured,
    decided,
    document,
    parts,
    photos,
    put,
    rows,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW


@pytest.fixture
def helene(shared: Exchange) -> Actor:
    return Actor(shared.home.staff["Hélène"], shared.home.id, "lead_nurse", None)


def handed_in(exchange: Exchange) -> str:
    """Captured by Nadia for Mme Lenoir, all of it here and checked."""
    (photo,) = photos(1)
    id_ = captured(exchange, exchange.home.unlock("Nadia"), capture([photo]))
    assert put(exchange, exchange.home.tablet, photo).status_code == 200
    decided(exchange.house, parts(exchange.house, id_)[0])
    return id_


def elsewhere(exchange: Exchange) -> uuid.UUID:
    """Mme Petit, of the other unit."""
    return exchange.home.persons["Petit"]


def test_the_command_that_carried_its_keys_keeps_nothing(shared: Exchange, helene: Actor) -> None:
    id_, house = handed_in(shared), shared.house
    with house.database.read() as session:
        assert session.get_one(Command, uuid.UUID(id_)).sealed is not None
    with house.database.write() as session:
        move(session, house, helene, uuid.UUID(id_), elsewhere(shared), "Un autre nom", now=NOW)
    with house.database.read() as session:
        assert session.get_one(Command, uuid.UUID(id_)).sealed is None
    assert document(shared, id_).person_id == elsewhere(shared)
    assert verify_rows(house) == []


def test_the_unit_it_leaves_forgets_it_and_the_other_one_has_it(
    shared: Exchange, helene: Actor
) -> None:
    id_, nadia = handed_in(shared), shared.home.unlock("Nadia")
    here, there = shared.home.units[:2]
    cursors = [shared.pull(nadia, unit)["cursor"] for unit in (here, there)]
    with shared.house.database.write() as session:
        about = (uuid.UUID(id_), elsewhere(shared), "Un autre nom")
        move(session, shared.house, helene, *about, now=NOW)
    left, entered = (
        shared.pull(nadia, unit, cursor)
        for unit, cursor in zip((here, there), cursors, strict=True)
    )
    assert ["document", id_] in [list(one) for one in removed(left)] and rows(left) == []
    assert [row["id"] for row in rows(entered)] == [id_]
    assert rows(entered)[0]["person"] == str(elsewhere(shared))


def removed(answer: dict) -> list:
    """(kind, id) of what a tablet is told to forget."""
    return [(one["kind"], one["id"]) if isinstance(one, dict) else one for one in answer["removed"]]


def test_a_mask_takes_it_off_every_tablet_and_lifted_it_is_back(
    shared: Exchange, helene: Actor
) -> None:
    id_, nadia, unit = handed_in(shared), shared.home.unlock("Nadia"), shared.home.units[0]
    cursor = shared.pull(nadia, unit)["cursor"]
    with shared.house.database.write() as session:
        about = (uuid.UUID(id_), ["care_assistant"], "Demandé par elle")
        hidden = mask(session, shared.house, helene, *about, now=NOW)
    answer = shared.pull(nadia, unit, cursor)
    assert ["document", id_] in [list(one) for one in removed(answer)]
    assert id_ not in [row["id"] for row in rows(shared.pull(nadia, unit))]
    with shared.house.database.write() as session:
        lift(session, helene, hidden, now=NOW)
    assert id_ in [row["id"] for row in rows(shared.pull(nadia, unit, answer["cursor"]))]
