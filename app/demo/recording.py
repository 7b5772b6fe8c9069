"""Puts a demo home's record in the database: entries, additions, acknowledgements, receipts, sealed and traced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.areas.journal import models
from app.areas.journal.texts import addition_row
from app.demo.values import Addition, Correction, Entry, Home
from app.demo.versions import versions_of
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.sync.writing import Writing
from app.ground.house import House


def record_home(session: Session, house: House, home: Home) -> None:
    """Everything that the home's people wrote and read, under the revision of the running transaction."""
    writing = Writing(session, house.vault, home.id)
    house.vault.warm(person.id for person in home.persons)
    roles = {member.id: member.role for member in home.staff}
    for entry in home.entries:
        author = Actor(entry.author, home.id, roles[entry.author], None)
        additions = home.additions.get(entry.id, ())
        correction = home.corrections.get(entry.id)
        for row in versions_of(house, author, entry, additions, correction):
            writing.insert(models.Entry, row)
        writing.insert(AuditEvent, _event("transmission.record", author, entry, entry))
        if correction is not None:
            writing.insert(AuditEvent, _corrected(author, entry, correction))
        for addition in additions:
            who = Actor(addition.author, home.id, roles[addition.author], None)
            writing.insert(models.Addition, _added(house, who, entry, addition))
            writing.insert(AuditEvent, _event("transmission.complete", who, entry, addition))
        for event in _acknowledgement(home, roles, entry):
            writing.insert(AuditEvent, event)
    for receipt in home.receipts:
        writing.insert(
            models.Receipt,
            {
                "entry_id": receipt.entry,
                "staff_id": receipt.staff,
                "establishment_id": home.id,
                "read_at": receipt.read_at,
            },
        )
    writing.flush()


def _added(house: House, who: Actor, entry: Entry, addition: Addition) -> dict[str, Any]:
    return addition_row(
        house.vault,
        who,
        addition,
        entry_id=entry.id,
        person_id=entry.person,
        received_at=addition.occurred_at,
    )


def _event(verb: str, actor: Actor, entry: Entry, what: Entry | Addition) -> dict[str, Any]:
    return event_row(
        verb,
        at=what.received_at if isinstance(what, Entry) else what.occurred_at,
        actor=actor,
        person_id=entry.person,
        subject_id=entry.id,
        occurred_at=what.occurred_at,
    )


def _corrected(author: Actor, entry: Entry, correction: Correction) -> dict[str, Any]:
    return event_row(
        "transmission.correct",
        at=correction.at,
        actor=author,
        person_id=entry.person,
        subject_id=correction.id,
        occurred_at=correction.at,
    )


def _acknowledgement(home: Home, roles: dict[Any, str], entry: Entry) -> Iterator[dict[str, Any]]:
    if (seen := entry.acknowledged) is not None:
        yield event_row(
            "transmission.acknowledge",
            at=seen.at,
            actor=Actor(seen.by, home.id, roles[seen.by], None),
            person_id=entry.person,
            subject_id=entry.id,
            occurred_at=seen.at,
        )
