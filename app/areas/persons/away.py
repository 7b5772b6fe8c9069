"""The rows of absences: how a version follows another, and what a presence noted in one gesture opens or closes.

No HTTP, no seal opened: `commands/absences.py` checks and seals what is typed, `commands/stay.py` notes presences.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.changes import Change, tell_change
from app.areas.persons.models import Absence, Person
from app.gate.audit.record import Doer
from app.ground.ids import new_id

KINDS = {"hospital": "À l’hôpital", "family": "En famille", "outing": "En sortie"}
STATES = {
    "planned": "Prévue",
    "ongoing": "En cours",
    "ended": "Terminée",
    "cancelled": "Annulée",
}
LIVE = ("planned", "ongoing", "ended")
SOON = timedelta(hours=12)
"""A departure noted this long before a planned absence is that absence, begun early."""
SLIP = timedelta(minutes=1)
"""An absence that lasts less was pressed by mistake and taken back."""


def presence_of(kind: str) -> str:
    """What tablets show of somebody who is away for that reason."""
    return "hospital" if kind == "hospital" else "outing"


def last_versions(session: Session, person_id: uuid.UUID) -> list[Absence]:
    """The absences of a person as they stand, cancelled ones too, earliest first."""
    return list(
        session.scalars(
            select(Absence)
            .where(Absence.person_id == person_id, Absence.superseded_at.is_(None))
            .order_by(Absence.from_at, Absence.id)
        )
    )


def ongoing(session: Session, person_id: uuid.UUID) -> Absence | None:
    """The absence that nobody has closed."""
    return next((one for one in last_versions(session, person_id) if one.state == "ongoing"), None)


def open_one(
    session: Session, person: Person, actor: Doer | None, *, now: datetime, **values: Any
) -> Absence:
    """A first version."""
    own_id = new_id()
    row = Absence(
        id=own_id,
        chain_id=own_id,
        version=1,
        establishment_id=person.establishment_id,
        person_id=person.id,
        author_id=actor.staff_id if actor else None,
        received_at=now,
        **{"doses_handed": False, "until_at": None, "sealed": None, **values},
    )
    session.add(row)
    return row


def follow(
    session: Session, before: Absence, actor: Doer | None, *, now: datetime, **changed: Any
) -> Absence:
    """The next version of an absence: what is not `changed` stays as it was."""
    kept = {
        name: getattr(before, name)
        for name in ("kind", "state", "from_at", "until_at", "doses_handed", "sealed")
    }
    before.superseded_at = now
    row = Absence(
        id=new_id(),
        chain_id=before.chain_id,
        version=before.version + 1,
        establishment_id=before.establishment_id,
        person_id=before.person_id,
        author_id=actor.staff_id if actor else None,
        received_at=now,
        **{**kept, **changed},
    )
    session.add(row)
    return row


def note_presence(
    session: Session, person: Person, presence: str, actor: Doer | None, *, now: datetime
) -> None:
    """What "à l’hôpital", "en sortie" or "présente" says of absences: one opens now, or the one that was open ends.

    A planned absence of that presence, under way or about to begin, is the one that opens.
    """
    there = ongoing(session, person.id)
    if there is not None:
        is_slip = there.version == 1 and now - there.received_at < SLIP
        state = "cancelled" if is_slip else "ended"
        follow(session, there, actor, now=now, state=state, until_at=max(now, there.from_at))
        session.flush()
    if presence != "present":
        planned = _about_to_begin(session, person.id, presence, now)
        if planned is not None:
            follow(
                session, planned, actor, now=now, state="ongoing", from_at=min(planned.from_at, now)
            )
        else:
            open_one(session, person, actor, now=now, kind=presence, state="ongoing", from_at=now)
    tell_change(session, Change(person.establishment_id, person.id, "absence", now))


def end_with_stay(session: Session, person: Person, actor: Doer | None, *, now: datetime) -> None:
    """Whoever leaves for good is not expected back: what is open ends, what was planned is cancelled."""
    for one in last_versions(session, person.id):
        if one.state == "ongoing":
            follow(session, one, actor, now=now, state="ended", until_at=max(now, one.from_at))
        elif one.state == "planned":
            follow(session, one, actor, now=now, state="cancelled")
    tell_change(session, Change(person.establishment_id, person.id, "absence", now))


def _about_to_begin(
    session: Session, person_id: uuid.UUID, presence: str, now: datetime
) -> Absence | None:
    for one in last_versions(session, person_id):
        is_near = one.from_at <= now + SOON and (one.until_at is None or one.until_at > now)
        if one.state == "planned" and presence_of(one.kind) == presence and is_near:
            return one
    return None
