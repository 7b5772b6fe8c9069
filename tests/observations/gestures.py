"""What professionals measure on a tablet of Les Tilleuls, and what the tables and tablets then hold."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.observations.models import Observation
from app.gate.auth.actor import Actor
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW


def actor(exchange: Exchange, name: str = "Nadia") -> Actor:
    """Somebody of the team, at a desk."""
    return Actor(exchange.home.staff[name], exchange.home.id, "nurse", None)


def measure(kind: str, value: str | None = None, **more: Any) -> Json:
    """The body of `observation.record`."""
    return {"kind": kind, "values": {} if value is None else {"value": value}, **more}


def sent(exchange: Exchange, unlock: Unlock, body: Json, **options: Any) -> tuple[str, Json]:
    """Sends a measure of Mme Lenoir; its id, and the answer."""
    options.setdefault("at", NOW)
    person = exchange.home.persons["Lenoir"]
    claims = unlock.claims("observation.record", person, body, **options)
    return claims["id"], exchange.one(unlock.tablet, unlock.seal(claims))


def recorded(exchange: Exchange, unlock: Unlock, body: Json, **options: Any) -> str:
    """The same, which must be applied."""
    id_, answer = sent(exchange, unlock, body, **options)
    assert answer["outcome"] == "applied", answer
    return id_


def undone(exchange: Exchange, unlock: Unlock, observation: str, **options: Any) -> Json:
    """Sends the undo of a measure; the answer."""
    options.setdefault("at", NOW)
    person = exchange.home.persons["Lenoir"]
    body = {"observation": observation}
    claims = unlock.claims("observation.retract", person, body, **options)
    answer: Json = exchange.one(unlock.tablet, unlock.seal(claims))
    return answer


def row_of(exchange: Exchange, observation: str) -> Observation:
    """The row in the table."""
    with exchange.house.database.read() as session:
        found = session.get(Observation, uuid.UUID(observation))
    assert found is not None
    return found


def tasks(exchange: Exchange) -> list[tuple[str, bool, str | None]]:
    """What nurses were asked: in words, urgent or not, and how it was closed."""
    with exchange.house.database.read() as session:
        rows = session.scalars(select(FollowUp).order_by(FollowUp.opened_at)).all()
    open_ = exchange.house.vault.open
    return [
        (open_(row.person_id, "follow_up", row.id, row.sealed)["what"], row.is_urgent, row.outcome)
        for row in rows
    ]


def rows(answer: Json, kind: str = "observation") -> list[Json]:
    """The rows of a kind in an answer of the feed."""
    found: list[Json] = answer.get("rows", {}).get(kind, [])
    return found
