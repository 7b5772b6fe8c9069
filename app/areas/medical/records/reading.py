"""What is known of persons' health, opened: what holds, and what was said before."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.facts import IN_FORCE
from app.areas.medical.known import Fact, facts_by_person, opened
from app.areas.medical.models import MedicalFact
from app.areas.medical.records.kinds import KINDS, NO_ANTECEDENT
from app.ground.vault import Vault

_ALL = (*KINDS, NO_ANTECEDENT)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing known, as it stands. `id` is the same for all its versions; `said` is None where the row no longer
    opens."""

    id: uuid.UUID
    kind: str
    version: int
    said: Mapping[str, Any] | None
    author_id: uuid.UUID
    written_at: datetime
    is_in_force: bool = True
    before: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """Where somebody is expected, at an instant; `id` names it through all its versions."""

    id: uuid.UUID
    person_id: uuid.UUID
    at: datetime
    what: str
    where: str
    with_whom: str
    transport: str
    escort: str
    note: str


def records_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[Record, ...]]:
    """What holds about these persons, the oldest first; whoever nothing is known of is absent."""
    found = facts_by_person(session, vault, person_ids)
    told = {
        person_id: tuple(_record(fact) for fact in facts if fact.row.kind in _ALL)
        for person_id, facts in found.items()
    }
    return {person_id: some for person_id, some in told.items() if some}


def history_of(session: Session, vault: Vault, person_id: uuid.UUID) -> tuple[Record, ...]:
    """Everything that was said, one a chain with its versions before, the latest written first."""
    rows = session.scalars(
        select(MedicalFact)
        .where(MedicalFact.person_id == person_id, MedicalFact.kind.in_(_ALL))
        .order_by(MedicalFact.version.desc())
    )
    chains: defaultdict[uuid.UUID, list[Fact]] = defaultdict(list)
    for fact in opened(vault, rows):
        chains[fact.row.chain_id].append(fact)
    last = (_record(some[0], tuple(_record(one) for one in some[1:])) for some in chains.values())
    return tuple(sorted(last, key=lambda one: one.written_at, reverse=True))


def appointments_of(
    session: Session,
    vault: Vault,
    person_ids: Iterable[uuid.UUID],
    since: datetime,
    until: datetime,
    zone: ZoneInfo,
) -> dict[uuid.UUID, tuple[Appointment, ...]]:
    """Where these persons are expected between two instants, by the hour; whoever is nowhere is absent."""
    found: dict[uuid.UUID, tuple[Appointment, ...]] = {}
    for person_id, records in records_of(session, vault, person_ids).items():
        told = (
            _appointment(person_id, one, zone)
            for one in records
            if one.kind == "appointment" and one.said is not None
        )
        coming = sorted((one for one in told if since <= one.at < until), key=lambda one: one.at)
        if coming:
            found[person_id] = tuple(coming)
    return found


def appointments_named(
    session: Session,
    vault: Vault,
    person_id: uuid.UUID,
    ids: Iterable[uuid.UUID],
    zone: ZoneInfo,
) -> dict[uuid.UUID, Appointment]:
    """Those of these appointments of a person that still hold, by id; nothing else of the file is opened."""
    rows = session.scalars(
        select(MedicalFact).where(
            MedicalFact.person_id == person_id,
            MedicalFact.chain_id.in_(list(ids)),
            MedicalFact.kind == "appointment",
            MedicalFact.superseded_at.is_(None),
            MedicalFact.state == IN_FORCE,
        )
    )
    records = (_record(fact) for fact in opened(vault, rows))
    return {one.id: _appointment(person_id, one, zone) for one in records if one.said is not None}


def at_of(said: Mapping[str, Any], zone: ZoneInfo) -> datetime:
    """When an appointment is: the hour of the home's clocks."""
    day, hour = date.fromisoformat(said["on"]), time.fromisoformat(said["at"])
    return datetime.combine(day, hour, zone)


def _appointment(person_id: uuid.UUID, one: Record, zone: ZoneInfo) -> Appointment:
    assert one.said is not None
    words = {
        name: one.said[name] or "" for name in ("what", "where", "with_whom", "escort", "note")
    }
    at, transport = at_of(one.said, zone), one.said["transport"]
    return Appointment(id=one.id, person_id=person_id, at=at, transport=transport, **words)


def _record(fact: Fact, before: tuple[Record, ...] = ()) -> Record:
    row = fact.row
    is_in_force = row.state == IN_FORCE and row.superseded_at is None
    return Record(
        row.chain_id,
        row.kind,
        row.version,
        fact.kept,
        row.author_id,
        row.written_at,
        is_in_force,
        before,
    )
