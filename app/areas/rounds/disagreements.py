"""Disagreements about doses, for tablets and for whoever asks: those that wait, and those that ended lately."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select

from app.areas.rounds.models import Administration, DoseConflict, DoseResolution
from app.areas.rounds.standing import Settled, settled_by_dose
from app.areas.rounds.telling import COLUMNS
from app.gate.sync.scope import Scope, parts
from app.ground.vault import KeyGone, SealBroken

SHOWN: Final = timedelta(days=7)

_CONFLICT: Final = (
    DoseConflict.id,
    DoseConflict.person_id,
    DoseConflict.opened_at,
    DoseConflict.closed_at,
    DoseConflict.resolution_id,
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One, with every record of its dose, and how it was settled."""

    conflict: Any
    rows: Sequence[Any]
    settled: Settled | None
    note: str | None

    @property
    def until(self) -> datetime | None:
        """When tablets forget it; None while it waits."""
        closed_at: datetime | None = self.conflict.closed_at
        return None if closed_at is None else closed_at + SHOWN

    def is_told(self, now: datetime) -> bool:
        """While it waits, and a while after somebody settled it; one that went away by itself leaves at once."""
        if self.until is None:
            return True
        return self.settled is not None and self.until > now


def disagreements(scope: Scope) -> dict[uuid.UUID, Disagreement]:
    """Those of the unit that changed, and all that are in view of whoever came in; by dose."""
    rows = {row.id: row for row in (*_changed(scope), *_of_newcomers(scope))}
    if not rows:
        return {}
    settled = settled_by_dose(scope.session, rows)
    records: dict[uuid.UUID, list[Any]] = {}
    for some in parts(rows):
        found = select(*COLUMNS).where(Administration.dose_id.in_(some))
        for record in scope.session.execute(found):
            records.setdefault(record.dose_id, []).append(record)
    return {
        id: Disagreement(
            row,
            records.get(id, ()),
            settled.get(id) if row.resolution_id is not None else None,
            _note(scope, row),
        )
        for id, row in rows.items()
    }


def _changed(scope: Scope) -> Iterator[Any]:
    if scope.since is None:
        return
    rows = scope.session.execute(
        select(*_CONFLICT).where(
            DoseConflict.establishment_id == scope.establishment_id,
            DoseConflict.revision > scope.since,
        )
    )
    yield from (row for row in rows if row.person_id in scope.persons)


def _of_newcomers(scope: Scope) -> Iterator[Any]:
    for persons in parts(scope.entered):
        yield from scope.session.execute(
            select(*_CONFLICT).where(
                DoseConflict.person_id.in_(persons),
                or_(
                    DoseConflict.closed_at.is_(None),
                    (DoseConflict.closed_at > scope.now - SHOWN)
                    & DoseConflict.resolution_id.is_not(None),
                ),
            )
        )


def _note(scope: Scope, conflict: Any) -> str | None:
    if conflict.resolution_id is None:
        return None
    sealed = scope.session.scalar(
        select(DoseResolution.sealed).where(DoseResolution.id == conflict.resolution_id)
    )
    try:
        opened = scope.vault.open(
            conflict.person_id, "dose_resolution", conflict.resolution_id, sealed or b""
        )
    except (KeyGone, SealBroken):
        return None
    note: str | None = opened["note"]
    return note
