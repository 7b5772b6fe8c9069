"""Lines of a treatment that rights speak of. They are contested and completed, never kept from the team: whoever gives,
and whoever judges what goes together, must know all that is taken.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.areas.marks.queries import Place, Subject, holds, register_place
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.ground.database import take_revision
from app.ground.house import House

PLACE: Final = "line"
_NEEDED: Final = (
    "Un traitement ne se cache pas à l’équipe : qui le donne, et qui vérifie les interactions, doit tout connaître. "
    "Il se conteste ou se complète."
)


def _find(session: Session, house: House, id: uuid.UUID) -> Subject | None:
    rows = session.scalars(
        select(PrescriptionLine)
        .where(or_(PrescriptionLine.chain_id == id, PrescriptionLine.id == id))
        .order_by(PrescriptionLine.version.desc())
        .limit(1)
    ).all()
    versions = versions_of(house.vault, rows)
    if not versions:
        return None
    (row,), (version,) = rows, versions
    words = version.line.drug.label if version.line else "Ligne illisible"
    return Subject(
        row.chain_id, row.establishment_id, row.person_id, row.written_at, words, _NEEDED
    )


def _touch(session: Session, subject: Subject, now: datetime) -> None:
    revision = take_revision(session, subject.establishment_id)
    session.execute(
        update(PrescriptionLine)
        .where(PrescriptionLine.chain_id == subject.id)
        .values(revision=revision)
    )


register_place(
    Place(
        PLACE,
        "Ligne de traitement",
        _find,
        _touch,
        holds("prescription.read"),
        "prescribing.treatment",
    )
)
