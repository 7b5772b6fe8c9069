"""GET /api/v1/quarantine: what a professional wrote that could not be filed, told at the bedside."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response
from pydantic import BaseModel

from app.gate.audit.once import record_once
from app.gate.auth import access
from app.gate.auth.access import Access
from app.gate.auth.actors import require
from app.gate.auth.policy import allows
from app.gate.sync import review, settling
from app.gate.sync.answers import json_answer
from app.gate.sync.claims import Claims
from app.gate.sync.registry import known
from app.gate.sync.review import Item
from app.ground import clock
from app.ground.house import current_house

assert settling  # what is told here is settled by its command

blueprint = Blueprint("quarantine", __name__, url_prefix="/api/v1")


class Waiting(BaseModel):
    """One quarantined entry; person, type, time and body are absent where the reader may not know them."""

    quarantine: str
    command: str | None
    code: str
    reason: str
    received_at: str
    device: dict[str, str]
    author: str | None
    person: str | None
    type: str | None
    at: str | None
    body: dict[str, Any] | None


class Quarantined(BaseModel):
    """What waits to be judged, newest first."""

    now: str
    items: list[Waiting]


@blueprint.get("/quarantine")
def quarantined() -> Response:
    """What I wrote that waits to be settled; for who judges, all of the home."""
    actor, house, now = require("bedside.use"), current_house(), clock.now()
    is_judge = allows(actor.role, review.REVIEW)
    with house.database.read() as session:
        items = (review.waiting if is_judge else review.mine)(session, house, actor)
    if any(one.claims and one.author_id != actor.staff_id for one in items):
        record_once(house.database, "quarantine.read", actor=actor, now=now)
    return json_answer({"now": clock.to_text(now), "items": [_told(one) for one in items]})


def register(app: Flask) -> None:
    """Opens the address."""
    app.register_blueprint(blueprint)


access.declare(
    "quarantine.quarantined",
    Access.session("bedside.use", on_device=True),
    answers=Quarantined,
    summary="Les saisies mises de côté",
)


def _told(item: Item) -> dict[str, Any]:
    claims = item.claims
    return {
        "quarantine": str(item.id),
        "command": str(item.command_id) if item.command_id else None,
        "code": item.code,
        "reason": item.reason,
        "received_at": clock.to_text(item.received_at),
        "device": {"id": str(item.device_id), "name": item.device},
        "author": str(item.author_id) if item.author_id else None,
        "person": str(item.person_id) if item.person_id else None,
        "type": claims.type if claims else None,
        "at": claims.at if claims else None,
        "body": _body(claims) if claims else None,
    }


def _body(claims: Claims) -> dict[str, Any]:
    """What was said, without what only opens something else."""
    kind = known.commands.get(claims.type)
    return kind.shown(claims.body) if kind and kind.shown else claims.body
