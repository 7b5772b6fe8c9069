"""A document that was put in the wrong person's file: it goes to the right one, sealed under that person's key.

Files stay as they are: their keys move. What the first person's key still opens of them is taken away, what was
built on the document there is questioned, and whoever had opened it is told to who leads care (decision 0042).
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.areas.documents import hooks, lasting
from app.areas.documents.expiring import DOCUMENT, subject_of
from app.areas.documents.filing import held
from app.areas.documents.filing_gestures import keep, link
from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.reading import readers_of
from app.areas.follow_ups.commands import Asked, close_for, open_task
from app.areas.persons.queries import unit_of
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.gate.sync.models import Command, Tombstone
from app.ground.checks import Checks
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.pages.words import count
from app.ground.vault import SealBroken

REASON_LIMIT: Final = 300
_SEALED: Final = (
    (DocumentPart, "document_part"),
    (DocumentPage, "document_page"),
    (DocumentFiling, "document_filing"),
    (DocumentMask, "document_mask"),
)
MASKED_ELSEWHERE: Final = "Masqué avant d’arriver dans ce dossier"
_WITHIN: Final = timedelta(hours=24)


def move(
    session: Session,
    house: House,
    actor: Doer,
    document_id: uuid.UUID,
    to_person: uuid.UUID,
    why: str | None,
    *,
    now: datetime,
) -> None:
    """Gives the document to another person of the home. Raises NotFound, Conflict, Invalid, KeyGone.

    Whoever calls has judged that the actor may file for both.
    """
    document = held(session, actor, document_id)
    from_person = document.person_id
    checks = Checks()
    if to_person == from_person:
        checks.refuse("person", "Le document est déjà chez cette personne.")
    reason = checks.line("why", why, missing="Dites pourquoi.", limit=REASON_LIMIT)
    checks.end()
    _forget(session, document, to_person, now)
    seen_by = readers_of(session, document.id, [from_person], since=document.received_at)
    _leave(session, house, actor, document, now)
    _reseal(session, house, document, to_person)
    content = {"title": None, "why": reason, "from": str(from_person)}
    keep(session, house, actor, document, "moved", content, now)
    detail = {"seen_by": len(seen_by)}
    for verb, person_id in (("document.moved_out", from_person), ("document.moved_in", to_person)):
        about = {"person_id": person_id, "subject_id": document.id, "detail": detail}
        record(session, verb, at=now, actor=actor, **about)
    _tell_lead(session, house, actor, document, len(seen_by), now)


def _leave(session: Session, house: House, actor: Doer, document: Document, now: datetime) -> None:
    """What was built on it in the first person's file: whoever listens to withdrawals is told of one."""
    subject, result = subject_of(document.id), "Document déplacé"
    close_for(session, house.vault, actor, subject, now=now, outcome="not_needed", result=result)
    link(session, document, None)
    if document.superseded_by and (newer := session.get(Document, document.superseded_by)):
        link(session, newer, None)
    hooks.tell_withdrawn(session, house, document)


def _forget(session: Session, document: Document, to_person: uuid.UUID, now: datetime) -> None:
    """Tablets of the unit that it leaves are told to forget it; those of the other one hear of it by its revision."""
    home = document.establishment_id
    left, new = (unit_of(session, home, one) for one in (document.person_id, to_person))
    if left is not None and left != new:
        session.add(
            Tombstone(
                id=new_id(),
                establishment_id=home,
                unit_id=left,
                kind="document",
                object_id=document.id,
                revision=take_revision(session, home),
                at=now,
            )
        )


def _reseal(session: Session, house: House, document: Document, to_person: uuid.UUID) -> None:
    """Opens every row of it under one key and seals it under the other; nothing is left that the first one opens."""
    from_person = document.person_id
    for model, table in _SEALED:
        for row in session.scalars(select(model).where(model.document_id == document.id)):
            _pass_on(house, row, table, from_person, to_person)
    for row in session.scalars(select(DocumentMask).where(DocumentMask.document_id == document.id)):
        _forget_reason(house, row)
    _pass_on(house, document, "document", from_person, to_person, wound_id=None)
    document.is_needed = False
    lasting.settle(document)
    # The command, under the first person's key, carried the keys of the parts.
    session.execute(update(Command).where(Command.id == document.id).values(sealed=None))
    session.flush()


def _pass_on(
    house: House, row: Any, table: str, old: uuid.UUID, new: uuid.UUID, **changed: None
) -> None:
    """One row; what it says in clear is told under the new seal, once it was found as under the old one."""
    content = house.vault.open(old, table, row.id, row.sealed)
    if table in clear.TOLD and content.get(clear.KEY) not in (None, _said(row, table)):
        raise SealBroken(f"{table} {row.id}")
    for name, value in changed.items():
        setattr(row, name, value)
    if clear.KEY in content:
        content[clear.KEY] = _said(row, table)
    row.person_id, row.sealed = new, house.vault.seal(new, table, row.id, content)


def _forget_reason(house: House, mask: DocumentMask) -> None:
    """Why it was hidden spoke of somebody else: the mask goes on, its words do not."""
    content = house.vault.open(mask.person_id, "document_mask", mask.id, mask.sealed)
    content["reason"] = MASKED_ELSEWHERE
    mask.sealed = house.vault.seal(mask.person_id, "document_mask", mask.id, content)


def _said(row: Any, table: str) -> str:
    return clear.digest(table, {name: getattr(row, name) for name in clear.TOLD[table]})


def _tell_lead(
    session: Session, house: House, actor: Doer, document: Document, seen_by: int, now: datetime
) -> None:
    """Who they are is on the document's page, for those who review accesses: tablets are told no name."""
    if not seen_by:
        return
    told = f"{count(seen_by, 'professionnel l’avait ouvert', 'professionnels l’avaient ouvert')}"
    asked = Asked(
        due_at=now + _WITHIN,
        kind=DOCUMENT.name,
        what=f"Document reçu du dossier d’une autre personne : {told}. Leurs noms sont sur sa page, au bureau.",
        role="lead_nurse",
        subject=subject_of(document.id),
    )
    open_task(session, house.vault, actor, asked, person_id=document.person_id, now=now)
