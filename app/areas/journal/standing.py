"""How an entry stands, and what becomes of it: additions, acknowledgement, receipts, undo.

Commands of several tablets arrive in any order. What they leave does not depend on it: times at the bedside decide,
never times of arrival. Every function here runs in a transaction that has taken the revision already, so that what
it reads stays true until the commit.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry, Receipt
from app.ground.database import take_revision
from transmissions import entry as rules
from transmissions.visibility import expires_at

ALREADY_ACKNOWLEDGED = "already_acknowledged"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about an entry; its texts stay sealed."""

    id: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    author_id: uuid.UUID
    cible: str
    vocabulary: int
    is_alarm: bool
    is_incomplete: bool
    occurred_at: datetime
    received_at: datetime
    acknowledged_by: uuid.UUID | None
    acknowledged_at: datetime | None
    retracted_at: datetime | None

    def as_entry(self, *, acknowledged_before: datetime) -> rules.Entry:
        """The entry as the rules see it at an instant: a later acknowledgement did not exist yet."""
        by, at = self.acknowledged_by, self.acknowledged_at
        is_seen = by is not None and at is not None and at <= acknowledged_before
        return rules.Entry(
            id=self.id,
            person=self.person_id,
            author=self.author_id,
            cible=self.cible,
            label="",
            vocabulary=self.vocabulary,
            occurred_at=self.occurred_at,
            received_at=self.received_at,
            alarm=self.is_alarm,
            acknowledged=rules.Acknowledgement(by, at) if is_seen and by and at else None,
            retracted_at=self.retracted_at,
        )


_COLUMNS = [getattr(Entry, name) for name in Standing.__dataclass_fields__]


def find(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """How the entries among `ids` stand; unknown ones are absent."""
    rows = session.execute(select(*_COLUMNS).where(Entry.id.in_(list(ids))))
    return {row[0]: Standing(*row) for row in rows}


def add(session: Session, entry: Standing, row: dict[str, Any], *, has_data: bool) -> None:
    """Keeps an addition. The entry is shown longer, and is complete once something was seen."""
    session.connection().execute(insert(Addition), [row])
    still_missing = entry.is_incomplete and not has_data
    _change(session, entry, is_incomplete=still_missing)


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
    _change(session, entry, acknowledged_by=by, acknowledged_at=at, retracted_at=undone)


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
        update(Entry).where(Entry.id.in_([one.id for one in entries])).values(revision=revision)
    )


def retract(session: Session, entry: Standing, by: uuid.UUID, at: datetime) -> tuple[str, ...]:
    """The author takes the entry back. It stays in the tables, and no list shows it.

    Returns a flag instead when a nurse had acknowledged it by then. Raises Forbidden for anybody else's entry, and
    past the delay.
    """
    if rules.refusal_to_retract(entry.as_entry(acknowledged_before=at), by=by, at=at) is None:
        if entry.retracted_at is None or at < entry.retracted_at:
            _change(session, entry, retracted_at=at)
        return ()
    never = entry.as_entry(acknowledged_before=datetime.min.replace(tzinfo=at.tzinfo))
    reason = rules.refusal_to_retract(never, by=by, at=at)
    if reason is not None:
        raise Forbidden(reason)
    return (ALREADY_ACKNOWLEDGED,)


class Forbidden(Exception):
    """The rules refuse this for good; the message is French."""


def _change(session: Session, entry: Standing, **values: Any) -> None:
    """Writes the new state and everything that follows from it."""
    acknowledged_at = values.get("acknowledged_at", entry.acknowledged_at)
    last = session.execute(
        select(func.max(Addition.occurred_at)).where(Addition.entry_id == entry.id)
    ).scalar()
    said = [at for at in (last, acknowledged_at) if at is not None]
    values["expires_at"] = expires_at(
        entry.occurred_at,
        pinned=entry.is_alarm and acknowledged_at is None,
        last_addition_at=max(said, default=None),
    )
    values["revision"] = take_revision(session, entry.establishment_id)
    session.connection().execute(update(Entry).where(Entry.id == entry.id).values(**values))
