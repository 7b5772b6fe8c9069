"""Opening follow-ups without a tablet."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands.by import System, by_actor, trace
from app.areas.follow_ups.kinds import KINDS
from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.rows import Asked, Row, follow_up_row
from app.gate.audit.record import Doer
from app.ground.database import take_revision
from app.ground.errors import Invalid
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.follow_up_texts import validate_what


def open_task(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    asked: Asked,
    *,
    person_id: uuid.UUID,
    now: datetime,
    occurred_at: datetime | None = None,
    id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Opens a follow-up about a person of the actor's home and returns its id.

    Raises KeyError for a kind that nobody registered, Invalid for what cannot be asked.
    """
    if asked.kind not in KINDS:
        raise KeyError(asked.kind)
    if problems := validate_what(asked.what):
        raise Invalid(dict(problems))
    by = by_actor(actor, now, occurred_at)
    row = follow_up_row(vault, by, asked, id=id or new_id(), person=person_id)
    load_follow_ups(session, [row])
    trace(session, "follow_up.open", actor, by, person_id, row["id"], kind=asked.kind)
    follow_up_id: uuid.UUID = row["id"]
    return follow_up_id


def load_follow_ups(session: Session, rows: Iterable[Row]) -> int:
    """Keeps many rows of `rows.follow_up_row` at once; returns how many."""
    stamped = [{**row, "revision": take_revision(session, row["establishment_id"])} for row in rows]
    if stamped:
        session.connection().execute(insert(FollowUp), stamped)
    return len(stamped)
