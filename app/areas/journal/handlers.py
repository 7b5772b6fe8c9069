"""The synced command types of the journal: what tablets say about transmissions."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

from app.areas.journal import erasing, standing, writes
from app.areas.journal.bodies import CompleteBody, CorrectBody, EntryBody, ReadBody, RecordBody
from app.areas.journal.parents import parent, refused, waits
from app.gate.auth.actor import Subject
from app.gate.sync import rights
from app.gate.sync.registry import CommandType, Received, persons, register_command
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing

assert erasing  # whoever erases a person erases what was written about them

READ_AWAITED = timedelta(days=14)
"""How long a receipt waits for all its entries; after that it counts for those that are here."""


def _acknowledge(writing: Writing, command: Received) -> None:
    entry = parent(writing, command)
    if not entry.is_alarm:
        raise Refusal("invalid", "Cette transmission n’est pas une alerte.")
    standing.acknowledge(writing.session, entry, command.actor.staff_id, command.at)


def _retract(writing: Writing, command: Received) -> tuple[str, ...]:
    entry = parent(writing, command)
    with refused():
        return standing.retract(writing.session, entry, command.actor.staff_id, command.at)


def _read(writing: Writing, command: Received) -> tuple[str, ...]:
    writing.settle()
    wanted = command.body.ids()
    found = standing.find(writing.session, wanted)
    missing = wanted - found.keys()
    if missing and command.received_at - command.at <= READ_AWAITED:
        raise waits(writing, next(iter(missing)))
    entries = list(found.values())
    if any(entry.establishment_id != command.actor.establishment_id for entry in entries):
        raise Refusal("unknown_entry")
    flags = _may_read(writing, command, {entry.person_id for entry in entries})
    standing.read(writing.session, entries, command.actor.staff_id, command.at)
    return flags


def _may_read(writing: Writing, command: Received, about: set[uuid.UUID]) -> tuple[str, ...]:
    """Judges the right on each person the entries are about: a receipt names none by itself."""
    flags: dict[str, None] = {}
    for person_id, place in persons().places(writing.session, about).items():
        judged = rights.judge(
            command.author,
            "journal.read",
            Subject(place.establishment_id, place.unit_id),
            at=command.at,
            received_at=command.received_at,
            earlier_units=partial(persons().units_until, writing.session, person_id, command.at),
        )
        flags.update(dict.fromkeys(judged))
    return tuple(flag for flag in flags if flag not in command.flags)


_WRITE, _READ, _NURSE = "journal.write", "journal.read", "journal.acknowledge"

for kind in (
    CommandType(
        "transmission.record", RecordBody, _WRITE, True, writes.record, writes.prepare_record
    ),
    CommandType(
        "transmission.complete",
        CompleteBody,
        _WRITE,
        True,
        writes.complete,
        writes.prepare_completion,
    ),
    CommandType(
        "transmission.correct", CorrectBody, _WRITE, True, writes.correct, writes.prepare_correction
    ),
    CommandType("transmission.acknowledge", EntryBody, _NURSE, True, _acknowledge),
    CommandType("transmission.retract", EntryBody, _WRITE, True, _retract),
    CommandType("transmission.read", ReadBody, _READ, False, _read),
):
    register_command(kind)
