"""Reminders of what expires: one follow-up for each end that a document has, opened a month before, once.

Its id follows from the document and the day: whoever looks, however often, after a restore too, asks once. Filed
otherwise, replaced, moved or withdrawn, a document closes what it had opened.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.areas.documents.kinds import KINDS
from app.areas.documents.masks import is_for_tablets
from app.areas.documents.models import Document
from app.areas.follow_ups.commands import (
    Asked,
    Kind,
    Subject,
    System,
    close_for,
    open_task,
    register_kind,
    withdraw_follow_up,
)
from app.areas.follow_ups.queries import known_ones
from app.areas.persons.queries import ids_of
from app.gate.audit.record import Doer
from app.gate.directory.structure import zone_of
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.pages.words import day
from app.ground.vault import KeyGone, Vault

DOCUMENT: Final = register_kind(Kind("document", "Document", "file-text"))
AHEAD: Final = timedelta(days=30)
"""How long before its end a document is to be renewed."""
_MORNING: Final = time(9)
_PER_RUN: Final = 200


def remind_expiring(session: Session, house: House, *, now: datetime) -> int:
    """Opens what is to be renewed within a month and nobody was told of; returns how many."""
    opened = 0
    homes = session.scalars(_ending(now).with_only_columns(Document.establishment_id).distinct())
    for home in sorted(homes):
        take_revision(session, home)
        today, there = now.astimezone(zone_of(session, home)).date(), ids_of(session, home)
        found = session.scalars(_ending(now).where(Document.establishment_id == home)).all()
        due = [one for one in found if one.person_id in there and _is_due(one, today)]
        told = known_ones(session, map(reminder_id, due))
        for document in due:
            if reminder_id(document) not in told:
                opened += _open(session, house.vault, document, now)
    return opened


def reminder_id(document: Document) -> uuid.UUID:
    """The follow-up of that document for that end; another one under a mask, since it says less."""
    return _reminder_id(document, is_masked=is_masked(document))


def is_masked(document: Document) -> bool:
    """Whether a mask, and not its kind alone, keeps the document from tablets."""
    kind, hidden = document.kind, document.hidden_from
    return is_for_tablets(kind, None) and not is_for_tablets(kind, hidden)


def _reminder_id(document: Document, *, is_masked: bool) -> uuid.UUID:
    said = f"expires {document.person_id} {document.valid_until}"
    return uuid.uuid5(document.id, f"{said} masked" if is_masked else said)


def subject_of(document_id: uuid.UUID) -> Subject:
    """What its follow-ups are about."""
    return Subject("document", document_id)


def hide_reminder(session: Session, vault: Vault, document: Document, *, now: datetime) -> None:
    """A mask was put: what was asked before it names the document, and is asked again in words that do not."""
    was_open = withdraw_follow_up(session, _reminder_id(document, is_masked=False), at=now)
    if was_open and not known_ones(session, [reminder_id(document)]):
        _open(session, vault, document, now)


def settle_reminders(
    session: Session, vault: Vault, actor: Doer, document: Document, *, now: datetime
) -> None:
    """Closes what was opened for an end that the document has no more, or for one that it replaces."""
    for document_id in filter(None, (document.id, document.supersedes)):
        close_for(
            session,
            vault,
            actor,
            subject_of(document_id),
            now=now,
            outcome="not_needed",
            result="Document reclassé ou remplacé",
        )


def _ending(now: datetime) -> Select[Document]:
    """Those in force that end within a month, or ended within one: an older one that arrives is no news."""
    first, last = (now - AHEAD).date(), (now + AHEAD).date() + timedelta(days=1)
    return select(Document).where(
        Document.valid_until.between(first, last),
        Document.filed_at.is_not(None),
        Document.withdrawn_at.is_(None),
        Document.superseded_by.is_(None),
    )


def _is_due(document: Document, today: date) -> bool:
    return document.valid_until is not None and document.valid_until - AHEAD <= today


def _open(session: Session, vault: Vault, document: Document, now: datetime) -> int:
    """What tablets show of it says no more than their readers may know. Returns 0 for an erased person's."""
    assert document.valid_until is not None
    zone = zone_of(session, document.establishment_id)
    due_at = datetime.combine(document.valid_until, _MORNING, zone)
    asked = Asked(
        due_at=max(due_at, now + timedelta(hours=1)),
        kind=DOCUMENT.name,
        what=_words(document, document.valid_until),
        role=_role(document),
        subject=subject_of(document.id),
    )
    actor, person_id, id = (
        System(document.establishment_id),
        document.person_id,
        reminder_id(document),
    )
    try:
        open_task(session, vault, actor, asked, person_id=person_id, now=now, id=id)
    except KeyGone:
        return 0
    return 1


def _role(document: Document) -> str:
    """Whoever leads care, unless a mask hides the document from them."""
    hidden = document.hidden_from or ()
    return next((role for role in ("lead_nurse", "nurse") if role not in hidden), "physician")


def _words(document: Document, until: date) -> str:
    is_open = is_for_tablets(document.kind, document.hidden_from) and document.kind in KINDS
    what = KINDS[document.kind or ""].label if is_open else "Un document"
    return f"{what} à renouveler : valable jusqu’au {day(until)}"
