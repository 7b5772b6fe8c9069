"""Puts the treatments of the demo home in the database: versions, controls, doses due, each traced.

Many rows at once, as an import would: prescribing line by line would check and unfold a person's treatment six times.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.medical.queries import settings_of
from app.areas.prescribing.materialising import rematerialise
from app.areas.prescribing.models import DoseHorizon, LineControl, PrescriptionLine
from app.areas.prescribing.rows import expires_at, line_row
from app.demo.treatments.making import Making, Version, versions_of
from app.demo.treatments.reading import UNITS, read_unit
from app.demo.values import Home, demo_id
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.sync.writing import Writing
from app.ground.house import House
from medication.settings import Settings

_UNFOLDED_SINCE = timedelta(hours=24)
"""The doses of the day before are there too, as if the worker had always run."""


def record_treatments(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Every line of the home's persons, under the revision of the running transaction; none for a home without."""
    persons = {person.key: person for person in home.persons if person.unit in UNITS}
    if not persons:
        return
    settings = settings_of(session, home.id)
    writing = Writing(session, house.vault, home.id)
    making = making_for(house, home, now)
    for unit in UNITS:
        for told in read_unit(unit):
            made = tuple(versions_of(told, persons[told.key], making))
            for number, one in enumerate(made):
                is_head = number + 1 == len(made) or made[number + 1].line.version == 1
                _write(writing, house, home, settings, one, is_head=is_head)
    horizon = {"establishment_id": home.id, "until": now - _UNFOLDED_SINCE}
    for person in persons.values():
        writing.insert(DoseHorizon, {"person_id": person.id, **horizon})
    writing.flush()
    rematerialise(session, house, home.id, [person.id for person in persons.values()], now=now)


def making_for(house: House, home: Home, now: datetime) -> Making:
    """Who writes and who controls in that home, by which reference."""
    writers = [one for one in home.staff if one.role in ("nurse", "physician") and _is_there(one)]
    controllers = [one for one in home.staff if one.role == "pharmacist"]
    controllers += [one for one in writers if one.role == "nurse"]
    return Making(current(house), writers, controllers, now, ZoneInfo(home.timezone))


def _is_there(member: Any) -> bool:
    """Whether they work in the units whose treatments are told."""
    units: Sequence[str] = member.units
    return not units or set(UNITS) <= set(units)


def _write(
    writing: Writing, house: House, home: Home, settings: Settings, one: Version, *, is_head: bool
) -> None:
    roles = {member.id: member.role for member in home.staff}
    author = Actor(one.author, home.id, roles[one.author], None)
    written = line_row(
        house.vault,
        author,
        one.line,
        kind=one.kind,
        settings=settings,
        now=one.written_at,
        source=one.source,
        reason=one.reason,
        stopped_at=one.line.starts_at if one.kind == "stopped" else None,
    )
    row = _columns(written)
    ends = [at for at in (one.line.ends_at, one.line.superseded_at) if at is not None]
    row |= {
        "is_head": is_head,
        "superseded_at": one.line.superseded_at,
        "controlled_at": one.controlled_at,
        "controlled_by": one.controller,
        "expires_at": expires_at(min(ends, default=None), settings),
    }
    writing.insert(PrescriptionLine, row)
    _trace(writing, author, one, f"prescription.{one.kind}", one.written_at)
    if one.controller is not None and one.controlled_at is not None and one.kind != "suspended":
        who = Actor(one.controller, home.id, roles[one.controller], None)
        writing.insert(LineControl, _control_row(one, who, one.controlled_at))
        _trace(writing, who, one, "prescription.controlled", one.controlled_at)


def _columns(row: PrescriptionLine) -> dict[str, Any]:
    names = (column.name for column in PrescriptionLine.__table__.columns)
    return {name: getattr(row, name) for name in names if name != "revision"}


def _control_row(one: Version, who: Actor, at: datetime) -> dict[str, Any]:
    control_id: UUID = demo_id("control", one.line.id)
    return {
        "id": control_id,
        "line_id": one.line.id,
        "person_id": one.line.person,
        "establishment_id": who.establishment_id,
        "staff_id": who.staff_id,
        "role": who.role,
        "controlled_at": at,
    }


def _trace(writing: Writing, who: Actor, one: Version, verb: str, at: datetime) -> None:
    event = event_row(
        verb,
        at=at,
        actor=who,
        person_id=one.line.person,
        subject_id=one.line.chain,
        detail={"version": one.line.version},
    )
    writing.insert(AuditEvent, event)
