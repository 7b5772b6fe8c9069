"""The last of each act of each line that is not long over: what a tablet knows whatever its age.

Each is found by the index alone, one line after another: years of what was given are never read for it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ScalarSelect, Subquery, or_, select
from sqlalchemy.orm import Session

from app.areas.prescribing.queries import chains_since
from app.areas.rounds.models import Administration
from app.areas.rounds.telling import COLUMNS
from app.gate.sync.scope import parts
from medication.given import TAKEN

ACTS: Final = ("give", "remove", "check")
LONG_OVER: Final = timedelta(days=35)
"""How long the last taking of a line that is over is still told: longer than a month, the rhythm of some injections."""


def last_of(session: Session, person_ids: Collection[uuid.UUID], *, now: datetime) -> Iterator[Any]:
    """The rows of COLUMNS: the last taking, taking off and check of each of their lines."""
    for persons in parts(person_ids):
        lines = chains_since(persons, now - LONG_OVER).subquery()
        yield from _rows(session, _ids(session, lines))


def last_of_lines(
    session: Session,
    person_ids: Collection[uuid.UUID],
    chains: Collection[uuid.UUID],
    *,
    now: datetime,
    before: int,
) -> tuple[list[Any], list[Any]]:
    """The same for these lines alone; and those that were the last at the revision `before`, and are not any more."""
    last: dict[uuid.UUID, Any] = {}
    were: dict[uuid.UUID, Any] = {}
    for some in parts(chains):
        query = chains_since(person_ids, now - LONG_OVER).subquery()
        lines = select(query.c.chain_id).where(query.c.chain_id.in_(some)).subquery()
        last |= {row.id: row for row in _rows(session, _ids(session, lines))}
        were |= {row.id: row for row in _rows(session, _ids(session, lines, before))}
    return list(last.values()), [row for id, row in were.items() if id not in last]


def _ids(session: Session, lines: Subquery, before: int | None = None) -> set[uuid.UUID]:
    columns = [_latest(lines, act, before) for act in ACTS]
    rows = session.execute(select(*columns).select_from(lines))
    return {id for row in rows for id in row if id is not None}


def _latest(lines: Subquery, act: str, before: int | None) -> ScalarSelect[uuid.UUID]:
    query = select(Administration.id).where(
        Administration.chain_id == lines.c.chain_id,
        Administration.act == act,
        Administration.stands,
        or_(Administration.act != "give", Administration.outcome.in_(sorted(TAKEN))),
    )
    if before is not None:
        query = query.where(Administration.revision <= before)
    latest = query.order_by(Administration.at.desc(), Administration.id.desc()).limit(1)
    return latest.correlate(lines).scalar_subquery()


def _rows(session: Session, ids: Collection[uuid.UUID]) -> Iterator[Any]:
    for some in parts(ids):
        yield from session.execute(select(*COLUMNS).where(Administration.id.in_(some)))
