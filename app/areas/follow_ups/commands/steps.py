"""What is done about a follow-up without a tablet: taken charge of, put off, closed, opened again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups import standing
from app.areas.follow_ups.commands import answered
from app.areas.follow_ups.commands.by import System, by_actor, trace
from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.rows import Done, Subject, step_row, subject_in
from app.gate.audit.record import Doer
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.follow_up import NOT_REOPENED
from transmissions.follow_up_texts import validate_close, validate_reason
from transmissions.validation import Problem

Flags = tuple[str, ...]


def acknowledge_follow_up(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    follow_up_id: uuid.UUID,
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> Flags:
    """Takes charge of it: nurses are told later. Raises NotFound."""
    found = _find(session, actor, follow_up_id)
    return _do(session, vault, actor, found, Done("acknowledge"), now, occurred_at)


def close_follow_up(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    follow_up_id: uuid.UUID,
    *,
    now: datetime,
    outcome: str = "done",
    result: str | None = None,
    chips: Sequence[str] = (),
    occurred_at: datetime | None = None,
    id: uuid.UUID | None = None,
) -> Flags:
    """Answers it. Raises NotFound, Invalid, and Conflict when an answer is known already."""
    _refuse(validate_close(outcome, result, chips))
    found = _find(session, actor, follow_up_id)
    _still_open(found)
    done = Done("close", outcome=outcome, result=result, chips=chips)
    return _do(session, vault, actor, found, done, now, occurred_at, id)


def postpone_follow_up(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    follow_up_id: uuid.UUID,
    *,
    due_at: datetime,
    now: datetime,
    reason: str | None = None,
    occurred_at: datetime | None = None,
) -> Flags:
    """Puts it off to `due_at`. Raises NotFound, Invalid, and Conflict when it is closed already."""
    _refuse(validate_reason(reason))
    found = _find(session, actor, follow_up_id)
    _still_open(found)
    done = Done("postpone", due_at=due_at, reason=reason)
    return _do(session, vault, actor, found, done, now, occurred_at)


def reopen_follow_up(
    session: Session,
    vault: Vault,
    actor: Doer,
    follow_up_id: uuid.UUID,
    close_id: uuid.UUID,
    *,
    now: datetime,
) -> None:
    """Takes the actor's own close back. Raises NotFound, and Conflict when it is another's, or too long ago."""
    found = _find(session, actor, follow_up_id)
    done = Done("reopen", close=close_id)
    if NOT_REOPENED in _do(session, vault, actor, found, done, now, None):
        raise Conflict("Le délai d’annulation est passé : ouvrez plutôt un nouveau suivi.")


def close_for(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    subject: Subject,
    *,
    now: datetime,
    outcome: str = "done",
    result: str | None = None,
    occurred_at: datetime | None = None,
) -> int:
    """Closes whatever is open about a subject, whoever opened it; returns how many. Raises Invalid."""
    _refuse(validate_close(outcome, result, ()))
    take_revision(session, actor.establishment_id)
    open_ones = session.scalars(
        select(FollowUp.id).where(
            FollowUp.subject_area == subject.area,
            FollowUp.subject_id == subject.id,
            FollowUp.establishment_id == actor.establishment_id,
            FollowUp.closed_at.is_(None),
        )
    ).all()
    done = Done("close", outcome=outcome, result=result)
    for follow_up_id in open_ones:
        found = _find(session, actor, follow_up_id)
        _do(session, vault, actor, found, done, now, occurred_at)
    return len(open_ones)


def withdraw_follow_up(session: Session, follow_up_id: uuid.UUID, *, at: datetime) -> bool:
    """Takes it out of every list: what it says may not be read there any more. Whether it was still to be answered."""
    return standing.withdraw_one(session, follow_up_id, at)


def _find(session: Session, actor: Doer | System, follow_up_id: uuid.UUID) -> Any:
    """The follow-up, which nobody else changes before the commit. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    found = standing.find(session, follow_up_id)
    if found is None or found.establishment_id != actor.establishment_id:
        raise NotFound()
    return found


def _still_open(found: Any) -> None:
    """At a desk one sees how it stands: unlike a tablet's, a second answer is a mistake that can be told at once."""
    if found.closed_at is not None:
        raise Conflict("Une réponse a été donnée entre-temps : la page la montre.")


def _do(
    session: Session,
    vault: Vault,
    actor: Doer | System,
    found: Any,
    done: Done,
    now: datetime,
    occurred_at: datetime | None,
    id: uuid.UUID | None = None,
) -> Flags:
    by = by_actor(actor, now, occurred_at)
    step_id, person = id or new_id(), found.person_id
    row = step_row(vault, by, done, id=step_id, follow_up=found.id, person=person)
    flags = standing.add(session, found, row)
    trace(session, f"follow_up.{done.kind}", actor, by, person, found.id)
    told = answered.Answered(found.id, person, subject_in(found), done, actor, by)
    answered.tell(session, vault, found.kind, told)
    return flags


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(dict(problems))
