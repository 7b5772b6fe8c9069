"""What a tablet pulls: all its units in one request, or one unit as older pages ask."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Flask, Response, request
from pydantic import BaseModel, Field

from app.gate.auth import access, bodies
from app.gate.auth.access import Access
from app.gate.auth.actor import Actor
from app.gate.auth.actors import current_actor
from app.gate.sync import feed, pace, silence, structure
from app.gate.sync.answers import json_answer
from app.gate.sync.asking import Asked
from app.gate.sync.feed import Changes
from app.gate.sync.registry import register_feed, register_opening
from app.ground import clock, logs
from app.ground.errors import ChevetError, Invalid, SignInNeeded
from app.ground.house import current_house
from app.ground.ids import parse_id

MOST_UNITS = 100
_log = logs.logger("chevet.feed")
blueprint = Blueprint("changes", __name__, url_prefix="/api/v1/changes")


class Held(bodies.Body):
    """One unit, and how far the tablet knows it."""

    unit: str = Field(max_length=40)
    cursor: str | None = Field(default=None, max_length=400)


class Question(bodies.Body):
    """The units that a tablet follows."""

    units: list[Held] = Field(max_length=MOST_UNITS)


class Changed(BaseModel):
    """An answer of the feed. `unchanged` stands alone; else rows by kind, and what to forget."""

    now: str
    epoch: str
    cursor: str
    unchanged: bool | None = None
    full: bool | None = None
    rows: dict[str, list[dict[str, Any]]] | None = None
    removed: list[dict[str, str]] | None = None


class ChangedUnit(BaseModel):
    """One unit's part: as `Changed`, or why nothing can be told of it."""

    unit: str
    now: str | None = None
    epoch: str | None = None
    cursor: str | None = None
    unchanged: bool | None = None
    full: bool | None = None
    rows: dict[str, list[dict[str, Any]]] | None = None
    removed: list[dict[str, str]] | None = None
    status: int | None = None
    code: str | None = None
    detail: str | None = None


class ChangedUnits(BaseModel):
    """One part for each unit asked, in order."""

    now: str
    units: list[ChangedUnit]


@blueprint.get("")
def of_unit() -> Response:
    """What changed in a unit since the cursor, or everything when there is none that can be used."""
    actor, device_id = _reader()
    asked = Asked(parse_id(request.args.get("unit")), request.args.get("cursor"))
    told = feed.changes(current_house(), actor, device_id, asked, now=clock.now())
    return json_answer(told.answer)


@blueprint.post("")
def of_units() -> Response:
    """The same of several units, as of one instant. Cursors come in the body: no log of addresses holds them."""
    actor, device_id = _reader()
    units = bodies.read(Question).units
    asked = [Asked(parse_id(one.unit), one.cursor) for one in units]
    known = [one.unit_id for one in asked if one.unit_id is not None]
    if len(set(known)) < len(known):
        raise Invalid({"units": "Demandez chaque unité une seule fois."})
    now = clock.now()
    told = feed.changes_of(current_house(), actor, device_id, asked, now=now)
    parts = [{"unit": one.unit, **_part(part)} for one, part in zip(units, told, strict=True)]
    return json_answer({"now": clock.to_text(now), "units": parts})


def _reader() -> tuple[Actor, uuid.UUID]:
    actor = current_actor()
    if actor is None or actor.device_id is None:
        raise SignInNeeded()
    pace.keep("changes", actor.device_id)
    return actor, actor.device_id


def _part(told: Changes | Exception) -> dict[str, Any]:
    if isinstance(told, Changes):
        return told.answer
    if isinstance(told, ChevetError):
        return {"status": told.status, "code": told.code, "detail": told.message}
    _log.error("unexpected", exc_info=told)
    detail = "Cette unité n’a pas pu être lue ; l’incident est noté. Les autres sont à jour."
    return {"status": 500, "code": "internal", "detail": detail}


def register(app: Flask) -> None:
    """Opens the address, and gives the feed the rows that belong to no area."""
    register_feed("units", structure.units)
    register_feed("staff", structure.staff)
    register_feed(silence.KIND, silence.silences)
    register_opening(silence.KIND, silence.next_silence)
    app.register_blueprint(blueprint)


access.declare(
    "changes.of_unit",
    Access.session("journal.read", on_device=True),
    answers=Changed,
    summary="Ce qui a changé dans une unité",
)
access.declare(
    "changes.of_units",
    Access.session("journal.read", on_device=True),
    reads=Question,
    answers=ChangedUnits,
    summary="Ce qui a changé dans les unités de la tablette",
)
