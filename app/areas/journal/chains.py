"""The versions of one entry as rows, and what follows from them for each: its place, its flags, the expiry of all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry
from app.ground.database import take_revision
from transmissions import entry as rules
from transmissions.correction import CHAIN_FLAGS, Place, Version, chain_expires_at, places


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about one version of an entry; its texts stay sealed."""

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
    root_id: uuid.UUID | None
    corrects: uuid.UUID | None
    corrected_at: datetime | None
    flags: list[str] | None
    version: int
    superseded_by: uuid.UUID | None

    @property
    def root(self) -> uuid.UUID:
        return self.root_id or self.id

    @property
    def written_at(self) -> datetime:
        """When this version was written: a correction happened when the first version did, and was written later."""
        return self.corrected_at or self.occurred_at

    def as_entry(self, *, acknowledged_before: datetime) -> rules.Entry:
        """The version as the rules see it at an instant: a later acknowledgement did not exist yet."""
        seen = self.acknowledgement
        is_seen = seen is not None and seen.at <= acknowledged_before
        return rules.Entry(
            id=self.id,
            person=self.person_id,
            author=self.author_id,
            cible=self.cible,
            label="",
            vocabulary=self.vocabulary,
            occurred_at=self.written_at,
            received_at=self.received_at,
            alarm=self.is_alarm,
            acknowledged=seen if is_seen else None,
            retracted_at=self.retracted_at,
        )

    @property
    def acknowledgement(self) -> rules.Acknowledgement | None:
        """What was said to this very version."""
        if self.acknowledged_by is None or self.acknowledged_at is None:
            return None
        return rules.Acknowledgement(self.acknowledged_by, self.acknowledged_at)


STANDING = [getattr(Entry, name) for name in Standing.__dataclass_fields__]
_SAID_LAST = (
    select(func.max(Addition.occurred_at)).where(Addition.entry_id == Entry.id).scalar_subquery()
)


def as_version(row: Any) -> Version:
    """A row of entries as the rules of corrections see it; it may be a Standing or one with the same columns."""
    by, at = row.acknowledged_by, row.acknowledged_at
    return Version(
        id=row.id,
        written_at=row.corrected_at or row.occurred_at,
        cible=row.cible,
        corrects=row.corrects,
        alarm=row.is_alarm,
        acknowledged=rules.Acknowledgement(by, at) if by and at else None,
        is_retracted=row.retracted_at is not None,
    )


def of_roots(roots: Iterable[uuid.UUID]) -> ColumnElement[bool]:
    """All versions of the entries whose first versions these are."""
    ids = list(roots)
    return or_(Entry.id.in_(ids), Entry.root_id.in_(ids))


def change(session: Session, entry: Standing, **values: Any) -> Mapping[uuid.UUID, Place]:
    """Writes the new state of one version, and all that follows from it for the others; where each stands then."""
    rows = session.execute(select(*STANDING, _SAID_LAST).where(of_roots([entry.root])))
    versions, said = [], []
    for *columns, said_at in rows:
        row = Standing(*columns)
        versions.append(replace(row, **values) if row.id == entry.id else row)
        said += [said_at] if said_at else []
    stands = places([as_version(row) for row in versions])
    shared = {
        "expires_at": _until(versions, said),
        "revision": take_revision(session, entry.establishment_id),
    }
    session.connection().execute(update(Entry).where(of_roots([entry.root])).values(**shared))
    for row in versions:
        written = _news(row, stands[row.id]) | (values if row.id == entry.id else {})
        if written:
            session.connection().execute(update(Entry).where(Entry.id == row.id).values(**written))
    return stands


def _until(rows: Sequence[Standing], said: Iterable[datetime]) -> datetime:
    return chain_expires_at(rows[0].occurred_at, [as_version(row) for row in rows], said)


def _news(row: Standing, place: Place) -> dict[str, Any]:
    """What a version's row does not say yet because of the others; of a long chain most says it already."""
    follows = {
        "version": place.number,
        "superseded_by": place.superseded_by,
        "flags": _flags(row, place.flags),
    }
    return {name: value for name, value in follows.items() if value != getattr(row, name)}


def _flags(row: Standing, of_chain: Sequence[str]) -> list[str] | None:
    """Those it came with, then those that its neighbours give it now."""
    own = [flag for flag in row.flags or () if flag not in CHAIN_FLAGS]
    return [*own, *of_chain] or None
