"""/api/v1/persons/<id>/entries: the whole file of one person, for a tablet that keeps seven days of it.

GET reads it by cible, author and days; words are sought by POST, since an address is kept in histories and logs.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from pydantic import BaseModel

from app.areas.journal import history
from app.areas.journal.asking import Asked, Sought, from_address, from_body
from app.areas.journal.opening import open_file
from app.areas.persons.queries import unit_of
from app.gate.auth import bodies
from app.gate.auth.access import Access, declare
from app.gate.auth.actors import require
from app.gate.directory.structure import zone_of
from app.gate.sync import pace
from app.gate.sync.answers import json_answer
from app.ground import clock
from app.ground.house import current_house

blueprint = Blueprint("history", __name__, url_prefix="/api/v1")


class History(BaseModel):
    """One page of a file: rows of entries as the feed tells them, newest first, every version of each; `next` asks
    for the page after it, and is null on the last one. `total` counts what was found, versions apart."""

    now: str
    entries: list[dict[str, Any]]
    next: str | None
    total: int | None


@blueprint.get("/persons/<uuid:person_id>/entries")
def entries(person_id: uuid.UUID) -> Response:
    """What was written about the person, a page at a time."""
    return _answer(person_id, from_address(request.args))


@blueprint.post("/persons/<uuid:person_id>/entries")
def search(person_id: uuid.UUID) -> Response:
    """The same, of what holds some words."""
    return _answer(person_id, from_body(bodies.read(Sought)))


def _answer(person_id: uuid.UUID, asked: Asked) -> Response:
    actor, house = require("journal.read"), current_house()
    pace.keep("entries", actor.session_id or actor.staff_id)
    with house.database.read() as session:
        unit_id = unit_of(session, actor.establishment_id, person_id)
        zone = zone_of(session, actor.establishment_id)
    open_file(person_id, unit_id, "journal.read")
    page = history.page_of(
        house,
        actor.establishment_id,
        person_id,
        asked.wanted,
        zone,
        before=asked.before,
        limit=asked.limit,
    )
    with house.database.read() as session:
        rows = history.told(session, house, page.ids)
    answer = {"now": clock.to_text(clock.now()), "entries": rows[::-1], "total": page.total}
    return json_answer({**answer, "next": history.to_text(page.next) if page.next else None})


declare(
    "history.entries",
    Access.session("journal.read"),
    answers=History,
    summary="Les transmissions d’une personne, tout le dossier, page par page",
)
declare(
    "history.search",
    Access.session("journal.read"),
    reads=Sought,
    answers=History,
    summary="Les mêmes, qui contiennent certains mots",
)
