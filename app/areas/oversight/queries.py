"""The trail, read as openings of files: for who looks for what is unusual, and for the person whose file it is."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.areas.oversight.unusual import Finding, Glimpse, OnDuty, Opening, findings
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
    "file.admin_open": "dossier administratif",
    "file.relations_open": "entourage et droits",
    "file.circle_open": "équipe et partage",
    "file.social_open": "accompagnement",
    "rights.opened": "demande de droits",
    "mark.opened": "marques du dossier",
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
    before = [
        Glimpse(row.at, row.actor_id, row.role, row.person_id)
        for row in _rows(session, establishment_id, begins, since, *_GLIMPSED)
    ]
    rows = _rows(session, establishment_id, since, until, *_GLIMPSED, *_MORE)
    assigned = _assignments(session, establishment_id)
    places = places_of(session, establishment_id, {row.person_id for row in rows})
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
    names = {unit.id: unit.name for unit in units}
    return findings(openings, planned, zone, since, names, before)


_EVENT = AuditEvent.__table__
# The trail of a big home is long: columns, not rows with a life of their own.
_GLIMPSED = (_EVENT.c.at, _EVENT.c.actor_id, _EVENT.c.role, _EVENT.c.person_id)
_MORE = (_EVENT.c.occurred_at, _EVENT.c.verb, _EVENT.c.device_id)


def _rows(
    session: Session,
    establishment_id: uuid.UUID,
    since: datetime,
    until: datetime,
    *columns: Any,
) -> Sequence[Row[Any]]:
    """Openings by somebody of somebody's file between two instants, oldest first."""
    query = (
        select(*columns)
        .where(_EVENT.c.establishment_id == establishment_id, _EVENT.c.verb.in_(OPENINGS))
        .where(_EVENT.c.at >= since, _EVENT.c.at < until)
        .where(_EVENT.c.actor_id.is_not(None), _EVENT.c.person_id.is_not(None))
        .order_by(_EVENT.c.at)
    )
    return session.connection().execute(query).all()


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
    row: Row[Any],
    assigned: dict[uuid.UUID, list[Assignment]],
    places: dict[uuid.UUID, list[tuple[datetime, uuid.UUID | None]]],
    urgent: dict[tuple[uuid.UUID, uuid.UUID], list[tuple[datetime, datetime]]],
) -> Opening:
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
