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
from app.areas.privacy.telling import Reader, said
from app.gate.auth.actor import Actor
from app.ground.portable import KEPT, Kept

KEPT_FROM: Final = (
    "Vous ne lisez pas ce texte : il est masqué ou limité. Demandez à un collègue qui le lit."
)
_MOST: Final = 400
_NAMES: Final = ("id", "root_id", "chain_id", "entry_id", "document_id", "line_id", "follow_up_id")


def reviewed(
    session: Session, actor: Actor, gathered: Gathered, found: Iterable[Flag]
) -> list[Flag]:
    """The same flags in a reader's words, without those that this reader is not to read."""
    gone = {
        str(id) for place in PLACES for id in _limited(session, place, actor, gathered.person_id)
    }
    gone |= {
        row["id"]
        for row in gathered.rows["document"]
        if actor.role in (row.get("hidden_from") or ())
    }
    rows = {
        key_of(table, row): (KEPT[table], row)
        for table, some in gathered.rows.items()
        for row in some
    }
    reader = Reader(gathered)
    return [replace(one, excerpt=_excerpt(one, *rows[one.key], reader, gone)) for one in found]


def _excerpt(flag: Flag, kept: Kept, row: Row, reader: Reader, gone: set[str]) -> str:
    if any(row.get(name) in gone for name in _NAMES):
        return KEPT_FROM
    return said(kept, row, reader)[:_MOST] if kept.is_told else flag.excerpt


def _limited(
    session: Session, place: str, actor: Actor, person_id: uuid.UUID
) -> frozenset[uuid.UUID]:
    return hidden(session, place, actor.staff_id, [person_id])
