"""The documents that a file names behind a power, an agreement, a right: a judgement, a form, a notification."""

from __future__ import annotations

import uuid
from typing import Final

from sqlalchemy.orm import Session

from app.areas.documents.kinds import KINDS
from app.areas.documents.queries import documents_of
from app.areas.persons.commands import register_papers
from app.gate.auth.actor import Actor
from app.ground.pages.words import day
from app.ground.vault import Vault

_FAMILIES: Final = ("rights", "social", "admin")
_CODES: Final = tuple(one.code for one in KINDS.values() if one.family in _FAMILIES)


def named_for(
    session: Session, vault: Vault, actor: Actor, person_id: uuid.UUID
) -> dict[uuid.UUID, str]:
    """What the actor may read of that person besides care, the latest first, each with its kind, title and date."""
    found = documents_of(session, vault, actor, [person_id], kinds=_CODES)
    return {
        one.id: " · ".join(
            filter(None, (one.kind_label, one.title, day(one.dated_on) if one.dated_on else None))
        )
        for one in found
        if not one.is_broken
    }


register_papers(named_for)
