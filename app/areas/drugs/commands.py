"""What is done to the drug reference: a version kept, a version put in use. Both leave an event."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.drugs.models import DrugReference
from app.gate.audit.record import record
from app.ground.errors import NotFound
from app.ground.ids import new_id
from medication.reference import Reference


@dataclass(frozen=True, slots=True)
class Made:
    """A version ready to be kept, made before any transaction: reading the files takes seconds."""

    reference: Reference
    packed: bytes
    report: dict[str, Any]


def keep(session: Session, made: Made, *, now: datetime) -> DrugReference:
    """Keeps a version beside the others, and puts it in use. One whose content is already kept is
    put in use again, with the report of this reading."""
    reference = made.reference
    row = session.scalar(select(DrugReference).filter_by(version=reference.version))
    if row is None:
        row = DrugReference(
            id=new_id(),
            version=reference.version,
            bdpm_on=reference.bdpm_date,
            thesaurus_on=reference.thesaurus_date,
            digest=hashlib.sha256(made.packed).hexdigest(),
            packed=made.packed,
        )
        session.add(row)
        record(session, "drug_reference.kept", at=now, subject_id=row.id, detail=_told(row))
    row.report, row.imported_at = made.report, now
    put_in_use(session, row, now=now)
    return row


def put_in_use(session: Session, row: DrugReference, *, now: datetime) -> None:
    """From now on every home works with this version."""
    row.used_since = now
    record(session, "drug_reference.used", at=now, subject_id=row.id, detail=_told(row))


def find(session: Session, version: str) -> DrugReference:
    """The version of that name. Raises NotFound."""
    row = session.scalar(select(DrugReference).filter_by(version=version))
    if row is None:
        raise NotFound(f"Aucune version « {version} » : voyez « chevet drugs versions ».")
    return row


def _told(row: DrugReference) -> dict[str, str]:
    return {"version": row.version}
