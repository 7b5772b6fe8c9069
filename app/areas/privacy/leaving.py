"""A person's whole file leaves as one archive; the trail says so before a byte of it is written."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, BinaryIO

from sqlalchemy import select

from app.areas.privacy.packing import pack
from app.areas.privacy.reading import gather, table_of
from app.gate.audit.record import record
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.portable import KEPT


def export_person(
    house: House, person_id: uuid.UUID, out: BinaryIO, *, now: datetime
) -> dict[str, Any]:
    """Writes the archive and returns its manifest. Raises NotFound, KeyGone."""
    person = table_of(KEPT["person"])
    with house.database.write() as session:
        home = session.scalar(select(person.c.establishment_id).where(person.c.id == person_id))
        if home is None:
            raise NotFound("Aucune personne ne porte cet identifiant.")
        record(session, "person.exported", at=now, establishment_id=home, person_id=person_id)
    with house.database.read() as session, house.blobs.staying():
        return pack(out, house.blobs, gather(session, house.vault, home, person_id))
