"""Persons as the bedside screens of their unit draw them."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.areas.persons.coded import NOTHING, Coded, coded_marks
from app.areas.persons.identity import UNREADABLE
from app.areas.persons.models import Person, Picture
from app.gate.directory.models import Room
from app.gate.sync import broken
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Row, Scope, Slice
from app.ground.vault import KeyGone, SealBroken

_UNREADABLE = {"family_name": UNREADABLE, "given_name": "", "marks_lost": True}
# Drawn like a mark, and before all others: that nothing is known is what must be known at once.
_MARKS_LOST = {"kind": broken.FLAG, "text": "allergies et risques illisibles, à demander"}
_SEALED = ("family_name", "given_name", "used_name", "birth_name", "born_on", "sex")


def rows(scope: Scope) -> Slice:
    """The unit's persons who changed or came in; once a day all of them, for what ages by itself."""
    query = (
        select(
            Person.id,
            Person.sealed,
            Person.presence,
            Person.admitted_at,
            Room.name.label("room"),
            Room.position,
            Picture.sealed.label("picture"),
        )
        .outerjoin(Room, Room.id == Person.room_id)
        .outerjoin(Picture, Picture.person_id == Person.id)
        .where(Person.unit_id == scope.unit_id, Person.left_at.is_(None))
    )
    if scope.only is not None:
        query = query.where(Person.id == scope.only)
    if scope.since is not None and not scope.is_new_day:
        query = query.where(Person.revision > scope.since)
    found = scope.session.execute(query).all()
    ids = [one.id for one in found]
    details, coded = scope.details(ids), coded_marks(scope.session, scope.vault, ids)
    told = (_row(scope, one, details[one.id], coded.get(one.id, NOTHING)) for one in found)
    return Slice({"person": [row for row in told if row is not None]})


def _row(scope: Scope, one: Any, details: Row, coded: Coded) -> Row | None:
    """None for a person whose key was destroyed. An altered row keeps its place, and says that it cannot be read."""
    try:
        kept, flags = broken.opened(
            scope.vault, one.id, "person", one.id, one.sealed, instead=_UNREADABLE
        )
    except KeyGone:
        return None
    if flags:
        scope.broken.append(broken.Broken("person", one.id, one.id, one.sealed))
    scope.broken.extend(coded.broken)
    lost = [_MARKS_LOST] if kept.get("marks_lost") else []
    return {
        "id": str(one.id),
        "unit": str(scope.unit_id),
        "room": one.room,
        "position": one.position if one.position is not None else 9999,
        **{name: kept.get(name) for name in _SEALED},
        "picture": _picture(scope, one.id, one.picture),
        "marks": lost + coded.with_words(kept.get("marks", [])),
        "presence": one.presence,
        "admitted_on": one.admitted_at.astimezone(ZoneInfo(scope.timezone)).date().isoformat(),
        "usual": [],
        **details,
    }


def _picture(scope: Scope, person_id: uuid.UUID, sealed: bytes | None) -> str | None:
    if sealed is None:
        return None
    try:
        kept = scope.vault.open(person_id, "picture", person_id, sealed)
    except (KeyGone, SealBroken):
        return None
    return f"data:image/webp;base64,{kept['webp']}"


register_feed("persons", rows)
