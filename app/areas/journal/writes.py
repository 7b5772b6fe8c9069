"""What tablets write about a person: a transmission, another version of one's own, what completes one.

Each is validated and sealed by its `prepare_`, before anything is locked.
"""

from __future__ import annotations

from typing import Any

from app.areas.follow_ups import commands as follow_ups
from app.areas.journal import signatures, standing, vocabularies
from app.areas.journal.bodies import CompleteBody
from app.areas.journal.models import Entry
from app.areas.journal.parents import parent, refused
from app.areas.journal.signatures import Signed
from app.areas.journal.texts import Row, addition_row, entry_row, has_data
from app.gate.sync.registry import Reading, Received
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing
from transmissions.correction import reason_problems
from transmissions.entry import Addition, Draft
from transmissions.validation import Problem, validate, validate_addition
from transmissions.vocabulary import Vocabulary
from transmissions.witness import alone_problems


def prepare_record(reading: Reading, command: Received) -> tuple[Row, Row | None, Signed]:
    return _prepared(reading, command, [])


def record(writing: Writing, command: Received) -> tuple[str, ...]:
    entry, due, signed = command.prepared
    writing.insert(Entry, entry)
    more = follow_ups.insert_with_entry(writing, command, due) if due else ()
    return (*signed.keep(writing, command), *more)


def _due_after(
    reading: Reading, command: Received, draft: Draft, vocabulary: Vocabulary
) -> Row | None:
    """The follow-up that the transmission asks for: it is kept in the same transaction, or not at all."""
    if command.body.follow_up is None:
        return None
    label = vocabulary.by_id[draft.cible].label
    return follow_ups.row_with_entry(reading.vault, command, command.body.follow_up, label=label)


def prepare_correction(reading: Reading, command: Received) -> tuple[Row, Row | None, Signed]:
    reason: str = command.body.reason
    return _prepared(reading, command, reason_problems(reason), reason=reason)


def _prepared(
    reading: Reading, command: Received, problems: list[Problem], **more: Any
) -> tuple[Row, Row | None, Signed]:
    """A version of a transmission as a row, the follow-up it asks for, and who signed it."""
    assert command.person_id is not None
    draft = command.body.to_draft()
    vocabulary = _vocabulary(reading, command, draft)
    _refuse([*problems, *validate(draft, vocabulary), *alone_problems(command.body.alone)])
    signed = signatures.of(reading.vault, command, vocabulary.by_id[draft.cible])
    row = entry_row(
        reading.vault,
        command.actor,
        draft,
        vocabulary,
        id=command.id,
        person_id=command.person_id,
        occurred_at=command.at,
        received_at=command.received_at,
        flags=(*command.flags, *signed.flags),
        **signed.columns,
        **more,
    )
    return row, _due_after(reading, command, draft, vocabulary), signed


def correct(writing: Writing, command: Received) -> tuple[str, ...]:
    entry = parent(writing, command)
    row, due, signed = command.prepared
    with refused():
        odd = standing.correct(writing.session, entry, row, command.actor.staff_id, command.at)
    more = follow_ups.insert_with_entry(writing, command, due) if due else ()
    return (*odd, *signed.keep(writing, command), *more)


def prepare_completion(reading: Reading, command: Received) -> tuple[Row, bool]:
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


def complete(writing: Writing, command: Received) -> None:
    entry = parent(writing, command)
    row, sees = command.prepared
    standing.add(writing.session, entry, row, has_data=sees)


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
