"""Rows of follow-ups and of their steps, their words sealed; what tablets and pages read back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.areas.follow_ups.kinds import REASSESS
from app.gate.auth.policy import ROLES
from app.ground.vault import Vault
from transmissions.follow_up import StepKind
from transmissions.follow_up_times import escalates_at, place_due

Row = dict[str, Any]

UNKNOWN_ROLE = "unknown_role"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a follow-up is about, besides the person: an area of this product, and an id that is its own to read."""

    area: str
    id: uuid.UUID


def subject_in(row: Any) -> Subject | None:
    """What a follow-up's row says that it is about."""
    return Subject(row.subject_area, row.subject_id) if row.subject_area else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. `label` says in words what it comes from; with `is_with_entry` one gesture wrote both."""

    due_at: datetime
    kind: str = REASSESS.name
    what: str | None = None
    role: str | None = None
    urgent: bool = False
    entry: uuid.UUID | None = None
    is_with_entry: bool = False
    label: str | None = None
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class By:
    """Who did something, and when at the bedside. Without `staff_id` it is the product itself.

    `shift` is how far the tablet's clock was put right to find `at`; it is told by the same clock as a time due.
    """

    establishment_id: uuid.UUID
    at: datetime
    received_at: datetime
    staff_id: uuid.UUID | None = None
    role: str | None = None
    flags: tuple[str, ...] = ()
    shift: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Done:
    """What is done about a follow-up: see `transmissions.follow_up.Step`; the words come with it."""

    kind: StepKind
    due_at: datetime | None = None
    outcome: str | None = None
    close: uuid.UUID | None = None
    result: str | None = None
    chips: Sequence[str] = ()
    reason: str | None = None


def follow_up_row(vault: Vault, by: By, asked: Asked, *, id: uuid.UUID, person: uuid.UUID) -> Row:
    """The columns of a new follow-up; all but the revision. What does not fit is put right and flagged."""
    due_at, flags = place_due(asked.due_at, asked_at=by.at, shift=by.shift)
    role, flags = _known(asked.role, (*by.flags, *flags))
    content = {"what": _text(asked.what), "label": asked.label}
    late = escalates_at(due_at, urgent=asked.urgent, acknowledged_at=None, closed=False)
    return {
        "id": id,
        "establishment_id": by.establishment_id,
        "person_id": person,
        "kind": asked.kind,
        "entry_id": asked.entry,
        "is_with_entry": asked.is_with_entry,
        "subject_area": asked.subject.area if asked.subject else None,
        "subject_id": asked.subject.id if asked.subject else None,
        "author_id": by.staff_id,
        "role": role,
        "is_urgent": asked.urgent,
        "asked_for": due_at,
        "opened_at": by.at,
        "opened_flags": list(flags) or None,
        "received_at": by.received_at,
        "due_at": due_at,
        "escalates_at": late,
        "escalated_at": None,
        "acknowledged_by": None,
        "acknowledged_at": None,
        "closed_by": None,
        "closed_at": None,
        "outcome": None,
        "also_closed": 0,
        "flags": list(flags) or None,
        "withdrawn_at": None,
        "expires_at": None,
        "sealed": vault.seal(person, "follow_up", id, content),
    }


def step_row(
    vault: Vault, by: By, done: Done, *, id: uuid.UUID, follow_up: uuid.UUID, person: uuid.UUID
) -> Row:
    """The columns of a step."""
    flags = by.flags
    due_at = done.due_at
    if due_at is not None:
        due_at, more = place_due(due_at, asked_at=by.at, shift=by.shift)
        flags = (*flags, *more)
    words = {"result": _text(done.result), "chips": list(done.chips), "reason": _text(done.reason)}
    return {
        "id": id,
        "establishment_id": by.establishment_id,
        "follow_up_id": follow_up,
        "person_id": person,
        "kind": done.kind,
        "author_id": by.staff_id,
        "role": by.role,
        "occurred_at": by.at,
        "received_at": by.received_at,
        "due_at": due_at,
        "outcome": done.outcome,
        "close_id": done.close,
        "flags": list(flags) or None,
        "sealed": vault.seal(person, "follow_up_step", id, words),
    }


def _known(role: str | None, flags: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """A role that this version does not know asks anybody: what is asked must not wait for nobody."""
    if role is None or role in ROLES:
        return role, flags
    return None, (*flags, UNKNOWN_ROLE)


def _text(text: str | None) -> str | None:
    return text if text and text.strip() else None
