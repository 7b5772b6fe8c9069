"""What may be done with transmissions without a tablet: one function per intent, for pages, jobs and loaders.
What is written is here; gestures about what is there are in `gestures.py`.

Each writes its audit event in the running transaction and never commits. Tablets come in by `handlers.py`, which
stands on the same rules and the same rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.journal import standing, vocabularies
from app.areas.journal.gestures import (
    acknowledge_entry,
    find_entry,
    read_entries,
    retract_entry,
    trace,
)
from app.areas.journal.models import Entry
from app.areas.journal.publishing import publish_vocabulary
from app.areas.journal.standing import Forbidden
from app.areas.journal.texts import Row, addition_row, entry_row, has_data
from app.gate.audit.record import Doer
from app.ground.database import take_revision
from app.ground.errors import Invalid, Refused
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.correction import reason_problems
from transmissions.entry import Addition, Draft
from transmissions.validation import Problem, validate, validate_addition
from transmissions.vocabulary import Vocabulary

__all__ = [
    "acknowledge_entry",
    "complete_entry",
    "correct_entry",
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
    vocabulary = _words(session, actor, draft)
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
    trace(session, "transmission.record", actor, person_id, row["id"], now, row["occurred_at"])
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
    entry = find_entry(session, actor, entry_id)
    _refuse(validate_addition(addition))
    row = addition_row(
        vault, actor, addition, entry_id=entry.id, person_id=entry.person_id, received_at=now
    )
    standing.add(session, entry, row, has_data=has_data(addition))
    at = addition.occurred_at
    trace(session, "transmission.complete", actor, entry.person_id, entry.id, now, at)


def correct_entry(
    session: Session,
    vault: Vault,
    actor: Doer,
    entry_id: uuid.UUID,
    draft: Draft,
    reason: str,
    *,
    now: datetime,
    id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Keeps another version of one's own transmission and returns its id. Raises NotFound, Invalid, Refused."""
    entry = find_entry(session, actor, entry_id)
    vocabulary = _words(session, actor, draft)
    _refuse([*reason_problems(reason), *validate(draft, vocabulary)])
    row = entry_row(
        vault,
        actor,
        draft,
        vocabulary,
        id=id or new_id(),
        person_id=entry.person_id,
        occurred_at=now,
        received_at=now,
        reason=reason,
    )
    try:
        standing.correct(session, entry, row, actor.staff_id, now)
    except Forbidden as error:
        raise Refused(str(error)) from error
    version_id: uuid.UUID = row["id"]
    trace(session, "transmission.correct", actor, entry.person_id, version_id, now, now)
    return version_id


def load_entries(session: Session, rows: Iterable[Row]) -> int:
    """Keeps many rows of `texts.entry_row` at once, of one establishment or several; returns how many."""
    stamped = [{**row, "revision": take_revision(session, row["establishment_id"])} for row in rows]
    if stamped:
        session.connection().execute(insert(Entry), stamped)
    return len(stamped)


def _words(session: Session, actor: Doer, draft: Draft) -> Vocabulary:
    """The version of the vocabulary that the draft was written with. Raises Invalid."""
    vocabulary = vocabularies.numbered(session, actor.establishment_id, draft.vocabulary)
    if vocabulary is None:
        raise Invalid({"vocabulary": "Cette version du vocabulaire n’existe pas."})
    return vocabulary


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(dict(problems))
