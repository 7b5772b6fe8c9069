"""Quarantine: what could not be verified, read or attached, kept whole with its reason."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.gate.audit.record import event_row
from app.gate.sync.models import Quarantine
from app.gate.sync.verdicts import REASONS, Refusal, Verdict
from app.ground.ids import new_id

ERASED = "erased"
"""The one refusal whose envelope is not kept: whoever was erased leaves no text anywhere."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One element of a batch as it came, and the device that handed it in.

    `install` and `seq` are what its outside says; author and person are known once it was verified.
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


def keep(
    session: Session, arrival: Arrival, refusal: Refusal, *, now: datetime
) -> tuple[Verdict, dict[str, Any] | None]:
    """Keeps the envelope once per device and digest. Returns the verdict, and the audit row when it is new."""
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    kept = session.connection().execute(
        insert(Quarantine)
        .values(_row(arrival, refusal, now))
        .on_conflict_do_nothing(index_elements=["device_id", "digest"])
    )
    verdict = refusal.verdict(arrival.id)
    if not kept.rowcount:
        return verdict, None
    event = event_row(
        "command.quarantined",
        at=now,
        establishment_id=arrival.establishment_id,
        subject_id=arrival.id,
        detail={"code": refusal.code},
    )
    event.update(device_id=arrival.device_id, session_id=arrival.session_id)
    return verdict, event


def forget_person(session: Session, person_id: uuid.UUID) -> None:
    """Empties what waits about a person who is erased; its digest stays, so that a retry has the same answer."""
    session.execute(
        update(Quarantine)
        .where(Quarantine.person_id == person_id)
        .values(envelope=b"", code=ERASED, reason=REASONS[ERASED])
    )


def holds(session: Session, establishment_id: uuid.UUID, command_id: uuid.UUID) -> bool:
    """Whether a command of that id waits in quarantine: what hangs on it waits too."""
    query = select(Quarantine.id).where(
        Quarantine.command_id == command_id, Quarantine.establishment_id == establishment_id
    )
    return session.execute(query.limit(1)).first() is not None


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
    }


def as_bytes(content: object) -> bytes:
    """What came, whole: the text itself, or the JSON of what should have been a text."""
    text = content if isinstance(content, str) else json.dumps(content)
    return text.encode("utf-8", "surrogatepass")
