"""Break-glass from a tablet: the command by which somebody opens, for an hour, a file outside their assignments.

Its author's key is shown over it; without that it gives no right, and waits in quarantine for whoever judges. Offline
it opened what the tablet already held: it is told at the next contact, with the hour at which it happened.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.gate.auth import emergency
from app.gate.auth.models import EmergencyAccess
from app.gate.sync.registry import Body, CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal
from app.gate.sync.writing import Row, Writing
from transmissions.validation import is_storable


class OpenBody(Body):
    """Why: others read it."""

    reason: Annotated[str, Field(max_length=emergency.LONGEST)]


def _prepare(reading: Reading, command: Received) -> Row:
    assert command.person_id is not None
    reason = " ".join(command.body.reason.split())
    if len(reason) < emergency.SHORTEST or not is_storable(reason):
        raise Refusal("invalid", "Le motif de l’accès en urgence ne dit rien à qui le relit.")
    content = {"reason": reason}
    return {
        "id": command.id,
        "establishment_id": command.actor.establishment_id,
        "staff_id": command.actor.staff_id,
        "person_id": command.person_id,
        "opened_at": command.at,
        "ends_at": command.at + emergency.LASTS,
        "sealed": reading.vault.seal(command.person_id, "emergency_access", command.id, content),
        "reviewed_by": None,
        "reviewed_at": None,
    }


def _apply(writing: Writing, command: Received) -> None:
    writing.insert(EmergencyAccess, command.prepared)


register_command(
    CommandType(
        name="emergency.open",
        schema=OpenBody,
        permission="emergency.open",
        needs_person=True,
        apply=_apply,
        prepare=_prepare,
        confirmed=("author",),
        unconfirmed="refused",
    )
)
