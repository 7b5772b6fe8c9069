"""A verified command becomes facts: what its type changes, the command itself, its trace, and what is odd about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth import confirmations
from app.gate.sync.models import Command, Flagged
from app.gate.sync.registry import Received
from app.gate.sync.verdicts import Verdict
from app.gate.sync.writing import Writing


def apply(writing: Writing, command: Received, now: datetime) -> Verdict:
    """The command, its trace and whatever it changes, into the transaction. Raises Refusal or Waits."""
    more = command.type.apply(writing, command)
    flags = (*command.flags, *(more or ()))
    writing.insert(Command, _command_row(command, flags, now))
    writing.insert(AuditEvent, _event(command, flags, now))
    for confirmed in command.confirmed:
        confirmations.note(writing.session, confirmed, now=now)
    if flags:
        writing.insert(Flagged, _flagged_row(command, flags, now))
    return Verdict(command.id, "applied", flags=flags)


def _command_row(command: Received, flags: tuple[str, ...], now: datetime) -> dict[str, Any]:
    return {
        "id": command.id,
        "establishment_id": command.actor.establishment_id,
        "digest": command.digest,
        "type": command.type.name,
        "device_id": command.device_id,
        "install": command.install,
        "seq": command.seq,
        "session_id": command.session_id,
        "author_id": command.actor.staff_id,
        "person_id": command.person_id,
        "occurred_at": command.at,
        "received_at": now,
        "flags": list(flags) or None,
        "sealed": command.sealed,
    }


def _flagged_row(command: Received, flags: tuple[str, ...], now: datetime) -> dict[str, Any]:
    return {
        "id": command.id,
        "establishment_id": command.actor.establishment_id,
        "type": command.type.name,
        "device_id": command.device_id,
        "author_id": command.actor.staff_id,
        "person_id": command.person_id,
        "flags": list(flags),
        "occurred_at": command.at,
        "received_at": now,
    }


def _event(command: Received, flags: tuple[str, ...], now: datetime) -> dict[str, Any]:
    return event_row(
        command.type.name,
        at=now,
        actor=command.actor,
        person_id=command.person_id,
        subject_id=command.id,
        occurred_at=command.at,
        detail=_detail(command, flags),
    )


def _detail(command: Received, flags: tuple[str, ...]) -> dict[str, Any] | None:
    """What is odd about it, and whose keys were shown over it."""
    told: dict[str, Any] = {"flags": list(flags)} if flags else {}
    if command.confirmed:
        told["confirmed"] = {one.role: str(one.staff_id) for one in command.confirmed}
    return told or None
