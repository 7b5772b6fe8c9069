"""Making blocks: the months in which something changed, again; the others stay as they are."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.areas.journal.models import Entry, SearchBlock, SearchIndex
from app.areas.journal.search.blocks import NOTHING, Kept, kept_of, seal
from app.areas.journal.search.items import items_of, microseconds, month_of, rows_of
from app.ground.database import RevisionCounter
from app.ground.house import House
from app.ground.vault import KeyGone

DUE_AT = 250
"""Changed rows from which a file is due: opening so many seals takes about ten milliseconds."""

_AT_ONCE = 50


def make_due(house: House) -> int:
    """Makes the blocks of the files in which most has changed, some at a time; returns how many."""
    with house.database.read() as session:
        newer = func.count()
        due = session.execute(
            select(Entry.person_id, Entry.establishment_id)
            .outerjoin(SearchIndex, SearchIndex.person_id == Entry.person_id)
            .where(Entry.revision > func.coalesce(SearchIndex.revision, NOTHING))
            .group_by(Entry.person_id, Entry.establishment_id)
            .having(newer >= DUE_AT)
            .order_by(newer.desc())
            .limit(_AT_ONCE)
        ).all()
    for person_id, home in due:
        make(house, home, person_id)
    return len(due)


def make(house: House, establishment_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Brings a person's blocks up to now, unless somebody else does meanwhile, or the person is erased."""
    with house.database.read() as session:
        kept, revision = kept_of(session, person_id), _revision(session, establishment_id)
        try:
            months = _months(session, house, person_id, kept)
        except KeyGone:
            return
    with house.database.write() as session:
        if _advance(session, establishment_id, person_id, kept.revision, revision):
            _write(session, establishment_id, person_id, months)


def forget(house: House, person_id: uuid.UUID) -> None:
    """Drops a person's blocks: the next search, or the job, makes them all again."""
    with house.database.write() as session:
        for derived in (SearchBlock, SearchIndex):
            session.execute(delete(derived).where(derived.person_id == person_id))


def _revision(session: Session, establishment_id: uuid.UUID) -> int:
    """How far the home's writers have come in this reading transaction."""
    return (
        session.scalar(
            select(RevisionCounter.value).where(
                RevisionCounter.establishment_id == establishment_id
            )
        )
        or 0
    )


def _months(session: Session, house: House, person_id: uuid.UUID, kept: Kept) -> dict[int, bytes]:
    """The months in which something changed, sealed anew."""
    if kept.revision == NOTHING:
        rows: Mapping[int, Sequence[Any]] = _by_month(kept.newer)
    else:
        changed = {month_of(microseconds(row.occurred_at)) for row in kept.newer}
        rows = {month: _rows_in(session, person_id, month) for month in changed}
    return {
        month: seal(house.vault, person_id, month, items_of(session, house.vault, person_id, found))
        for month, found in rows.items()
    }


def _by_month(rows: Sequence[Any]) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[month_of(microseconds(row.occurred_at))].append(row)
    return found


def _rows_in(session: Session, person_id: uuid.UUID, month: int) -> list[Any]:
    return rows_of(
        session,
        Entry.person_id == person_id,
        Entry.occurred_at >= _first(month),
        Entry.occurred_at < _first(month + 1),
    )


def _first(month: int) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)


def _advance(
    session: Session, home: uuid.UUID, person_id: uuid.UUID, before: int, after: int
) -> bool:
    """Whether the index stood where we read it: else another process has made blocks that ours must not replace."""
    if before != NOTHING:
        moved = session.execute(
            update(SearchIndex)
            .where(SearchIndex.person_id == person_id, SearchIndex.revision == before)
            .values(revision=after)
            .returning(SearchIndex.person_id)
            .execution_options(synchronize_session=False)
        )
        return moved.first() is not None
    if session.scalar(select(Entry.id).where(Entry.person_id == person_id).limit(1)) is None:
        return False  # nothing was written, or the person was erased meanwhile
    made = session.execute(
        _dialect(session)
        .insert(SearchIndex)
        .values(person_id=person_id, establishment_id=home, revision=after)
        .on_conflict_do_nothing()
        .returning(SearchIndex.person_id)
    )
    return made.first() is not None


def _write(
    session: Session, home: uuid.UUID, person_id: uuid.UUID, months: Mapping[int, bytes]
) -> None:
    if not months:
        return
    statement = _dialect(session).insert(SearchBlock)
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "month"], set_={"sealed": statement.excluded.sealed}
        ),
        [
            {"person_id": person_id, "establishment_id": home, "month": month, "sealed": sealed}
            for month, sealed in months.items()
        ],
    )


def _dialect(session: Session) -> Any:
    return sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
