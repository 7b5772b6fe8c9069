"""The last value of each kind, by person: what medication asks about, whatever its age."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.marks.queries import not_hidden
from app.areas.observations.marked import hidden_from
from app.areas.observations.models import Observation
from app.areas.observations.telling import COLUMNS
from app.gate.sync.scope import parts


def last_rows(
    session: Session, person_ids: Collection[uuid.UUID], kinds: Collection[str]
) -> Iterator[Any]:
    """The rows of `COLUMNS` taken last, of those that stand and whose numbers count: one a person and kind. What is
    limited to a few is no longer used to judge anything.
    """
    place = (
        func.row_number()
        .over(
            partition_by=(Observation.person_id, Observation.kind),
            order_by=(Observation.taken_at.desc(), Observation.id.desc()),
        )
        .label("place")
    )
    for persons in parts(person_ids):
        ranked = (
            select(*COLUMNS, place)
            .where(
                Observation.person_id.in_(persons),
                Observation.kind.in_(list(kinds)),
                Observation.counts.is_(True),
                Observation.superseded_by.is_(None),
                Observation.retracted_at.is_(None),
                *not_hidden(hidden_from(session, None, persons), Observation.id),
            )
            .subquery()
        )
        yield from session.execute(select(ranked).where(ranked.c.place == 1))
