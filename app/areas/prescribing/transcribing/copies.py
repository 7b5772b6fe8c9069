"""Transcriptions as they are kept: which is open, who holds it, what is typed in it; and the lines of a document."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.prescribing.models import PrescriptionLine, Transcription
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import Version
from app.gate.sync.scope import parts
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken, Vault

TABLE = "transcription"


@dataclass(frozen=True, slots=True)
class Copying:
    """A transcription that is open, and what is typed of the line that is not saved yet."""

    id: uuid.UUID
    document_id: uuid.UUID
    person_id: uuid.UUID
    author_id: uuid.UUID
    begun_at: datetime
    touched_at: datetime
    fields: dict[str, Any] = field(default_factory=dict)
    typed_by: frozenset[uuid.UUID] = frozenset()


def row_of(session: Session, establishment_id: uuid.UUID, document_id: uuid.UUID) -> Any:
    """The row of the open one; None when nobody copies that document."""
    return session.scalars(
        select(Transcription).where(
            Transcription.document_id == document_id,
            Transcription.establishment_id == establishment_id,
            Transcription.ended_at.is_(None),
        )
    ).one_or_none()


def copying(
    session: Session, vault: Vault, establishment_id: uuid.UUID, document_id: uuid.UUID
) -> Copying | None:
    """The open one of a document."""
    row = row_of(session, establishment_id, document_id)
    return _value(vault, row) if row is not None else None


def begun(session: Session, vault: Vault, establishment_id: uuid.UUID) -> list[Copying]:
    """Every one that is open in the home, the first begun first."""
    rows = session.scalars(
        select(Transcription)
        .where(
            Transcription.establishment_id == establishment_id,
            Transcription.ended_at.is_(None),
        )
        .order_by(Transcription.begun_at)
    ).all()
    vault.warm({row.person_id for row in rows})
    return [_value(vault, row) for row in rows]


def dealt_with(session: Session, owners: Mapping[uuid.UUID, uuid.UUID]) -> set[uuid.UUID]:
    """Which of these documents somebody copies, has copied, or found nothing to copy from, for the person whose it is:
    what was copied in another's file, before it was moved, is of no use to them."""
    found: set[uuid.UUID] = set()
    for some in parts(owners):
        for model in (Transcription, PrescriptionLine):
            rows = session.execute(
                select(model.document_id, model.person_id).where(model.document_id.in_(some))
            )
            found |= {row.document_id for row in rows if owners[row.document_id] == row.person_id}
    return found


def lines_from(session: Session, house: House, document_id: uuid.UUID) -> list[Version]:
    """The last version of every line that was copied from it, in the order in which they were; a line that was changed
    from something else since does not name it any more (`Version.document_id`)."""
    named = select(PrescriptionLine.chain_id).where(PrescriptionLine.document_id == document_id)
    rows = session.scalars(
        select(PrescriptionLine)
        .where(PrescriptionLine.chain_id.in_(named), PrescriptionLine.is_head)
        .order_by(PrescriptionLine.chain_id)
    )
    return versions_of(house.vault, rows)


def named_now(
    session: Session, document_ids: Iterable[uuid.UUID], now: datetime
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Which of these documents a line in force, or planned, names, and in whose treatment."""
    found: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for some in parts(set(document_ids)):
        rows = session.scalars(
            select(PrescriptionLine).where(
                PrescriptionLine.document_id.in_(some), PrescriptionLine.stopped_at.is_(None)
            )
        )
        found |= {
            (row.document_id, row.person_id)
            for row in rows
            if row.document_id and _stands(row, now)
        }
    return found


def _stands(row: PrescriptionLine, now: datetime) -> bool:
    ends = [at for at in (row.ends_at, row.superseded_at) if at is not None]
    return not ends or min(ends) > max(now, row.starts_at)


def _value(vault: Vault, row: Transcription) -> Copying:
    kept = opened(vault, row)
    return Copying(
        row.id,
        row.document_id,
        row.person_id,
        row.author_id,
        row.begun_at,
        row.touched_at,
        dict(kept["fields"]),
        frozenset(uuid.UUID(one) for one in kept.get("typed_by", ())),
    )


def opened(vault: Vault, row: Transcription) -> dict[str, Any]:
    """What is typed and not saved, and by whom; nothing of a row that was altered."""
    try:
        return vault.open(row.person_id, TABLE, row.id, row.sealed)
    except (KeyGone, SealBroken):
        return {"fields": {}}
