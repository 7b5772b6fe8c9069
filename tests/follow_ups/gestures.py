"""What professionals do about follow-ups on a tablet of Les Tilleuls, and what the tables and tablets then hold."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from app.areas.follow_ups.models import FollowUp
from app.ground import clock
from app.ground.ids import new_id
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DUE = NOW + HOUR


def asked(due_at: datetime = DUE, **more: Any) -> Json:
    """The body of `follow_up.open`."""
    return {"kind": "task", "what": "Peser", "due_at": clock.to_text(due_at), **more}


def with_entry(due_at: datetime = DUE, **more: Any) -> Json:
    """The body of a transmission that is due a result."""
    member = {"id": str(new_id()), "due_at": clock.to_text(due_at), "what": None, "role": None}
    return {"cible": "douleur-aigue", "vocabulary": 1, "follow_up": {**member, **more}}


def lenoir(unlock: Unlock, exchange: Exchange, kind: str, body: Json, **options: Any) -> Json:
    """The claims of one command about Mme Lenoir, now unless told otherwise."""
    options.setdefault("at", NOW)
    return unlock.claims(kind, exchange.home.persons["Lenoir"], body, **options)


def step(unlock: Unlock, exchange: Exchange, gesture: str, on: str, **options: Any) -> Json:
    """The claims of a step; members of the body among the options."""
    body = {"follow_up": on, **options.pop("body", {})}
    return lenoir(unlock, exchange, f"follow_up.{gesture}", body, **options)


def done(exchange: Exchange, unlock: Unlock, claims: Json) -> Json:
    """Sends a command that is applied; the answer."""
    answer = exchange.one(unlock.tablet, unlock.seal(claims))
    assert answer["outcome"] == "applied", answer
    return answer


def opened(exchange: Exchange, unlock: Unlock, **options: Any) -> str:
    """Opens a follow-up of its own; its id."""
    body = options.pop("body", None) or asked()
    claims = lenoir(unlock, exchange, "follow_up.open", body, **options)
    done(exchange, unlock, claims)
    id_: str = claims["id"]
    return id_


def row_of(exchange: Exchange, follow_up: str) -> FollowUp:
    """The row in the table."""
    with exchange.house.database.read() as session:
        found = session.get(FollowUp, uuid.UUID(follow_up))
    assert found is not None
    return found


def told(exchange: Exchange, follow_up: str) -> Json:
    """The row as a new tablet is told it."""
    answer = exchange.pull(exchange.home.unlock("Nadia"), exchange.home.units[0])
    found: Json = next(row for row in answer["rows"]["follow_up"] if row["id"] == follow_up)
    return found
