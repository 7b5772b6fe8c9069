"""How an entry stands, and what becomes of it: additions, acknowledgement, receipts, corrections, undo.

Commands of several tablets arrive in any order. What they leave does not depend on it: times at the bedside decide,
never times of arrival. Every function here runs in a transaction that has taken the revision already, so that what
it reads stays true until the commit.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import withdraw_with_entry
from app.areas.journal.chains import STANDING, Standing, change, of_roots
from app.areas.journal.models import Addition, Entry, Receipt
from app.ground.database import take_revision
from transmissions import entry as rules
from transmissions.correction import refusal_of_another, refusal_to_correct

ALREADY_ACKNOWLEDGED = "already_acknowledged"


def find(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """How the entries among `ids` stand; unknown ones are absent."""
    rows = session.execute(select(*STANDING).where(Entry.id.in_(list(ids))))
    return {row[0]: Standing(*row) for row in rows}


def add(session: Session, entry: Standing, row: dict[str, Any], *, has_data: bool) -> None:
    """Keeps an addition. The entry is shown longer, and is complete once something was seen."""
    session.connection().execute(insert(Addition), [row])
    still_missing = entry.is_incomplete and not has_data
    change(session, entry, is_incomplete=still_missing)


def acknowledge(session: Session, entry: Standing, by: uuid.UUID, at: datetime) -> None:
    """A nurse answers for an alarm; of several, the first at the bedside counts.

    An undo made after it has no effect, even when it arrived first: somebody acts on the alarm.
    """
    before = (entry.acknowledged_at, entry.acknowledged_by)
    if before[0] is not None and before <= (at, by):
        return
    undone = entry.retracted_at
    if undone is not None and undone >= at:
        undone = None
    change(session, entry, acknowledged_by=by, acknowledged_at=at, retracted_at=undone)
    if undone != entry.retracted_at:
        withdraw_with_entry(session, entry.id, None)


def read(session: Session, entries: Sequence[Standing], by: uuid.UUID, at: datetime) -> None:
    """Receipts of one reader; of several for one entry, the first at the bedside counts."""
    if not entries:
        return
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Receipt)
    rows = [
        {
            "entry_id": entry.id,
            "staff_id": by,
            "establishment_id": entry.establishment_id,
            "read_at": at,
        }
        for entry in sorted(entries, key=lambda one: one.id.bytes)
    ]
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=["entry_id", "staff_id"],
            set_={"read_at": statement.excluded.read_at},
            where=statement.excluded.read_at < Receipt.read_at,
        ),
        rows,
    )
    revision = take_revision(session, entries[0].establishment_id)
    session.connection().execute(
        update(Entry).where(of_roots({one.root for one in entries})).values(revision=revision)
    )


def correct(
    session: Session, entry: Standing, row: dict[str, Any], by: uuid.UUID, at: datetime
) -> tuple[str, ...]:
    """Keeps another version of the entry, written at `at`. Which one stands follows from all of them.

    Returns what is odd about it as things stand now. Raises Forbidden for anybody else's entry, and past the number of
    versions that one may have.
    """
    reason = refusal_to_correct(author=entry.author_id, by=by)
    if reason is not None:
        raise Forbidden(reason)
    count = select(func.count()).select_from(Entry).where(of_roots([entry.root]))
    crowded = refusal_of_another(session.scalar(count) or 0)
    if crowded is not None:
        raise Forbidden(crowded, code="too_many_versions")
    of_chain = {
        "occurred_at": entry.occurred_at,
        "root_id": entry.root,
        "corrects": entry.id,
        "corrected_at": at,
        "revision": take_revision(session, entry.establishment_id),
    }
    session.connection().execute(insert(Entry), [row | of_chain])
    return change(session, entry)[row["id"]].flags


def retract(session: Session, entry: Standing, by: uuid.UUID, at: datetime) -> tuple[str, ...]:
    """The author takes the entry back. It stays in the tables, and no list shows it.

    Returns a flag instead when a nurse had acknowledged it by then. Raises Forbidden for anybody else's entry, and
    past the delay.
    """
    if rules.refusal_to_retract(entry.as_entry(acknowledged_before=at), by=by, at=at) is None:
        if entry.retracted_at is None or at < entry.retracted_at:
            change(session, entry, retracted_at=at)
            withdraw_with_entry(session, entry.id, at)
        return ()
    never = entry.as_entry(acknowledged_before=datetime.min.replace(tzinfo=at.tzinfo))
    reason = rules.refusal_to_retract(never, by=by, at=at)
    if reason is not None:
        raise Forbidden(reason)
    return (ALREADY_ACKNOWLEDGED,)


class Forbidden(Exception):
    """The rules refuse this for good; the message is French."""

    def __init__(self, message: str, *, code: str = "never_allowed") -> None:
        super().__init__(message)
        self.code = code
