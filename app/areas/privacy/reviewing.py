"""What is shown of a flagged row to whoever looks at it: nothing of what a mask or a limitation keeps from them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from app.areas.marks.queries import PLACES, hidden
from app.areas.privacy.flagging import Flag, key_of
from app.areas.privacy.reading import Gathered, Row
from app.gate.auth.actor import Actor

KEPT_FROM: Final = (
    "Vous ne lisez pas ce texte : il est masqué ou limité. Demandez à un collègue qui le lit."
)
_NAMES: Final = ("id", "root_id", "chain_id", "entry_id", "document_id", "line_id", "follow_up_id")


def reviewed(
    session: Session, actor: Actor, gathered: Gathered, found: Iterable[Flag]
) -> list[Flag]:
    """The same flags, without the words that this reader is not to read."""
    gone = {
        str(id) for place in PLACES for id in _limited(session, place, actor, gathered.person_id)
    }
    gone |= {
        row["id"]
        for row in gathered.rows["document"]
        if actor.role in (row.get("hidden_from") or ())
    }
    kept = {
        key_of(table, row)
        for table, rows in gathered.rows.items()
        for row in rows
        if _touches(row, gone)
    }
    return [replace(one, excerpt=KEPT_FROM) if one.key in kept else one for one in found]


def _limited(
    session: Session, place: str, actor: Actor, person_id: uuid.UUID
) -> frozenset[uuid.UUID]:
    return hidden(session, place, actor.staff_id, [person_id])


def _touches(row: Row, gone: set[str]) -> bool:
    return any(row.get(name) in gone for name in _NAMES)
