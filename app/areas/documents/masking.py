"""Masks: put on a document for a reason, lifted later. Whom they keep away together stands in the document's row."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.expiring import hide_reminder, is_masked
from app.areas.documents.filing import held
from app.areas.documents.filing_models import DocumentMask
from app.areas.documents.masks import leaves_nobody, maskable
from app.areas.documents.models import Document
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find
from app.ground.checks import Checks
from app.ground.house import House
from app.ground.ids import new_id

REASON_LIMIT: Final = 300


def mask(
    session: Session,
    house: House,
    actor: Doer,
    document_id: uuid.UUID,
    roles: Collection[str],
    reason: str | None,
    *,
    now: datetime,
) -> uuid.UUID:
    """Hides the document from these roles; returns the mask. Raises NotFound, Conflict, Invalid: nobody hides
    something from themselves, nor from everybody who could lift it.
    """
    document = held(session, actor, document_id)
    clean = _checked(actor, document, roles, reason)
    id = new_id()
    row = DocumentMask(
        id=id,
        document_id=document.id,
        establishment_id=document.establishment_id,
        person_id=document.person_id,
        author_id=actor.staff_id,
        at=now,
        roles=sorted(set(roles)),
        sealed=house.vault.seal(document.person_id, "document_mask", id, {"reason": clean}),
    )
    session.add(row)
    session.flush()
    _settle(session, document)
    if is_masked(document):
        hide_reminder(session, house.vault, document, now=now)
    _tell(session, "document.masked", actor, document, row, now)
    return id


def lift(session: Session, actor: Doer, mask_id: uuid.UUID, *, now: datetime) -> uuid.UUID:
    """Takes a mask off; returns the document, which other masks may still hide. Raises NotFound, Conflict."""
    row = find(session, DocumentMask, actor.establishment_id, mask_id)
    document = held(session, actor, row.document_id)
    if row.lifted_at is None:
        row.lifted_at, row.lifted_by = now, actor.staff_id
        session.flush()
        _settle(session, document)
        _tell(session, "document.unmasked", actor, document, row, now)
    return document.id


def _checked(actor: Doer, document: Document, roles: Collection[str], reason: str | None) -> str:
    checks = Checks()
    if not roles or not set(roles) <= set(maskable(document.kind)):
        checks.refuse("roles", "Choisissez à qui masquer ce document.")
    elif actor.role in roles:
        checks.refuse("roles", "Vous ne pouvez pas le masquer à votre propre métier.")
    elif leaves_nobody({*roles, *(document.hidden_from or ())}, document.kind):
        checks.refuse("roles", "Plus personne ne pourrait lever ce masquage : laissez un métier.")
    clean = checks.line("reason", reason, missing="Dites pourquoi.", limit=REASON_LIMIT)
    checks.end()
    return clean


def _settle(session: Session, document: Document) -> None:
    in_force = session.scalars(
        select(DocumentMask.roles).where(
            DocumentMask.document_id == document.id, DocumentMask.lifted_at.is_(None)
        )
    )
    document.hidden_from = sorted({role for roles in in_force for role in roles}) or None


def _tell(
    session: Session, verb: str, actor: Doer, document: Document, row: DocumentMask, now: datetime
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=document.person_id,
        subject_id=document.id,
        detail={"roles": row.roles},
    )
