"""Messages by thread: those of one relative with one box of the home, oldest first."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.boxes import BOXES
from app.areas.family.models import FamilyMessage
from app.areas.family.values import MessageShown, RoleOffered, ThreadShown
from app.gate.sync import broken
from app.gate.sync.scope import parts
from app.ground.house import House
from app.ground.vault import KeyGone, Vault

OFFERED = tuple(RoleOffered(one.code, one.label, one.hours) for one in BOXES.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thread in a list, unopened: `answer_by` while an answer is awaited."""

    relative_id: uuid.UUID
    person_id: uuid.UUID
    box: str
    last_at: datetime
    answer_by: datetime | None


LATEST: Final = 6
"""How many messages of a thread a page holds, unless it is about messages alone."""


def threads_of(
    session: Session, house: House, relative_id: uuid.UUID, *, latest: int | None = None
) -> tuple[ThreadShown, ...]:
    """The threads of a relative, the one that moved last on top; of each, all messages or the `latest`."""
    rows = session.scalars(
        select(FamilyMessage)
        .where(FamilyMessage.relative_id == relative_id)
        .order_by(FamilyMessage.sent_at, FamilyMessage.id)
    ).all()
    by_box: dict[str, list[FamilyMessage]] = {}
    for row in rows:
        by_box.setdefault(row.box, []).append(row)
    moved = sorted(by_box, key=lambda box: by_box[box][-1].sent_at, reverse=True)
    return tuple(_thread(house.vault, box, by_box[box], latest) for box in moved if box in BOXES)


def waiting_of(
    session: Session,
    establishment_id: uuid.UUID,
    person_ids: Collection[uuid.UUID],
    boxes: Collection[str],
) -> list[Waiting]:
    """The threads of these persons' relatives with these boxes: those to answer first, the most urgent on top."""
    by_thread: dict[tuple[uuid.UUID, str], list[Any]] = {}
    columns = (
        FamilyMessage.relative_id,
        FamilyMessage.person_id,
        FamilyMessage.box,
        FamilyMessage.staff_id,
        FamilyMessage.sent_at,
        FamilyMessage.answer_by,
    )
    for some in parts(person_ids):
        rows = session.execute(
            select(*columns)
            .where(
                FamilyMessage.establishment_id == establishment_id,
                FamilyMessage.person_id.in_(some),
                FamilyMessage.box.in_(sorted(boxes)),
            )
            .order_by(FamilyMessage.sent_at, FamilyMessage.id)
        )
        for row in rows:
            by_thread.setdefault((row.relative_id, row.box), []).append(row)
    found = [
        Waiting(rows[-1].relative_id, rows[-1].person_id, box, rows[-1].sent_at, _awaited(rows))
        for (_relative, box), rows in by_thread.items()
    ]
    answered = sorted(
        (one for one in found if one.answer_by is None), key=lambda one: one.last_at, reverse=True
    )
    awaited = [one for one in found if one.answer_by is not None]
    return [*sorted(awaited, key=lambda one: str(one.answer_by)), *answered]


def _thread(
    vault: Vault, box: str, rows: Sequence[FamilyMessage], latest: int | None
) -> ThreadShown:
    label, kept = BOXES[box].label, rows[-latest:] if latest else rows
    messages = tuple(
        MessageShown(row.id, row.staff_id is None, label, row.sent_at, text)
        for row in kept
        if (text := _text(vault, row)) is not None
    )
    return ThreadShown(rows[0].id, label, messages, _awaited(rows), box, len(kept) < len(rows))


def _awaited(rows: Sequence[Any]) -> datetime | None:
    """When the first message that nobody has answered was to be answered."""
    found: datetime | None = None
    for row in rows:
        found = None if row.staff_id is not None else found or row.answer_by
    return found


def _text(vault: Vault, row: FamilyMessage) -> str | None:
    about = (row.person_id, "family_message", row.id, row.sealed)
    try:
        kept, _flags = broken.opened(vault, *about, instead={"text": broken.SENTENCE})
    except KeyGone:
        return None
    return str(kept["text"])
