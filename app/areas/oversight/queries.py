"""The trail, read as openings of files: for who looks for what is unusual, and for the person whose file it is."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.areas.oversight.unusual import Finding, OnDuty, Opening, findings
from app.areas.persons.queries import places_of
from app.gate.audit.models import AuditEvent
from app.gate.auth import emergency
from app.gate.auth.models import Device, EmergencyAccess
from app.gate.auth.policy import ROLES
from app.gate.directory.models import Assignment
from app.gate.directory.plan import shifts_between
from app.gate.directory.structure import units_of, zone_of
from app.gate.directory.team import names_of
from app.ground.house import House

OPENINGS = {
    "person.open": "dossier",
    "medical.open": "santé",
    "treatment.open": "traitement",
    "document.listed": "liste des documents",
    "document.read": "document",
    "document.downloaded": "document téléchargé",
    "wound.print": "suivi d’une plaie imprimé",
    "sheet.read": "fiche d’urgence",
    "sheet.printed": "fiche d’urgence imprimée",
    "sheet.print": "fiche d’urgence imprimée sur une tablette",
    "emergency.opened": "accès exceptionnel",
    "emergency.open": "accès exceptionnel sur une tablette",
}
"""The verbs that say that somebody saw a person's file, and the part of it that they saw."""

EMERGENCIES = ("emergency.opened", "emergency.open")
USUAL = timedelta(days=60)
"""How far before the period one's usual is looked for."""
MOST = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """One professional who opened a person's file on one day: what they saw, when first and last, and why when it was
    an emergency. `device` names the tablet, empty at a desk.
    """

    on: date
    first_at: datetime
    last_at: datetime
    name: str
    role: str
    parts: tuple[str, ...]
    device: str
    reason: str | None = None


def openings_of_person(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Seen]:
    """Who opened this person's file, by professional and day, newest first; `MOST` lines at most."""
    zone = zone_of(session, establishment_id)
    query = _openings(establishment_id, since, until).where(AuditEvent.person_id == person_id)
    rows = session.scalars(query.order_by(AuditEvent.at.desc())).all()
    groups: dict[tuple[uuid.UUID, date], list[AuditEvent]] = defaultdict(list)
    for row in rows:
        if row.actor_id is not None:
            groups[row.actor_id, row.at.astimezone(zone).date()].append(row)
    staff = names_of(session, house, establishment_id)
    devices = _devices(session, establishment_id)
    reasons = _reasons(session, house, establishment_id, person_id, zone)
    seen = []
    for (staff_id, on), events in groups.items():
        member = staff.get(staff_id)
        named = {devices.get(one.device_id, "") for one in events if one.device_id}
        seen.append(
            Seen(
                on=on,
                first_at=min(one.at for one in events),
                last_at=max(one.at for one in events),
                name=member.name if member else "Inconnu",
                role=ROLES.get(events[0].role or "", ""),
                parts=tuple(sorted({OPENINGS[one.verb] for one in events})),
                device=", ".join(sorted(filter(None, named))),
                reason=reasons.get((staff_id, on)),
            )
        )
    return sorted(seen, key=lambda one: one.last_at, reverse=True)[:MOST]


def unusual_of(
    session: Session, establishment_id: uuid.UUID, *, since: datetime, until: datetime
) -> list[Finding]:
    """What is unusual in a home between two instants; two months before say what is usual."""
    zone, begins = zone_of(session, establishment_id), since - USUAL
    query = _openings(establishment_id, begins, until).where(
        AuditEvent.actor_id.is_not(None), AuditEvent.person_id.is_not(None)
    )
    rows = session.scalars(query.order_by(AuditEvent.at)).all()
    assigned = _assignments(session, establishment_id)
    places = places_of(session, establishment_id, {row.person_id for row in rows if row.person_id})
    urgent = _emergencies(session, establishment_id)
    openings = [_opening(row, assigned, places, urgent) for row in rows]
    first = since - timedelta(days=2)
    planned = [
        OnDuty(shift.staff_id, shift.starts_at, shift.ends_at)
        for shift in shifts_between(session, establishment_id, first, until)
    ]
    units = [
        *units_of(session, establishment_id),
        *units_of(session, establishment_id, closed=True),
    ]
    return findings(openings, planned, zone, since, {unit.id: unit.name for unit in units})


def _openings(
    establishment_id: uuid.UUID, since: datetime | None, until: datetime | None
) -> Select[AuditEvent]:
    query = select(AuditEvent).where(
        AuditEvent.establishment_id == establishment_id, AuditEvent.verb.in_(OPENINGS)
    )
    if since is not None:
        query = query.where(AuditEvent.at >= since)
    return query if until is None else query.where(AuditEvent.at < until)


def _opening(
    row: AuditEvent,
    assigned: dict[uuid.UUID, list[Assignment]],
    places: dict[uuid.UUID, list[tuple[datetime, uuid.UUID | None]]],
    urgent: dict[tuple[uuid.UUID, uuid.UUID], list[tuple[datetime, datetime]]],
) -> Opening:
    assert row.actor_id is not None and row.person_id is not None
    at = row.occurred_at or row.at
    held = [
        one.unit_id
        for one in assigned.get(row.actor_id, ())
        if one.starts_at <= at and (one.ends_at is None or one.ends_at > at)
    ]
    return Opening(
        at=at,
        staff_id=row.actor_id,
        role=row.role or "",
        person_id=row.person_id,
        units=None if None in held else frozenset(id_ for id_ in held if id_ is not None),
        unit=_place(places.get(row.person_id, ()), at),
        is_emergency=row.verb in EMERGENCIES
        or any(start <= at <= end for start, end in urgent.get((row.actor_id, row.person_id), ())),
        device=row.device_id is not None,
    )


def _place(moves: Iterable[tuple[datetime, uuid.UUID | None]], at: datetime) -> uuid.UUID | None:
    """Where the last move before that instant had put the person."""
    there = None
    for moved_at, unit_id in moves:
        if moved_at > at:
            break
        there = unit_id
    return there


def _assignments(
    session: Session, establishment_id: uuid.UUID
) -> dict[uuid.UUID, list[Assignment]]:
    found: dict[uuid.UUID, list[Assignment]] = defaultdict(list)
    for row in session.scalars(
        select(Assignment).where(Assignment.establishment_id == establishment_id)
    ):
        found[row.staff_id].append(row)
    return found


def _emergencies(
    session: Session, establishment_id: uuid.UUID
) -> dict[tuple[uuid.UUID, uuid.UUID], list[tuple[datetime, datetime]]]:
    """When each emergency access ran, by who had it and to whose file."""
    found: dict[tuple[uuid.UUID, uuid.UUID], list[tuple[datetime, datetime]]] = defaultdict(list)
    for row in session.scalars(
        select(EmergencyAccess).where(EmergencyAccess.establishment_id == establishment_id)
    ):
        found[row.staff_id, row.person_id].append((row.opened_at, row.ends_at))
    return found


def _devices(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, str]:
    rows = session.execute(
        select(Device.id, Device.name).where(Device.establishment_id == establishment_id)
    )
    return {row.id: row.name for row in rows}


def _reasons(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    zone: ZoneInfo,
) -> dict[tuple[uuid.UUID, date], str]:
    """Why, by who opened the file in an emergency and on which day."""
    return {
        (one.staff_id, one.opened_at.astimezone(zone).date()): one.reason
        for one in emergency.openings(session, house, establishment_id, person_id=person_id)
        if one.reason
    }
