"""Writing of audit events, always in the transaction of what they tell."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.directory import trace
from app.ground.ids import new_id


class Doer(Protocol):
    """Whoever acts: `app.gate.auth.actor.Actor` fits."""

    @property
    def staff_id(self) -> uuid.UUID: ...
    @property
    def establishment_id(self) -> uuid.UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def device_id(self) -> uuid.UUID | None: ...
    @property
    def session_id(self) -> uuid.UUID | None: ...


def event_row(
    verb: str,
    *,
    at: datetime,
    actor: Doer | None = None,
    establishment_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
    subject_id: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
    detail: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The columns of one event, for those who insert many at once. `detail` holds codes and
    counts only.
    """
    return {
        "id": new_id(),
        "establishment_id": actor.establishment_id if actor else establishment_id,
        "at": at,
        "occurred_at": occurred_at,
        "actor_id": actor.staff_id if actor else None,
        "role": actor.role if actor else None,
        "device_id": actor.device_id if actor else None,
        "session_id": actor.session_id if actor else None,
        "verb": verb,
        "person_id": person_id,
        "subject_id": subject_id,
        "detail": detail,
        "seal_number": None,
    }


def record(session: Session, verb: str, /, **facts: Any) -> None:
    """Adds one event to the running transaction; the arguments are those of `event_row`."""
    session.add(AuditEvent(**event_row(verb, **facts)))


trace.hand_down(record)  # the directory stands below the trail and writes with the pen it is given
