"""The synced command types of the journal: what tablets say about transmissions."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from app.areas.follow_ups import commands as follow_ups
from app.areas.journal import erasing, standing, vocabularies
from app.areas.journal.bodies import CompleteBody, CorrectBody, EntryBody, ReadBody, RecordBody
from app.areas.journal.chains import Standing
from app.areas.journal.models import Entry
from app.areas.journal.standing import Forbidden
from app.areas.journal.texts import Row, addition_row, entry_row, has_data
from app.gate.auth.actor import Subject
from app.gate.sync import quarantine, rights
from app.gate.sync.registry import CommandType, Reading, Received, persons, register_command
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from transmissions.correction import reason_problems
from transmissions.entry import Addition, Draft
from transmissions.validation import Problem, validate, validate_addition
from transmissions.vocabulary import Vocabulary

assert erasing  # whoever erases a person erases what was written about them

PARENT_AWAITED = timedelta(days=90)
"""How long a gesture waits for its entry, which another tablet may still hold."""

READ_AWAITED = timedelta(days=14)
"""How long a receipt waits for all its entries; after that it counts for those that are here."""


def _prepare_record(reading: Reading, command: Received) -> tuple[Row, Row | None]:
    assert command.person_id is not None
    draft = command.body.to_draft()
    vocabulary = _vocabulary(reading, command, draft)
    _refuse(validate(draft, vocabulary))
    row = entry_row(
        reading.vault,
        command.actor,
        draft,
        vocabulary,
        id=command.id,
        person_id=command.person_id,
        occurred_at=command.at,
        received_at=command.received_at,
        flags=command.flags,
    )
    return row, _due_after(reading, command, draft, vocabulary)


def _record(writing: Writing, command: Received) -> tuple[str, ...]:
    entry, due = command.prepared
    writing.insert(Entry, entry)
    return follow_ups.insert_with_entry(writing, command, due) if due else ()


def _due_after(
    reading: Reading, command: Received, draft: Draft, vocabulary: Vocabulary
) -> Row | None:
    """The follow-up that the transmission asks for: it is kept in the same transaction, or not at all."""
    if command.body.follow_up is None:
        return None
    label = vocabulary.by_id[draft.cible].label
    return follow_ups.row_with_entry(reading.vault, command, command.body.follow_up, label=label)


def _prepare_correction(reading: Reading, command: Received) -> tuple[Row, Row | None]:
    assert command.person_id is not None
    body: CorrectBody = command.body
    draft = body.to_draft()
    vocabulary = _vocabulary(reading, command, draft)
    _refuse([*reason_problems(body.reason), *validate(draft, vocabulary)])
    row = entry_row(
        reading.vault,
        command.actor,
        draft,
        vocabulary,
        id=command.id,
        person_id=command.person_id,
        occurred_at=command.at,
        received_at=command.received_at,
        flags=command.flags,
        reason=body.reason,
    )
    return row, _due_after(reading, command, draft, vocabulary)


def _correct(writing: Writing, command: Received) -> tuple[str, ...]:
    entry = _parent(writing, command)
    row, due = command.prepared
    with _refused():
        standing.correct(writing.session, entry, row, command.actor.staff_id, command.at)
    return follow_ups.insert_with_entry(writing, command, due) if due else ()


def _prepare_completion(reading: Reading, command: Received) -> tuple[Row, bool]:
    assert command.person_id is not None
    body: CompleteBody = command.body
    addition = Addition(
        id=command.id,
        author=command.actor.staff_id,
        occurred_at=command.at,
        data=body.data,
        actions=body.actions,
        result=body.result,
        chips=body.chips_value(),
    )
    _refuse(validate_addition(addition))
    row = addition_row(
        reading.vault,
        command.actor,
        addition,
        entry_id=body.entry,
        person_id=command.person_id,
        received_at=command.received_at,
    )
    return row, has_data(addition)


def _complete(writing: Writing, command: Received) -> None:
    entry = _parent(writing, command)
    row, sees = command.prepared
    standing.add(writing.session, entry, row, has_data=sees)


def _acknowledge(writing: Writing, command: Received) -> None:
    entry = _parent(writing, command)
    if not entry.is_alarm:
        raise Refusal("invalid", "Cette transmission n’est pas une alerte.")
    standing.acknowledge(writing.session, entry, command.actor.staff_id, command.at)


def _retract(writing: Writing, command: Received) -> tuple[str, ...]:
    entry = _parent(writing, command)
    with _refused():
        return standing.retract(writing.session, entry, command.actor.staff_id, command.at)


def _read(writing: Writing, command: Received) -> tuple[str, ...]:
    writing.settle()
    wanted = command.body.ids()
    found = standing.find(writing.session, wanted)
    missing = wanted - found.keys()
    if missing and command.received_at - command.at <= READ_AWAITED:
        raise _waits(writing, next(iter(missing)))
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


def _parent(writing: Writing, command: Received) -> Standing:
    """The entry a gesture is about, which nobody else changes before the commit. Raises Waits or Refusal."""
    writing.settle()
    wanted: uuid.UUID = command.body.entry
    entry = standing.find(writing.session, [wanted]).get(wanted)
    if entry is None:
        if command.received_at - command.at > PARENT_AWAITED:
            raise Refusal("unknown_entry")
        if quarantine.put_aside(writing.session, writing.establishment_id, wanted):
            raise Refusal("parent_settled")
        raise _waits(writing, wanted)
    mine = (command.actor.establishment_id, command.person_id)
    if (entry.establishment_id, entry.person_id) != mine:
        raise Refusal("unknown_entry")
    return entry


def _waits(writing: Writing, missing: uuid.UUID) -> Waits:
    """What hangs on an entry waits with it, wherever it is held up."""
    held_up = quarantine.holds(writing.session, writing.establishment_id, missing)
    return Waits("parent_quarantined" if held_up else "parent_missing")


@contextmanager
def _refused() -> Iterator[None]:
    """What the rules refuse for good is kept in quarantine, with their words."""
    try:
        yield
    except Forbidden as error:
        raise Refusal("never_allowed", str(error)) from error


def _vocabulary(reading: Reading, command: Received, draft: Draft) -> Vocabulary:
    """The version the cible was picked from; the one in force when a restore has lost it."""
    home = command.actor.establishment_id
    picked = vocabularies.numbered(reading.session, home, draft.vocabulary)
    vocabulary = picked or vocabularies.current(reading.session, home)
    if vocabulary is None:
        raise Refusal("invalid", "L’établissement n’a pas encore de vocabulaire.")
    return vocabulary


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refusal("invalid", " ".join(message for _, message in problems))


_WRITE, _READ, _NURSE = "journal.write", "journal.read", "journal.acknowledge"

for kind in (
    CommandType("transmission.record", RecordBody, _WRITE, True, _record, _prepare_record),
    CommandType(
        "transmission.complete", CompleteBody, _WRITE, True, _complete, _prepare_completion
    ),
    CommandType("transmission.correct", CorrectBody, _WRITE, True, _correct, _prepare_correction),
    CommandType("transmission.acknowledge", EntryBody, _NURSE, True, _acknowledge),
    CommandType("transmission.retract", EntryBody, _WRITE, True, _retract),
    CommandType("transmission.read", ReadBody, _READ, False, _read),
):
    register_command(kind)
