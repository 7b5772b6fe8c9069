"""The synced command types of the round: what tablets say was given, and what they amend, undo or settle.

Whatever is authentic is kept and flagged. A record is compared with all that is known before anything is locked; that
it disagrees with another is found under the lock, so that of two tablets at one instant neither is missed.
"""

from __future__ import annotations

from app.areas.rounds import doubting, erasing, unread
from app.areas.rounds.bodies import AdministerBody, AmendBody, ResolveBody, RetractBody
from app.areas.rounds.keeping import amend, keep, prepared, resolve, retract
from app.areas.rounds.looking import Lookup
from app.areas.rounds.rows import texts_of
from app.areas.rounds.saying import By
from app.gate.sync.registry import CommandType, Reading, Received, register_command
from app.gate.sync.writing import Writing
from app.ground.house import House

assert doubting  # what cannot be verified is perhaps given
assert erasing  # whoever erases a person erases what was given to them
assert unread  # and what was written without reading comes in by its own type

GIVE = "medication.give"
RESOLVE = "medication.resolve"


def by_command(command: Received) -> By:
    """Whoever signed it, at the bedside."""
    return By(
        command.id,
        command.actor.role,
        command.at,
        command.received_at,
        command.shift,
        command.flags,
    )


def _prepare(reading: Reading, command: Received) -> object:
    assert command.person_id is not None
    lookup = Lookup.of(reading, command.actor.establishment_id)
    by = by_command(command)
    return prepared(lookup, command.actor, by, command.person_id, command.body)


def _administer(writing: Writing, command: Received) -> tuple[str, ...]:
    found = keep(writing, command.actor, command.prepared)
    return tuple(flag for flag in found if flag not in command.flags)


def _house(reading: Reading, command: Received) -> House:
    """What an amendment is checked against, once what it amends is there."""
    return reading.house


def _amend(writing: Writing, command: Received) -> tuple[str, ...]:
    assert command.person_id is not None
    by = by_command(command)
    found = amend(writing, command.prepared, command.actor, by, command.person_id, command.body)
    return tuple(flag for flag in found if flag not in command.flags)


def _retract(writing: Writing, command: Received) -> None:
    assert command.person_id is not None
    retract(writing, command.actor, by_command(command), command.person_id, command.body)


def _note(reading: Reading, command: Received) -> None:
    texts_of(command.body.note)


def _resolve(writing: Writing, command: Received) -> tuple[str, ...]:
    assert command.person_id is not None
    return resolve(writing, command.actor, by_command(command), command.person_id, command.body)


for kind in (
    CommandType("dose.administer", AdministerBody, GIVE, True, _administer, _prepare),
    CommandType("dose.amend", AmendBody, GIVE, True, _amend, _house),
    CommandType("dose.retract", RetractBody, GIVE, True, _retract),
    CommandType("dose.resolve", ResolveBody, RESOLVE, True, _resolve, _note),
):
    register_command(kind)
