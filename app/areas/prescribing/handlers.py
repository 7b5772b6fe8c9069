"""The synced command types of prescriptions: what tablets say about them."""

from __future__ import annotations

from app.areas.prescribing import erasing, listening, seen
from app.areas.prescribing.bodies import ChangeSeenBody
from app.areas.prescribing.transcribing import leaning
from app.gate.sync.registry import CommandType, Received, register_command
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Writing

assert erasing  # whoever erases a person erases what was prescribed to them
assert leaning  # a document that goes questions the lines copied from it
assert listening  # an absence that is noted marks the doses it covers


def _change_seen(writing: Writing, command: Received) -> None:
    """Keeps who read which change. A version that a restore has lost asks for nothing any more."""
    writing.settle()
    assert command.person_id is not None
    session, home = writing.session, command.actor.establishment_id
    known = seen.lines_known(session, home, command.person_id, command.body.lines)
    if not known:
        raise Refusal("unknown_line")
    seen.add(session, home, command.person_id, command.actor.staff_id, known, command.at)


register_command(
    CommandType("prescription.change_seen", ChangeSeenBody, "medication.see", True, _change_seen)
)
