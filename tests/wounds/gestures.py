"""What professionals say of wounds of Mme Lenoir on a tablet, and what the tables and tablets then hold."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.wounds.models import Wound, WoundAct
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

YES = {"given": True, "by": "person"}
HEEL: Json = {"site": "heel", "side": "left", "kind": "pressure_ulcer", "consent": YES}
SEEN: Json = {
    "length_mm": 40,
    "width_mm": 30,
    "depth_mm": 3,
    "tissue": {"slough": 30, "granulation": 70},
    "exudate": "moderate",
    "edges": ["attached"],
    "pain": 2,
    "infection": [],
    "stage": "3",
    "care": "Hydrocellulaire",
}


def sent(
    exchange: Exchange, unlock: Unlock, kind: str, body: Json, **options: Any
) -> tuple[str, Json]:
    """Sends a command about Mme Lenoir; its id, and the answer."""
    options.setdefault("at", NOW)
    person = options.pop("person", exchange.home.persons["Lenoir"])
    claims = unlock.claims(kind, person, body, **options)
    return claims["id"], exchange.one(unlock.tablet, unlock.seal(claims))


def applied(
    exchange: Exchange, unlock: Unlock, kind: str, body: Json, **options: Any
) -> tuple[str, list[str]]:
    """The same, which must be applied; its id and its flags."""
    id_, answer = sent(exchange, unlock, kind, body, **options)
    assert answer["outcome"] == "applied", answer
    return id_, answer.get("flags", [])


def opened(exchange: Exchange, unlock: Unlock, body: Json = HEEL, **options: Any) -> str:
    """A wound."""
    return applied(exchange, unlock, "wound.open", body, **options)[0]


def assessed(
    exchange: Exchange, unlock: Unlock, wound: str, said: Json = SEEN, **options: Any
) -> tuple[str, list[str]]:
    """An assessment of it."""
    return applied(exchange, unlock, "wound.assess", {"wound": wound, **said}, **options)


def told(exchange: Exchange, unlock: Unlock, cursor: str | None = None) -> list[Json]:
    """The wounds that a tablet is told of."""
    answer = exchange.pull(unlock, exchange.home.units[0], cursor)
    found: list[Json] = answer.get("rows", {}).get("wound", [])
    return found


def wound_row(exchange: Exchange, wound: str) -> Wound:
    with exchange.house.database.read() as session:
        found = session.get(Wound, uuid.UUID(wound))
    assert found is not None
    return found


def act_row(exchange: Exchange, act: str) -> WoundAct:
    with exchange.house.database.read() as session:
        found = session.get(WoundAct, uuid.UUID(act))
    assert found is not None
    return found


def asked(exchange: Exchange) -> list[tuple[str, bool, bool]]:
    """What nurses were asked: in words, urgent or not, still open or not; by when it is due."""
    with exchange.house.database.read() as session:
        rows = session.scalars(
            select(FollowUp).order_by(FollowUp.due_at, FollowUp.opened_at, FollowUp.id)
        ).all()
    open_ = exchange.house.vault.open
    return [
        (
            open_(row.person_id, "follow_up", row.id, row.sealed)["what"],
            row.is_urgent,
            row.closed_at is None,
        )
        for row in rows
    ]


def still_asked(exchange: Exchange) -> list[str]:
    """What remains open, in words."""
    return [what for what, _, is_open in asked(exchange) if is_open]
