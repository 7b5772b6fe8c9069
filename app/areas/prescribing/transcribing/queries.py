"""What is to be copied in a home: ordonnances that nobody has begun, and what somebody began and has not finished."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.areas.documents.queries import DocumentValue, documents_of
from app.areas.prescribing.transcribing import copies
from app.areas.prescribing.transcribing.copies import Copying
from app.gate.auth.actor import Actor
from app.ground.house import House

KINDS: Final = ("ordonnance",)
LATELY: Final = timedelta(days=30)
"""An older ordonnance that nobody copied was dealt with otherwise."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A transcription that is open, and its document."""

    copying: Copying
    document: DocumentValue


def to_transcribe(
    session: Session,
    house: House,
    actor: Actor,
    person_ids: Collection[uuid.UUID],
    *,
    now: datetime,
) -> tuple[list[DocumentValue], list[Begun]]:
    """Of these persons, as far as the actor may read them: what waits to be copied, the oldest first; what is begun."""
    documents = documents_of(
        session, house.vault, actor, person_ids, kinds=KINDS, since=now - LATELY
    )
    dealt = copies.dealt_with(session, {one.id: one.person_id for one in documents})
    waiting = [
        one
        for one in reversed(documents)
        if one.state == "checked" and one.superseded_by is None and one.id not in dealt
    ]
    open_ones = {
        one.document_id: one
        for one in copies.begun(session, house.vault, actor.establishment_id)
        if one.person_id in person_ids
    }
    shown = {one.id: one for one in documents}
    missing = [one.person_id for one in open_ones.values() if one.document_id not in shown]
    if missing:
        shown |= {one.id: one for one in documents_of(session, house.vault, actor, set(missing))}
    begun = [Begun(one, shown[id]) for id, one in open_ones.items() if id in shown]
    return waiting, begun
