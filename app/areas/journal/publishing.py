"""Publishing the home's next words."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.journal import vocabularies
from app.areas.journal.models import VocabularyVersion
from app.gate.audit.record import Doer, record
from app.ground.database import take_revision
from app.ground.errors import Conflict
from app.ground.ids import new_id
from transmissions.vocabulary import Vocabulary
from transmissions.vocabulary_rows import to_row


def publish_vocabulary(
    session: Session,
    vocabulary: Vocabulary,
    *,
    establishment_id: uuid.UUID,
    actor: Doer | None = None,
    now: datetime,
) -> None:
    """Makes this the version in force, which tablets get at their next contact.

    Raises Conflict when it is not the one that follows: somebody else has published meanwhile.
    """
    take_revision(session, establishment_id)
    current = vocabularies.current_version(session, establishment_id)
    if current is not None and vocabulary.version != current + 1:
        raise Conflict("Le vocabulaire a été modifié entre-temps : rechargez la page.")
    row = VocabularyVersion(
        id=new_id(),
        establishment_id=establishment_id,
        version=vocabulary.version,
        content=to_row(vocabulary),
        author_id=actor.staff_id if actor else None,
        published_at=now,
    )
    session.add(row)
    about = {"actor": actor, "establishment_id": establishment_id}
    detail = {"version": vocabulary.version}
    record(session, "vocabulary.published", at=now, detail=detail, **about)
