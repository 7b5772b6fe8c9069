"""What one page of a relative holds: the latest that was shared, and from which day the page before it begins."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.areas.family.models import SharedItem
from app.areas.family.values import Window

A_PAGE: Final = 40
"""Pieces of news, photos and documents; the days that it begins are whole."""
_COMING: Final = "appointments"
_PUT_OFF: Final = timedelta(days=180)
"""How far an appointment of the file may have moved from the day on which it was proposed."""


def rows_in(
    session: Session,
    person_id: uuid.UUID,
    topics: Collection[str],
    window: Window,
    today: date,
) -> tuple[list[SharedItem], date | None]:
    """The validated rows of these topics, and before which day older ones wait, if any do."""
    told = set(topics) - {_COMING}
    before = () if window.before is None else (SharedItem.day_on < window.before,)
    rows = _latest(session, person_id, told, A_PAGE + 1, *before)
    older = None
    if len(rows) > A_PAGE:
        rows, older = _whole_days(session, person_id, told, rows)
    if _COMING in topics and window.before is None:
        # What is to come is judged by the hour that the file says, which may have been put off since it was proposed.
        coming = or_(
            SharedItem.day_on >= today - timedelta(days=1),
            SharedItem.source_id.is_not(None) & (SharedItem.day_on >= today - _PUT_OFF),
        )
        rows += _latest(session, person_id, {_COMING}, None, coming)
    return rows, older


def _whole_days(
    session: Session, person_id: uuid.UUID, topics: set[str], rows: list[SharedItem]
) -> tuple[list[SharedItem], date]:
    cut = rows[A_PAGE].day_on
    if kept := [row for row in rows if row.day_on > cut]:
        return kept, kept[-1].day_on
    return _latest(session, person_id, topics, None, SharedItem.day_on == cut), cut


def _latest(
    session: Session,
    person_id: uuid.UUID,
    topics: set[str],
    most: int | None,
    *which: ColumnElement[Any],
) -> list[SharedItem]:
    asked = (
        select(SharedItem)
        .where(
            SharedItem.person_id == person_id,
            SharedItem.topic.in_(sorted(topics)),
            SharedItem.validated_at.is_not(None),
            SharedItem.withdrawn_at.is_(None),
            *which,
        )
        .order_by(SharedItem.day_on.desc(), SharedItem.flagged_at.desc(), SharedItem.id.desc())
        .limit(most)
    )
    return list(session.scalars(asked))
