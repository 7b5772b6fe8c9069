"""An outcome noted, amended or settled at a desk: told at once what a tablet would be told later."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.rounds import keeping, standing
from app.areas.rounds.bodies import AdministerBody, AmendBody, ResolveBody
from app.areas.rounds.looking import Asked, Lookup
from app.areas.rounds.saying import By
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.sync.registry import Reading
from app.gate.sync.verdicts import Held
from app.gate.sync.writing import Writing
from app.ground.database import take_revision
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.ids import new_id

Flags = tuple[str, ...]


def administer(
    session: Session,
    house: House,
    actor: Actor,
    person_id: uuid.UUID,
    body: AdministerBody,
    *,
    now: datetime,
) -> tuple[uuid.UUID, Flags]:
    """Notes an outcome; its id, and what is odd about it. Raises NotFound for a dose, or a line, that is not that
    person's; Conflict, in French, for what says nothing."""
    by = By(new_id(), actor.role, now, now)
    take_revision(session, actor.establishment_id)
    lookup = Lookup.of(Reading(session, house), actor.establishment_id)
    if not lookup.chain(person_id, Asked(body.chain, body.line, now)) or (
        body.dose and lookup.dose(body.dose) is None
    ):
        raise NotFound()
    with _written(session, house, actor) as writing:
        one = keeping.prepared(lookup, actor, by, person_id, body)
        flags = keeping.keep(writing, actor, one)
    _trace(session, "dose.administer", actor, person_id, by.id, flags, now)
    return by.id, flags


def amend(
    session: Session,
    house: House,
    actor: Actor,
    person_id: uuid.UUID,
    body: AmendBody,
    *,
    now: datetime,
) -> tuple[uuid.UUID, Flags]:
    """Amends an outcome; the id of the record anew, and what is odd about it. Raises NotFound, Conflict."""
    by = By(new_id(), actor.role, now, now)
    with _written(session, house, actor) as writing:
        if standing.find(session, body.administration) is None:
            raise NotFound()
        flags = keeping.amend(writing, house, actor, by, person_id, body)
    _trace(session, "dose.amend", actor, person_id, by.id, flags, now)
    return by.id, flags


def resolve(
    session: Session,
    house: House,
    actor: Actor,
    person_id: uuid.UUID,
    body: ResolveBody,
    *,
    now: datetime,
) -> None:
    """Says which outcome of a dose stands. Raises NotFound where nothing disagrees about it, Conflict where somebody
    settled it meanwhile: unlike a tablet, a desk can show it at once."""
    by = By(new_id(), actor.role, now, now)
    with _written(session, house, actor) as writing:
        found = standing.open_conflict(session, body.dose)
        if found is None or (found.establishment_id, found.person_id) != (
            actor.establishment_id,
            person_id,
        ):
            raise NotFound()
        if found.closed_at is not None:
            raise Conflict("Ce désaccord a été tranché, ou levé, entre-temps : la page le montre.")
        kept = standing.find(session, body.keeps)
        if kept is None or kept.dose_id != body.dose:
            raise NotFound()
        keeping.resolve(writing, actor, by, person_id, body)
    _trace(session, "dose.resolve", actor, person_id, by.id, (), now)


@contextmanager
def _written(session: Session, house: House, actor: Actor) -> Iterator[Writing]:
    """A transaction of the home, sent at the end. What a tablet would be refused is a conflict at a desk."""
    writing = Writing(session, house.vault, actor.establishment_id)
    writing.settle()
    try:
        yield writing
    except Held as held:
        raise Conflict(held.reason) from held
    writing.flush()


def _trace(
    session: Session,
    verb: str,
    actor: Actor,
    person_id: uuid.UUID,
    id: uuid.UUID,
    flags: Flags,
    now: datetime,
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=person_id,
        subject_id=id,
        detail={"flags": list(flags)} if flags else None,
    )
