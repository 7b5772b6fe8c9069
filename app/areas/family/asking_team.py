"""A relative who wrote to the care team is awaited: a nurse has it among what is to do, until somebody answers.

What is to do names nobody and repeats nothing of the message: it is read on tablets, by the whole team of a unit.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.follow_ups.commands import (
    Asked,
    Kind,
    Subject,
    System,
    close_for,
    open_task,
    register_kind,
)
from app.areas.follow_ups.queries import is_open_about
from app.gate.audit.record import Doer
from app.ground.vault import Vault

MESSAGE: Final = register_kind(Kind("message", "Message d’un proche", "message"))
WHAT: Final = "Un proche attend une réponse : répondre au bureau, dans Messages"


def ask(session: Session, vault: Vault, relative: Relative, by: datetime, *, now: datetime) -> None:
    """Asks a nurse to have answered `by` then, unless that is asked already."""
    home, subject = relative.establishment_id, _about(relative.id)
    if is_open_about(session, home, subject):
        return
    asked = Asked(due_at=by, kind=MESSAGE.name, what=WHAT, role="nurse", subject=subject)
    open_task(session, vault, System(home), asked, person_id=relative.person_id, now=now)


def answered(
    session: Session, vault: Vault, actor: Doer, relative_id: uuid.UUID, *, now: datetime
) -> None:
    """There is nothing left to do about what that relative wrote."""
    close_for(session, vault, actor, _about(relative_id), now=now)


def _about(relative_id: uuid.UUID) -> Subject:
    return Subject("family", relative_id)
