"""What may be done with transmissions without a tablet: one function per intent, for pages, jobs and loaders.

Each writes its audit event in the running transaction and never commits. Tablets come in by `handlers.py`, which
stands on the same rules and the same rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.journal import standing, vocabularies
from app.areas.journal.chains import Standing
from app.areas.journal.models import Entry
from app.areas.journal.publishing import publish_vocabulary
from app.areas.journal.standing import Forbidden
from app.areas.journal.texts import Row, addition_row, entry_row, has_data
from app.gate.audit.record import Doer, record
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound, Refused
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.entry import Addition, Draft
from transmissions.validation import Problem, validate, validate_addition

__all__ = [
    "acknowledge_entry",
    "complete_entry",
    "load_entries",
    "publish_vocabulary",
    "read_entries",
    "retract_entry",
    "write_entry",
]


def write_entry(
    session: Session,
    vault: Vault,
    actor: Doer,
    draft: Draft,
    *,
    person_id: uuid.UUID,
    now: datetime,
    occurred_at: datetime | None = None,
    id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Keeps a transmission and returns its id. Raises Invalid."""
    vocabulary = vocabularies.numbered(session, actor.establishment_id, draft.vocabulary)
    if vocabulary is None:
        raise Invalid({"vocabulary": "Cette version du vocabulaire n’existe pas."})
    _refuse(validate(draft, vocabulary))
    row = entry_row(
        vault,
        actor,
        draft,
        vocabulary,
        id=id or new_id(),
        person_id=person_id,
        occurred_at=occurred_at or now,
        received_at=now,
    )
    load_entries(session, [row])
    _trace(session, "transmission.record", actor, person_id, row["id"], now, row["occurred_at"])
    entry_id: uuid.UUID = row["id"]
    return entry_id


def complete_entry(
    session: Session,
    vault: Vault,
    actor: Doer,
    entry_id: uuid.UUID,
    addition: Addition,
    *,
    now: datetime,
) -> None:
    """Adds to a transmission; the first words stay as they were. Raises NotFound, Invalid."""
    entry = _find(session, actor, entry_id)
    _refuse(validate_addition(addition))
    row = addition_row(
        vault, actor, addition, entry_id=entry.id, person_id=entry.person_id, received_at=now
    )
    standing.add(session, entry, row, has_data=has_data(addition))
    at = addition.occurred_at
    _trace(session, "transmission.complete", actor, entry.person_id, entry.id, now, at)


def acknowledge_entry(
    session: Session,
    actor: Doer,
    entry_id: uuid.UUID,
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Answers for an alarm. Raises NotFound, Conflict for what is no alarm."""
    entry = _find(session, actor, entry_id)
    if not entry.is_alarm:
        raise Conflict("Cette transmission n’est pas une alerte.")
    at = occurred_at or now
    standing.acknowledge(session, entry, actor.staff_id, at)
    _trace(session, "transmission.acknowledge", actor, entry.person_id, entry.id, now, at)


def read_entries(
    session: Session,
    actor: Doer,
    entry_ids: Sequence[uuid.UUID],
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Marks transmissions as read. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    found = standing.find(session, entry_ids)
    mine = [one for one in found.values() if one.establishment_id == actor.establishment_id]
    if len(mine) != len(set(entry_ids)):
        raise NotFound()
    at = occurred_at or now
    standing.read(session, mine, actor.staff_id, at)
    _trace(session, "transmission.read", actor, None, None, now, at, count=len(mine))


def retract_entry(
    session: Session,
    actor: Doer,
    entry_id: uuid.UUID,
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """The author takes an entry back. Raises NotFound, Refused (not the author, too late, acknowledged)."""
    entry = _find(session, actor, entry_id)
    at = occurred_at or now
    try:
        flags = standing.retract(session, entry, actor.staff_id, at)
    except Forbidden as error:
        raise Refused(str(error)) from error
    if flags:
        raise Refused("Cette alerte a déjà été prise en compte : complétez-la plutôt.")
    _trace(session, "transmission.retract", actor, entry.person_id, entry.id, now, at)


def load_entries(session: Session, rows: Iterable[Row]) -> int:
    """Keeps many rows of `texts.entry_row` at once, of one establishment or several; returns how many."""
    stamped = [{**row, "revision": take_revision(session, row["establishment_id"])} for row in rows]
    if stamped:
        session.connection().execute(insert(Entry), stamped)
    return len(stamped)


def _find(session: Session, actor: Doer, entry_id: uuid.UUID) -> Standing:
    """The entry, which nobody else changes before the commit. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    entry = standing.find(session, [entry_id]).get(entry_id)
    if entry is None or entry.establishment_id != actor.establishment_id:
        raise NotFound()
    return entry


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(dict(problems))


def _trace(
    session: Session,
    verb: str,
    actor: Doer,
    person_id: uuid.UUID | None,
    subject_id: uuid.UUID | None,
    now: datetime,
    occurred_at: datetime,
    *,
    count: int | None = None,
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=person_id,
        subject_id=subject_id,
        occurred_at=occurred_at,
        detail={"count": count} if count is not None else None,
    )
