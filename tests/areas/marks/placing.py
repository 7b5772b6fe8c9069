"""Marks as these tests place them, at a desk of Les Tilleuls."""

from __future__ import annotations

import uuid
from typing import Any

from app.areas.marks.commands import Voice, add_statement, lift, limit, place_contest
from app.areas.marks.queries import subject_of
from app.gate.auth.actor import Actor
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

JEANNE = Voice("person", "Jeanne Lenoir")


def staff(exchange: Exchange, name: str = "Nadia", role: str = "nurse") -> Actor:
    return Actor(exchange.home.staff[name], exchange.home.id, role, None)


def contested(exchange: Exchange, place: str, id: uuid.UUID | str, text: str) -> uuid.UUID:
    return _said(exchange, place_contest, place, id, text)


def completed(exchange: Exchange, place: str, id: uuid.UUID | str, text: str) -> uuid.UUID:
    return _said(exchange, add_statement, place, id, text)


def _said(exchange: Exchange, command: Any, place: str, id: uuid.UUID | str, text: str) -> Any:
    house, home = exchange.house, exchange.home
    with house.database.write() as session:
        subject = subject_of(session, house, home.id, place, uuid.UUID(str(id)))
        return command(
            session,
            house,
            home.id,
            subject.person_id,
            place,
            subject.id,
            text,
            voice=JEANNE,
            actor=staff(exchange),
            now=NOW,
        )


def limited(
    exchange: Exchange, place: str, id: uuid.UUID | str, *readers: str, **more: Any
) -> uuid.UUID:
    """Only these still read it."""
    names = [exchange.home.staff[name] for name in readers]
    said = {"ground": "contested", "readers": names, "team": exchange.home.staff.values(), **more}
    with exchange.house.database.write() as session:
        return limit(
            session,
            exchange.house,
            staff(exchange),
            place,
            uuid.UUID(str(id)),
            "Le temps de vérifier",
            voice=JEANNE,
            now=NOW,
            **said,
        )


def lifted(exchange: Exchange, mark_id: uuid.UUID, why: str = "Vérifié avec elle") -> None:
    with exchange.house.database.write() as session:
        lift(session, exchange.house, staff(exchange), mark_id, why=why, now=NOW)
