"""Keeping what is said of a wound, from a tablet or a desk: the row, how the wound then stands, what nurses must do.

Whoever calls has validated what was said. Everything here runs in a transaction that holds the revision, so that what
is read stays true until the commit; facts are applied in any order and the wound stands by the time they were true.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from app.areas.wounds import content
from app.areas.wounds.models import Wound, WoundAct
from app.areas.wounds.queries import wounds_of
from app.areas.wounds.values import WoundValue, last_turn
from app.gate.audit import clear
from app.gate.audit.record import Doer
from app.ground.database import take_revision
from app.ground.errors import NotFound
from app.ground.vault import Vault

CLOSED_SHOWN: Final = timedelta(days=90)
"""How long tablets keep a wound that is closed."""

Flags = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """Who says something of a wound, when it was seen, when it was written, when it reached the server."""

    session: Session
    vault: Vault
    actor: Doer
    person_id: uuid.UUID
    taken_at: datetime
    at: datetime
    now: datetime


def keep_wound(doing: Doing, id: uuid.UUID) -> None:
    """The wound itself; what is said of it comes as acts."""
    revision = take_revision(doing.session, doing.actor.establishment_id)
    row = {
        "id": id,
        "establishment_id": doing.actor.establishment_id,
        "person_id": doing.person_id,
        "opened_at": doing.taken_at,
        "closed_at": None,
        "withdrawn_at": None,
        "expires_at": None,
        "revision": revision,
    }
    doing.session.connection().execute(insert(Wound), [row])


def keep_act(
    doing: Doing,
    wound_id: uuid.UUID,
    kind: str,
    said: content.Content,
    *,
    id: uuid.UUID,
    flags: Flags = (),
    corrects: uuid.UUID | None = None,
) -> None:
    """One act, sealed; the wound then stands anew."""
    row = {
        "id": id,
        "establishment_id": doing.actor.establishment_id,
        "wound_id": wound_id,
        "person_id": doing.person_id,
        "author_id": doing.actor.staff_id,
        "kind": kind,
        "taken_at": doing.taken_at,
        "occurred_at": doing.at,
        "received_at": doing.now,
        "corrects": corrects,
        "superseded_by": None,
        "retracted_at": None,
        "flags": list(flags) or None,
    }
    sealed = {**said, clear.KEY: clear.digest("wound_act", row)}
    row["sealed"] = doing.vault.seal(doing.person_id, "wound_act", id, sealed)
    connection = doing.session.connection()
    connection.execute(insert(WoundAct), [row])
    if corrects is not None:
        connection.execute(update(WoundAct).where(WoundAct.id == corrects).values(superseded_by=id))
    restate(doing.session, doing.actor.establishment_id, wound_id)


def withdraw(doing: Doing, act: Any) -> None:
    """An act counts no more, in any of its versions; of the first description, the wound goes with it."""
    doing.session.connection().execute(
        update(WoundAct)
        .where(WoundAct.id.in_(_versions(doing.session, act)))
        .values(retracted_at=doing.at)
    )
    if act.id == act.wound_id:
        doing.session.connection().execute(
            update(Wound).where(Wound.id == act.wound_id).values(withdrawn_at=doing.at)
        )
    restate(doing.session, act.establishment_id, act.wound_id)


def restate(session: Session, establishment_id: uuid.UUID, wound_id: uuid.UUID) -> None:
    """The wound as its acts say that it stands; tablets are told."""
    rows = session.execute(
        select(WoundAct.id, WoundAct.kind, WoundAct.taken_at, WoundAct.occurred_at).where(
            WoundAct.wound_id == wound_id,
            WoundAct.kind.in_((content.CLOSE, content.REOPEN)),
            WoundAct.retracted_at.is_(None),
        )
    ).all()
    closing: Any = last_turn(list(rows))  # type: ignore[arg-type]  # rows have what it reads
    closed_at = closing.taken_at if closing else None
    session.connection().execute(
        update(Wound)
        .where(Wound.id == wound_id)
        .values(
            closed_at=closed_at,
            expires_at=closed_at + CLOSED_SHOWN if closed_at else None,
            revision=take_revision(session, establishment_id),
        )
    )


def find_wound(session: Session, wound_id: uuid.UUID) -> Any | None:
    """The row of a wound, withdrawn or not; None for one that is not here."""
    columns = (Wound.id, Wound.establishment_id, Wound.person_id, Wound.withdrawn_at)
    return session.execute(select(*columns).where(Wound.id == wound_id)).one_or_none()


def find_act(session: Session, act_id: uuid.UUID) -> Any | None:
    """The row of an act."""
    columns = (
        WoundAct.id,
        WoundAct.establishment_id,
        WoundAct.wound_id,
        WoundAct.person_id,
        WoundAct.author_id,
        WoundAct.kind,
        WoundAct.corrects,
        WoundAct.superseded_by,
        WoundAct.taken_at,
        WoundAct.occurred_at,
        WoundAct.retracted_at,
    )
    return session.execute(select(*columns).where(WoundAct.id == act_id)).one_or_none()


def opened(doing: Doing, wound_id: uuid.UUID) -> WoundValue:
    """The wound as it stands now, seals opened. Raises NotFound."""
    for one in others(doing):
        if one.id == wound_id:
            return one
    raise NotFound()


def others(doing: Doing) -> list[WoundValue]:
    """Every wound of the person."""
    return wounds_of(doing.session, doing.vault, doing.actor.establishment_id, doing.person_id)


def others_said(session: Session, opening: Any) -> bool:
    """Whether somebody else's words about a wound stand: they do not go with its opening."""
    query = select(WoundAct.id).where(
        WoundAct.wound_id == opening.wound_id,
        WoundAct.author_id != opening.author_id,
        WoundAct.retracted_at.is_(None),
    )
    return session.scalar(query.limit(1)) is not None


def newer_exists(session: Session, wound_id: uuid.UUID, at: datetime) -> bool:
    """Whether a later assessment is here already: this one came late."""
    later: ColumnElement[bool] = WoundAct.taken_at > at
    query = (
        select(func.count())
        .select_from(WoundAct)
        .where(
            WoundAct.wound_id == wound_id,
            WoundAct.kind == content.ASSESS,
            WoundAct.retracted_at.is_(None),
            WoundAct.superseded_by.is_(None),
            later,
        )
    )
    return bool(session.scalar(query))


def _versions(session: Session, act: Any) -> list[uuid.UUID]:
    """The ids of an act and of those that it corrects, however long the chain."""
    found, before = [act.id], act.corrects
    while before is not None:
        found.append(before)
        before = session.scalar(select(WoundAct.corrects).where(WoundAct.id == before))
    return found
