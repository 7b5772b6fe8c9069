"""What erasing a person takes from the containers: theirs, and whatever was prepared in them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.rounds.containers.models import Container, ContainerItem


def erase_containers(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's containers; items lean on them and go before."""
    for table in (ContainerItem, Container):
        session.execute(
            delete(table)
            .where(table.person_id == person_id)
            .execution_options(synchronize_session=False)
        )


if erase_containers not in ERASERS:
    ERASERS.append(erase_containers)
