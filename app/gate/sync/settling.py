"""Settling what is quarantined: dismissed with a reason, or written anew by its author as another entry.

Tablets do it by a command like any other; the office by the functions of this file. What the server can apply after all
is `rerun.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, object_session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.models import AuthSession
from app.gate.sync import rights
from app.gate.sync.claims import Id
from app.gate.sync.held_back import tell_settled
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.registry import Body, CommandType, Received, persons, register_command
from app.gate.sync.review import REVIEW, is_judge
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from app.ground.checks import Checks
from app.ground.errors import Conflict, NotFound, Refused
from app.ground.house import House
from app.ground.vault import Vault
from transmissions.validation import is_storable

ALREADY_SETTLED = "already_settled"
AWAITED = timedelta(days=7)
"""How long a settlement waits for what it settles, which may still be on its way."""

SHORTEST_REASON, LONGEST_REASON = 3, 300
ELSEWHERE = "Cette saisie ne se juge pas depuis vos unités."


class SettleBody(Body):
    """What is settled, by its row or by its command; `as` is the command that was written in its place."""

    quarantine: Id | None = None
    command: Id | None = None
    outcome: Literal["dismissed", "refiled"]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] | None = None
    applied_as: Annotated[Id | None, Field(alias="as")] = None


def dismiss(
    session: Session,
    house: House,
    actor: Actor,
    row_id: uuid.UUID,
    *,
    reason: str | None,
    now: datetime,
) -> None:
    """Says that nothing will come of it, and why. Raises NotFound, Refused, Invalid, Conflict."""
    row = find_to_judge(session, actor, row_id)
    checks = Checks()
    clean = checks.line("reason", reason, missing="Dites pourquoi.", limit=LONGEST_REASON)
    if clean and len(clean) < SHORTEST_REASON:
        checks.refuse("reason", "Dites pourquoi en quelques mots.")
    checks.end()
    _settle(house.vault, row, actor, "dismissed", clean, now)
    record(
        session,
        "quarantine.dismissed",
        at=now,
        actor=actor,
        person_id=row.person_id if row.author_id else None,
        subject_id=row.command_id,
        detail={"code": row.code},
    )


def find_to_judge(session: Session, actor: Actor, row_id: uuid.UUID) -> Quarantine:
    """The row, held until the commit, which the actor may judge. Raises NotFound, Refused, Conflict."""
    row = session.scalars(
        select(Quarantine)
        .where(Quarantine.id == row_id, Quarantine.establishment_id == actor.establishment_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound()
    person_id = row.person_id if row.author_id else None
    places = persons().places(session, [person_id]) if person_id else {}
    if not is_judge(actor, person_id, places):
        raise Refused(ELSEWHERE)
    if row.settled_at is not None:
        raise Conflict("Cette saisie est déjà réglée.")
    return row


def _settle(
    vault: Vault, row: Quarantine, actor: Actor, outcome: str, reason: str | None, now: datetime
) -> None:
    row.outcome, row.settled_at, row.settled_by = outcome, now, actor.staff_id
    if reason:
        row.sealed = vault.seal(actor.staff_id, "quarantine", row.id, {"reason": reason})
    session = object_session(row)
    assert session is not None
    writing = Writing(session, vault, row.establishment_id)
    tell_settled(writing, row.command_id, row.device_id, now)


def _apply(writing: Writing, command: Received) -> tuple[str, ...]:
    """The settlement of a tablet; the first one stands."""
    _check(command.body)
    writing.settle()
    rows = _rows(writing.session, command)
    if not rows:
        return _absent(writing.session, command)
    rows = [row for row in rows if _may_settle(writing.session, row, command)]
    if not rows:
        raise Refusal("never_allowed")
    open_rows = [row for row in rows if row.settled_at is None]
    body: SettleBody = command.body
    for row in open_rows:
        _settle(writing.vault, row, command.actor, body.outcome, body.reason, command.received_at)
        row.settled_with, row.applied_as = command.id, body.applied_as
    writing.session.flush()
    return () if open_rows else (ALREADY_SETTLED,)


def _check(body: SettleBody) -> None:
    if body.quarantine is None and body.command is None:
        raise Refusal("invalid", "La demande ne dit pas quelle saisie elle règle.")
    if body.outcome == "refiled" and body.applied_as is None:
        raise Refusal("invalid", "La demande ne dit pas quelle saisie remplace la première.")
    reason = (body.reason or "").strip()
    if body.outcome == "dismissed" and len(reason) < SHORTEST_REASON:
        raise Refusal("invalid", "Écarter une saisie demande un motif.")
    if not is_storable(reason):
        raise Refusal("unstorable_text")


def _rows(session: Session, command: Received) -> Sequence[Quarantine]:
    body: SettleBody = command.body
    named = [Quarantine.id == body.quarantine] if body.quarantine else []
    named += [Quarantine.command_id == body.command] if body.command else []
    query = select(Quarantine).where(
        or_(*named), Quarantine.establishment_id == command.actor.establishment_id
    )
    return session.scalars(query.order_by(Quarantine.id).with_for_update()).all()


def _absent(session: Session, command: Received) -> tuple[str, ...]:
    """Nothing of that name is kept: it was applied meanwhile, or has not come yet."""
    wanted = command.body.command
    if wanted is not None and session.get(Command, wanted) is not None:
        return (ALREADY_SETTLED,)
    if command.received_at - command.at > AWAITED:
        raise Refusal("invalid", "La saisie à régler n’est pas connue du serveur.")
    raise Waits("unknown_quarantine")


def _may_settle(session: Session, row: Quarantine, command: Received) -> bool:
    """Its author may; so may whoever unlocked the tablet for what could not be verified; so may who judges there."""
    author = row.author_id or session.scalar(
        select(AuthSession.staff_id).where(
            AuthSession.id == row.session_id, AuthSession.device_id == row.device_id
        )
    )
    return author == command.actor.staff_id or _judged(session, row, command)


def _judged(session: Session, row: Quarantine, command: Received) -> bool:
    """Whether whoever settles it held the right to judge there, as it was when they did."""
    person_id = row.person_id if row.author_id else None
    place = persons().places(session, [person_id]).get(person_id) if person_id else None
    subject = Subject(place.establishment_id, place.unit_id) if place else None

    def earlier_units() -> frozenset[uuid.UUID]:
        return persons().units_until(session, person_id, command.at) if person_id else frozenset()

    try:
        rights.judge(
            command.author,
            REVIEW,
            subject or Subject(command.actor.establishment_id),
            at=command.at,
            received_at=command.received_at,
            earlier_units=earlier_units,
        )
    except Refusal:
        return False
    return True


register_command(CommandType("quarantine.settle", SettleBody, "bedside.use", False, _apply))
