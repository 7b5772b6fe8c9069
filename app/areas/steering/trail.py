"""The audit trail, read: who did what, when, to whom."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.steering.verbs import label_of
from app.gate.audit.models import AuditEvent
from app.gate.auth.actor import Actor
from app.gate.auth.models import Device
from app.gate.auth.policy import ROLES, may
from app.gate.directory.team import Member, names_of
from app.ground.house import House
from app.ground.pages.moments import start_of
from app.ground.pages.paging import Page, cut

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader looks for; None is anything."""

    actor_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    verb: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words. `person` is a name only for a reader who may know it, else a short reference."""

    at: datetime
    who: str
    role: str
    what: str
    person_id: uuid.UUID | None
    person: str
    subject: str
    device: str
    is_sealed: bool


def reference(person_id: uuid.UUID) -> str:
    """A short name for a person whose name the reader may not know."""
    return person_id.hex[-6:].upper()


def read(
    session: Session, house: House, actor: Actor, filters: Filters, zone: ZoneInfo, number: int
) -> Page[Line]:
    """One page of the home's events, newest first."""
    query = _query(actor.establishment_id, filters, zone).offset((number - 1) * PER_PAGE)
    rows = session.scalars(query.limit(PER_PAGE + 1)).all()
    staff = names_of(session, house, actor.establishment_id)
    persons = _persons(session, house, actor)
    devices = _devices(session, actor.establishment_id)
    lines = [_line(row, staff, persons, devices) for row in rows]
    return cut(lines, number, PER_PAGE)


def verbs_of(session: Session, establishment_id: uuid.UUID) -> list[tuple[str, str]]:
    """The verbs that occur, as (verb, words), by their words."""
    found = session.scalars(
        select(AuditEvent.verb).where(AuditEvent.establishment_id == establishment_id).distinct()
    )
    return sorted(((verb, label_of(verb)) for verb in found), key=lambda pair: pair[1])


def _query(establishment_id: uuid.UUID, filters: Filters, zone: ZoneInfo) -> Any:
    conditions: list[Any] = [AuditEvent.establishment_id == establishment_id]
    if filters.actor_id:
        conditions.append(AuditEvent.actor_id == filters.actor_id)
    if filters.person_id:
        conditions.append(AuditEvent.person_id == filters.person_id)
    if filters.verb:
        conditions.append(AuditEvent.verb == filters.verb)
    if filters.since:
        conditions.append(AuditEvent.at >= start_of(filters.since, zone))
    if filters.until:
        conditions.append(AuditEvent.at < start_of(filters.until + timedelta(days=1), zone))
    return (
        select(AuditEvent).where(*conditions).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )


def _persons(session: Session, house: House, actor: Actor) -> dict[uuid.UUID, PersonValue]:
    if not may(actor, "person.read"):
        return {}
    home = actor.establishment_id
    there = persons_of(session, house, home, unit_ids=actor.unit_ids)
    return {person.id: person for person in there}


def _devices(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, str]:
    rows = session.execute(
        select(Device.id, Device.name).where(Device.establishment_id == establishment_id)
    )
    return {row.id: row.name for row in rows}


def _line(
    row: AuditEvent,
    staff: dict[uuid.UUID, Member],
    persons: dict[uuid.UUID, PersonValue],
    devices: dict[uuid.UUID, str],
) -> Line:
    doer = staff.get(row.actor_id) if row.actor_id else None
    person = persons.get(row.person_id) if row.person_id else None
    reference_of = reference(row.person_id) if row.person_id else ""
    subject = staff.get(row.subject_id) if row.subject_id else None
    device = row.device_id or row.subject_id
    return Line(
        at=row.at,
        who=doer.name if doer else "Ligne de commande" if row.actor_id is None else "Inconnu",
        role=ROLES.get(row.role or "", ""),
        what=label_of(row.verb),
        person_id=row.person_id,
        person=person.name if person else reference_of,
        subject=subject.name if subject else "",
        device=devices.get(device, "") if device else "",
        is_sealed=row.seal_number is not None,
    )
