"""Files handed in at a desk: sealed by the server as a tablet would, then kept by the same path."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.documents import arriving
from app.areas.documents.bodies import LARGEST_PART, MOST_PARTS, PartBody
from app.areas.documents.kinds import KINDS
from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.rows import Captured, document_row, part_rows
from app.areas.documents.sealing_parts import seal
from app.areas.persons.queries import unit_of
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.ground.database import take_revision
from app.ground.errors import Invalid
from app.ground.house import House
from app.ground.ids import new_id

LARGEST_FILE = 12 * 1024 * 1024
_MIME = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", re.ASCII)
_UNKNOWN = "application/octet-stream"
assert LARGEST_FILE < LARGEST_PART


@dataclass(frozen=True, slots=True)
class Given:
    """A file as somebody hands it in; what it says it is decides nothing."""

    data: bytes
    mime: str = _UNKNOWN


def sealed_files(house: House, files: Sequence[Given]) -> list[PartBody]:
    """Seals each file and keeps its bytes, before any transaction. Raises Invalid (`files`), NoRoom.

    What no `capture` names afterwards goes with a sweep.
    """
    if not files:
        raise Invalid({"files": "Choisissez au moins un fichier."})
    if len(files) > MOST_PARTS:
        raise Invalid({"files": f"Au plus {MOST_PARTS} fichiers à la fois."})
    for one in files:
        if not one.data:
            raise Invalid({"files": "Un des fichiers est vide."})
        if len(one.data) > LARGEST_FILE:
            raise Invalid({"files": "Un des fichiers dépasse 12 Mo."})
    return [_sealed(house, one) for one in files]


def capture(
    session: Session,
    house: House,
    actor: Actor,
    person_id: uuid.UUID,
    parts: Sequence[PartBody],
    *,
    kind: str | None = None,
    note: str | None = None,
    now: datetime,
) -> uuid.UUID:
    """Keeps a document whose parts are here already; its id. Raises NotFound, and Invalid for an unknown kind."""
    unit_of(session, actor.establishment_id, person_id)
    if kind is not None and kind not in KINDS:
        raise Invalid({"kind": "Choisissez un type de la liste."})
    captured = Captured(
        id=new_id(),
        person_id=person_id,
        kind=kind,
        note=(note or "").strip()[:2000] or None,
        source="file",
        wound_id=None,
        captured_at=now,
        occurred_at=now,
        received_at=now,
    )
    revision = take_revision(session, actor.establishment_id)
    row = document_row(house.vault, actor, captured, len(parts))
    session.execute(insert(Document), [{**row, "revision": revision}])
    rows = part_rows(house.vault, actor, captured, parts)
    session.execute(
        insert(DocumentPart), [{**one, "state": "received", "received_at": now} for one in rows]
    )
    record(
        session,
        "document.capture",
        at=now,
        actor=actor,
        person_id=person_id,
        subject_id=captured.id,
    )
    arriving.settle(session, house, captured.id, now=now)
    return captured.id


def _sealed(house: House, given: Given) -> PartBody:
    sealed = seal(given.data)
    house.blobs.put(sealed.data)
    mime = given.mime.lower().partition(";")[0].strip()
    return PartBody(
        name=sealed.name,
        size=len(sealed.data),
        key=sealed.key,
        iv=sealed.iv,
        plain=hashlib.sha256(given.data).hexdigest(),
        mime=mime if _MIME.fullmatch(mime) else _UNKNOWN,
    )
