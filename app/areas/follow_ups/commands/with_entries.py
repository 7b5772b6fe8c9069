"""Follow-ups that a transmission carries: written, undone and restored with it, in its own transaction."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.areas.follow_ups import standing
from app.areas.follow_ups.bodies import FollowUpBody, instant
from app.areas.follow_ups.commands.by import by_command
from app.areas.follow_ups.kinds import TASK
from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.rows import Asked, Row, follow_up_row
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.sync.registry import Received
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing
from app.ground.vault import Vault
from transmissions.follow_up_texts import validate_what


def row_with_entry(vault: Vault, command: Received, body: FollowUpBody, *, label: str) -> Row:
    """The row of the follow-up that a transmission asks for; `label` is its cible in words.

    Raises Refusal for what no list could bear: the transmission goes where it goes, whole.
    """
    assert command.person_id is not None
    if problems := validate_what(body.what):
        raise Refusal("invalid", problems[0][1])
    asked = Asked(
        due_at=instant(body.due_at),
        what=body.what,
        role=body.role,
        entry=command.id,
        is_with_entry=True,
        label=label,
    )
    by = by_command(command)
    return follow_up_row(vault, by, asked, id=body.id, person=command.person_id)


def row_of_control(
    vault: Vault, command: Received, *, what: str, within: timedelta, role: str, label: str
) -> Row:
    """The row of what somebody of that role must look at again, because of how a transmission was signed.

    Its id follows from the command's: whoever applies it, and however often after a restore, asks once.
    """
    assert command.person_id is not None
    by = by_command(command)
    asked = Asked(
        due_at=command.at
        + within
        - command.shift,  # told by the tablet's clock, as `by` puts it right
        kind=TASK.name,
        what=what,
        role=role,
        entry=command.id,
        is_with_entry=True,
        label=label,
    )
    id = uuid.uuid5(command.id, what)
    return follow_up_row(vault, by, asked, id=id, person=command.person_id)


def insert_with_entry(writing: Writing, command: Received, row: Row) -> tuple[str, ...]:
    """Keeps it with its transmission, and its trace. Returns the flags that the command does not bear already."""
    writing.insert(FollowUp, row)
    event = event_row(
        "follow_up.open",
        at=command.received_at,
        actor=command.actor,
        person_id=command.person_id,
        subject_id=row["id"],
        occurred_at=command.at,
    )
    writing.insert(AuditEvent, event)
    return tuple(flag for flag in row["flags"] or () if flag not in command.flags)


def withdraw_with_entry(session: Session, entry_id: uuid.UUID, at: datetime | None) -> None:
    """An entry was undone at `at`, or stands again (None): so does what was opened with it."""
    standing.withdraw(session, entry_id, at)
