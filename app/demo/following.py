"""Puts a demo home's follow-ups in the database, with what was done about them, sealed and traced."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.areas.follow_ups import models, standing
from app.areas.follow_ups.rows import Asked, By, Done, follow_up_row, step_row
from app.demo.values import FollowUp, Gesture, Home
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.sync.writing import Writing
from app.ground.house import House


def record_follow_ups(session: Session, house: House, home: Home) -> None:
    """Everything that was asked and done there, under the revision of the running transaction."""
    writing = Writing(session, house.vault, home.id)
    roles = {member.id: member.role for member in home.staff}
    for one in home.follow_ups:
        by = By(home.id, one.opened_at, one.opened_at, one.author, roles[one.author])
        row = follow_up_row(house.vault, by, _asked(one), id=one.id, person=one.person)
        writing.insert(models.FollowUp, row)
        writing.insert(AuditEvent, _event(home, one, by, "open"))
        for gesture in one.gestures:
            by = By(home.id, gesture.at, gesture.at, gesture.by, roles[gesture.by])
            writing.insert(models.FollowUpStep, _step(house, by, one, gesture))
            writing.insert(AuditEvent, _event(home, one, by, gesture.kind))
    writing.flush()
    for one in home.follow_ups:
        if one.gestures:
            standing.restate(session, standing.find(session, one.id))


def _asked(one: FollowUp) -> Asked:
    return Asked(
        due_at=one.due_at,
        what=one.what,
        role=one.role,
        urgent=one.urgent,
        entry=one.entry,
        is_with_entry=True,
        label=one.label,
    )


def _step(house: House, by: By, one: FollowUp, gesture: Gesture) -> dict[str, Any]:
    is_close = gesture.kind == "close"
    done = Done(
        "close" if is_close else "postpone",
        due_at=gesture.due_at,
        outcome="done" if is_close else None,
        result=gesture.result,
        reason=gesture.reason,
    )
    return step_row(house.vault, by, done, id=gesture.id, follow_up=one.id, person=one.person)


def _event(home: Home, one: FollowUp, by: By, verb: str) -> dict[str, Any]:
    staff_id: UUID | None = by.staff_id
    assert staff_id is not None and by.role is not None
    return event_row(
        f"follow_up.{verb}",
        at=by.received_at,
        actor=Actor(staff_id, home.id, by.role, None),
        person_id=one.person,
        subject_id=one.id,
        occurred_at=by.at,
    )
