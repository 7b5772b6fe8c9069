"""Who is to file a document: nobody, whoever takes it, or somebody it is handed to."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.documents.filing import held
from app.areas.documents.models import Document
from app.gate.audit.record import Doer, record
from app.gate.auth.policy import allows
from app.gate.directory.models import Staff
from app.ground.errors import Conflict, Invalid


def take(session: Session, actor: Doer, document_id: uuid.UUID, *, now: datetime) -> None:
    """The actor files it. Raises NotFound; Conflict when somebody else took it meanwhile, or it is filed."""
    document = held(session, actor, document_id)
    if document.filed_at is not None:
        raise Conflict("Ce document est déjà classé.")
    if document.owner_id not in (None, actor.staff_id):
        raise Conflict("Quelqu’un d’autre l’a pris entre-temps : la page dit qui.")
    _give(session, actor, document, actor.staff_id, "document.taken", now)


def give_back(session: Session, actor: Doer, document_id: uuid.UUID, *, now: datetime) -> None:
    """Nobody is to file it any more: it waits for whoever takes it. Raises NotFound."""
    document = held(session, actor, document_id)
    _give(session, actor, document, None, "document.given_back", now)


def hand_over(
    session: Session, actor: Doer, document_id: uuid.UUID, to: uuid.UUID | None, *, now: datetime
) -> None:
    """Somebody else files it, who may. They see it by that, whatever it turns out to be. Raises NotFound, Invalid."""
    document = held(session, actor, document_id)
    member = session.get(Staff, to) if to else None
    if (
        member is None
        or member.establishment_id != actor.establishment_id
        or member.left_at is not None
        or not allows(member.role, "document.file")
        or member.role in (document.hidden_from or ())
    ):
        raise Invalid({"to": "Choisissez quelqu’un qui classe les documents."})
    _give(session, actor, document, member.id, "document.handed_over", now)


def _give(
    session: Session,
    actor: Doer,
    document: Document,
    to: uuid.UUID | None,
    verb: str,
    now: datetime,
) -> None:
    if document.owner_id == to:
        return
    document.owner_id = to
    about = {"person_id": document.person_id, "subject_id": document.id}
    record(session, verb, at=now, actor=actor, **about)
