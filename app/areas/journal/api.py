"""GET /api/v1/persons/<id>/entries: the whole file of one person, for a tablet that keeps seven days of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel

from app.areas.journal import history
from app.areas.journal.opening import open_file
from app.areas.journal.search import Place
from app.areas.persons.queries import unit_of
from app.gate.auth.access import Access, declare
from app.gate.auth.actors import require
from app.gate.directory.structure import zone_of
from app.gate.sync import pace
from app.gate.sync.answers import json_answer
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from transmissions.search import QUERY_LIMIT, Wanted, words_of

blueprint = Blueprint("history", __name__, url_prefix="/api/v1")
CIBLE = re.compile(r"[a-z0-9-]{1,100}")
USUAL_PAGE = 30
Value = TypeVar("Value")


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
    actor, house = require("journal.read"), current_house()
    pace.keep("entries", actor.session_id or actor.staff_id)
    asked, before, limit = _asked()
    with house.database.read() as session:
        unit_id = unit_of(session, actor.establishment_id, person_id)
        zone = zone_of(session, actor.establishment_id)
    open_file(person_id, unit_id, "journal.read")
    page = history.page_of(
        house, actor.establishment_id, person_id, asked, zone, before=before, limit=limit
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


def _asked() -> tuple[Wanted, Place | None, int]:
    """What the address asks for. Raises Invalid, with all that it could not read."""
    wrong: dict[str, str] = {}

    def read(name: str, reader: Callable[[str], Value], reason: str) -> Value | None:
        text = request.args.get(name, "")
        if not text:
            return None
        try:
            return reader(text)
        except ValueError:
            wrong[name] = reason
            return None

    asked = Wanted(
        words=read("q", _words, f"Cherchez au plus {QUERY_LIMIT} caractères.") or (),
        cible=read("cible", _cible, "Cette cible n’en est pas une."),
        author=read("author", uuid.UUID, "Ce professionnel n’est pas désigné par son identifiant."),
        since=read("since", date.fromisoformat, "Donnez un jour : 2026-11-21, par exemple."),
        until=read("until", date.fromisoformat, "Donnez un jour : 2026-11-21, par exemple."),
    )
    before = read("before", history.from_text, "Cette suite n’existe pas : reprenez au début.")
    limit = read("limit", _limit, f"De 1 à {history.LONGEST_PAGE} par page.")
    if wrong:
        raise Invalid(wrong, "La demande ne se lit pas.")
    return asked, before, limit or USUAL_PAGE


def _words(text: str) -> tuple[str, ...]:
    if len(text) > QUERY_LIMIT:
        raise ValueError(text)
    return words_of(text)


def _cible(text: str) -> str:
    if not CIBLE.fullmatch(text):
        raise ValueError(text)
    return text


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise ValueError(text)
    found = int(text)
    if not 1 <= found <= history.LONGEST_PAGE:
        raise ValueError(text)
    return found
