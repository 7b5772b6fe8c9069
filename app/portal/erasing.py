"""What erasing a person takes from the portal: the links, passkeys and sessions of their relatives, before these."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.persons.commands import ERASERS
from app.portal.models import RelativeCredential, RelativeInvitation, RelativeSession


def erase_doors(session: Session, person_id: uuid.UUID) -> None:
    """Deletes whatever let the person's relatives in."""
    theirs = select(Relative.id).where(Relative.person_id == person_id).scalar_subquery()
    for table in (RelativeSession, RelativeCredential, RelativeInvitation):
        session.execute(delete(table).where(table.relative_id.in_(theirs)))


# First of all: what it deletes names the relatives, whom the area `family` deletes.
if erase_doors not in ERASERS:
    ERASERS.insert(0, erase_doors)
