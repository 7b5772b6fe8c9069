"""Quarantine: what could not be verified, read or attached, kept whole with its reason."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.gate.audit.record import event_row
from app.gate.auth import rates
from app.gate.auth.rates import Rate
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.verdicts import REASONS, Refusal, Verdict, Waits
from app.ground.ids import new_id

ERASED = "erased"
"""The one refusal whose envelope is not kept: whoever was erased leaves no text anywhere."""

DAILY = Rate("quarantine.bytes", 32 * 2**20, seconds=86_400)
"""How much of what nobody asked for one device may make us keep in a day: a stolen cookie must not fill the disk. It
is five hundred of the largest envelopes, or fifty thousand of the smallest."""

ROW_BYTES = 640
"""What a row weighs besides its envelope."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command says it is, when, and about what."""

    type: str
    at: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One element of a batch as it came, and the device that handed it in.

    `install` and `seq` are what its outside says; author and person are known once it was verified. `handed_in_by` is
    whoever carried it for the device. `said` is what it was, once its signature was verified.
    """

    content: object
    digest: bytes
    id: uuid.UUID | None
    session_id: uuid.UUID | None
    establishment_id: uuid.UUID
    device_id: uuid.UUID
    install: uuid.UUID | None = None
    seq: int | None = None
    author_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    handed_in_by: uuid.UUID | None = None
    said: Said | None = None


def keep(
    session: Session, arrival: Arrival, refusal: Refusal, *, now: datetime
) -> tuple[Verdict, dict[str, Any] | None]:
    """Keeps the envelope once per device and digest. Returns the verdict, and the audit row when it is new.

    Counted against whoever hands it in: nobody fills the day of a tablet that they carry for. A device that has filled
    its day waits with the rest: the tablet keeps it, and nothing is lost.
    """
    row = _row(arrival, refusal, now)
    device, size = str(arrival.handed_in_by or arrival.device_id), len(row["envelope"]) + ROW_BYTES
    if not rates.has_room(session, DAILY, device, size, now=now):
        return Waits("quarantine_full").verdict(arrival.id), None
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    kept = session.connection().execute(
        insert(Quarantine)
        .values(row)
        .on_conflict_do_nothing(index_elements=["device_id", "digest"])
    )
    verdict = refusal.verdict(arrival.id)
    if not kept.rowcount:
        return verdict, None
    rates.add(session, DAILY, device, size, now=now)
    event = event_row(
        "command.quarantined",
        at=now,
        establishment_id=arrival.establishment_id,
        subject_id=arrival.id,
        detail={"code": refusal.code},
    )
    event.update(device_id=arrival.device_id, session_id=arrival.session_id)
    return verdict, event


def forget_person(session: Session, person_id: uuid.UUID, *, now: datetime) -> None:
    """Empties what was about a person who is erased, and what was said to settle it; digests stay, so that a retry
    has the same answer.
    """
    refiled = select(Command.id).where(Command.person_id == person_id)
    about = or_(Quarantine.person_id == person_id, Quarantine.applied_as.in_(refiled))
    said = select(Quarantine.settled_with).where(about, Quarantine.settled_with.is_not(None))
    session.execute(update(Command).where(Command.id.in_(said)).values(sealed=None))
    session.execute(
        update(Quarantine).where(about, Quarantine.settled_at.is_(None)).values(**_erased(now))
    )
    emptied = {"envelope": b"", "sealed": None, "code": ERASED, "reason": REASONS[ERASED]}
    session.execute(update(Quarantine).where(about).values(**emptied))


def _erased(now: datetime) -> dict[str, Any]:
    """Nothing is left to judge."""
    return {"outcome": ERASED, "settled_at": now}


def holds(session: Session, establishment_id: uuid.UUID, command_id: uuid.UUID) -> bool:
    """Whether a command of that id waits in quarantine: what hangs on it waits too."""
    return _outcomes(session, establishment_id, command_id).count(None) > 0


def put_aside(session: Session, establishment_id: uuid.UUID, command_id: uuid.UUID) -> bool:
    """Whether a command of that id will never come: it was dismissed, or became another one."""
    outcomes = _outcomes(session, establishment_id, command_id)
    return None not in outcomes and bool({"dismissed", "refiled", ERASED} & set(outcomes))


def _outcomes(
    session: Session, establishment_id: uuid.UUID, command_id: uuid.UUID
) -> list[str | None]:
    query = select(Quarantine.outcome).where(
        Quarantine.command_id == command_id, Quarantine.establishment_id == establishment_id
    )
    return list(session.scalars(query))


def _row(arrival: Arrival, refusal: Refusal, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "establishment_id": arrival.establishment_id,
        "command_id": arrival.id,
        "digest": arrival.digest,
        "device_id": arrival.device_id,
        "install": arrival.install,
        "seq": arrival.seq,
        "session_id": arrival.session_id,
        "author_id": arrival.author_id,
        "person_id": arrival.person_id,
        "code": refusal.code,
        "reason": refusal.reason,
        "envelope": b"" if refusal.code == ERASED else as_bytes(arrival.content),
        "received_at": now,
        **(_erased(now) if refusal.code == ERASED else {}),
    }


def as_bytes(content: object) -> bytes:
    """What came, whole: the text itself, or the JSON of what should have been a text."""
    text = content if isinstance(content, str) else json.dumps(content)
    return text.encode("utf-8", "surrogatepass")
