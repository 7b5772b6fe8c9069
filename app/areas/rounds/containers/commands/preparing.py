"""Making a container for somebody, and preparing doses in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.rounds.containers.commands.holding import fill, find, present
from app.areas.rounds.containers.models import Container
from app.areas.rounds.labels.tokens import digest_of, new_text
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict, Invalid
from app.ground.house import House
from app.ground.ids import new_id

LONGEST = 60


def create(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    name: str,
    *,
    now: datetime,
) -> uuid.UUID:
    """An empty container, with a label of its own. Raises NotFound, Conflict for whoever left, Invalid."""
    said = " ".join(name.split())
    if not said or len(said) > LONGEST:
        raise Invalid({"name": f"Nommez ce pilulier, en {LONGEST} caractères au plus."})
    present(session, actor, person_id)
    text, id = new_text("container"), new_id()
    session.add(
        Container(
            id=id,
            establishment_id=actor.establishment_id,
            person_id=person_id,
            digest=digest_of(text),
            state="empty",
            sealed=house.vault.seal(person_id, "container", id, {"text": text, "name": said}),
        )
    )
    session.flush()
    record(session, "container.created", at=now, actor=actor, person_id=person_id, subject_id=id)
    return id


def prepare(
    session: Session,
    house: House,
    actor: Doer,
    container_id: uuid.UUID,
    doses: Iterable[uuid.UUID],
    *,
    seen: uuid.UUID | None,
    now: datetime,
) -> None:
    """Puts these doses in an empty container. `seen` is its last preparation, None for one that never had any.

    Raises NotFound, Conflict (overtaken, lost, not empty, person gone), Invalid with a word by dose.
    """
    row = find(session, actor, container_id, seen=seen)
    present(session, actor, row.person_id)
    if row.state != "empty":
        raise Conflict("Ce pilulier n’est pas vide : videz-le avant de le préparer à nouveau.")
    count = fill(session, house, actor, row, doses, now=now)
    record(
        session,
        "container.prepared",
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.id,
        detail={"items": count},
    )
