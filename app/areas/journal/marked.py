"""Transmissions that rights speak of: named to those who mark them, and kept from those whom a limit leaves out."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.areas.journal.chains import STANDING, Standing, of_roots
from app.areas.journal.models import Entry
from app.areas.journal.telling import PLACE
from app.areas.marks.queries import Place, Subject, hidden, holds, register_place
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken

_UNANSWERED: Final = (
    "Cette alarme n’a pas encore été prise en compte : tant qu’elle attend, toute l’équipe la lit."
)


def hidden_from(
    session: Session, reader_id: uuid.UUID | None, person_ids: Collection[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Every version of the transmissions of these persons that the reader may not see; None: no reader at all."""
    roots = hidden(session, PLACE, reader_id, person_ids)
    if not roots:
        return roots
    return frozenset(session.scalars(select(Entry.id).where(of_roots(roots))))


def _find(session: Session, house: House, id: uuid.UUID) -> Subject | None:
    row = session.execute(select(*STANDING, Entry.sealed).where(Entry.id == id)).one_or_none()
    if row is None or row.retracted_at is not None:
        return None
    entry = Standing(*row[:-1])
    try:
        label = house.vault.open(entry.person_id, "entry", entry.id, row.sealed)["label"]
    except (KeyGone, SealBroken):
        label = "Illisible"
    unanswered = entry.is_alarm and entry.acknowledged_at is None
    return Subject(
        entry.root,
        entry.establishment_id,
        entry.person_id,
        entry.occurred_at,
        str(label),
        unlimitable=_UNANSWERED if unanswered else "",
    )


def _touch(session: Session, subject: Subject, now: datetime) -> None:
    """All versions come, and go, together."""
    revision = take_revision(session, subject.establishment_id)
    session.execute(update(Entry).where(of_roots([subject.id])).values(revision=revision))


register_place(
    Place(PLACE, "Transmission", _find, _touch, holds("journal.read"), "journal.timeline")
)
