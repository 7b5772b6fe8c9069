"""What may be withdrawn, by whom, and what it leaves: no list shows the document any more; the tables keep it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.areas.documents import hooks
from app.areas.documents.expiring import subject_of
from app.areas.documents.masks import reads
from app.areas.documents.models import Document
from app.areas.follow_ups.commands import close_for
from app.gate.audit.record import Doer
from app.gate.auth.policy import allows
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.vault import SealBroken

UNDO_ACCEPTED: Final = timedelta(minutes=10)
"""How far apart the capture and its undo may be: both were timed by the author's tablet."""

NEEDED: Final = (
    "Des lignes de traitement en cours sont copiées de ce document : "
    "arrêtez-les ou modifiez-les d’abord."
)


def refusal(document: Document, actor: Doer, why: str | None, *, at: datetime) -> str | None:
    """Why the document stays, in French, or None when the actor may withdraw it."""
    if document.is_needed:
        return NEEDED
    if _is_undo(document, actor, at):
        return None
    if not allows(actor.role, "document.file"):
        return (
            "Trop tard, ou quelqu’un l’a classé : demandez à qui classe les documents de le retirer."
            if actor.staff_id == document.author_id
            else "Seul l’auteur de la prise de vue, ou qui classe les documents, peut la retirer."
        )
    return None if (why or "").strip() else "Dites pourquoi ce document est retiré."


def may_know(document: Document, actor: Doer, *, at: datetime) -> bool:
    """Whether the actor may be told anything of it: its author at once, later those whom its kind and masks let read
    it, besides its author and whoever is to file it. Their units were judged with the command.
    """
    if _is_undo(document, actor, at):
        return True
    if actor.role in (document.hidden_from or ()):
        return False
    is_theirs = actor.staff_id in (document.author_id, document.owner_id)
    return is_theirs or allows(actor.role, reads(document.kind))


def _is_undo(document: Document, actor: Doer, at: datetime) -> bool:
    """By its author, soon after by the tablet's clock: not over what somebody else has said of it since."""
    is_authors = actor.staff_id == document.author_id and document.hidden_from is None
    is_soon = abs(at - document.occurred_at) <= UNDO_ACCEPTED
    return is_authors and is_soon and document.filed_by in (None, actor.staff_id)


def withdraw(
    session: Session,
    house: House,
    actor: Doer,
    document: Document,
    why: str | None,
    *,
    at: datetime,
) -> None:
    """Marks it withdrawn, the first time; the reason is sealed with it. What it had replaced holds again, and nobody is
    asked to renew it. Raises KeyGone."""
    take_revision(session, document.establishment_id)
    if document.withdrawn_at is not None:
        return
    about = (document.person_id, "document", document.id)
    with suppress(SealBroken):  # an altered document may be withdrawn all the same
        content = house.vault.open(*about, document.sealed)
        document.sealed = house.vault.seal(*about, {**content, "why": (why or "").strip() or None})
    document.withdrawn_at, document.withdrawn_by = at, actor.staff_id
    if document.supersedes and (old := session.get(Document, document.supersedes)):
        old.superseded_by = None
    session.flush()
    asked = {"now": at, "outcome": "not_needed", "result": "Document retiré"}
    close_for(session, house.vault, actor, subject_of(document.id), **asked)  # type: ignore[arg-type]
    hooks.tell_withdrawn(session, house, document)
