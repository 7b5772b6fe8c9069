"""Follow-ups told in words: their seals opened, their steps put in order, in the shape of the protocol."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.areas.follow_ups.rows import Row
from app.areas.follow_ups.standing import STEP_COLUMNS, opened, step_of
from app.gate.sync import broken
from app.gate.sync.scope import parts
from app.ground import clock
from app.ground.vault import KeyGone, Vault
from transmissions.follow_up import Postponed, State, Step, state

COLUMNS = (
    FollowUp.id,
    FollowUp.person_id,
    FollowUp.entry_id,
    FollowUp.kind,
    FollowUp.is_urgent,
    FollowUp.author_id,
    FollowUp.opened_at,
    FollowUp.asked_for,
    FollowUp.due_at,
    FollowUp.role,
    FollowUp.escalates_at,
    FollowUp.closed_at,
    FollowUp.flags,
    FollowUp.withdrawn_at,
    FollowUp.expires_at,
    FollowUp.sealed,
)

_UNREADABLE = {"label": None, "what": broken.SENTENCE}
_UNREADABLE_STEP = {"result": broken.SENTENCE, "chips": [], "reason": broken.SENTENCE}
Words = dict[uuid.UUID, Row]


def tell(session: Session, vault: Vault, rows: Sequence[Any]) -> Iterator[Row]:
    """One row of the protocol for each row of COLUMNS, by the time they are due; those of an erased person say
    nothing."""
    steps = steps_of(session, (row.id for row in rows))
    for row in sorted(rows, key=lambda one: (one.due_at, one.id)):
        try:
            yield _told(vault, row, steps.get(row.id, []))
        except KeyGone:
            continue


def steps_of(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """The steps of each follow-up, as rows of STEP_COLUMNS and what is sealed."""
    found: dict[uuid.UUID, list[Any]] = {}
    for part in parts(ids):
        kept = session.execute(
            select(
                *STEP_COLUMNS,
                FollowUpStep.follow_up_id,
                FollowUpStep.person_id,
                FollowUpStep.sealed,
            ).where(FollowUpStep.follow_up_id.in_(part))
        )
        for row in kept:
            found.setdefault(row.follow_up_id, []).append(row)
    return found


def _told(vault: Vault, row: Any, steps: Sequence[Any]) -> Row:
    content, flags = broken.opened(
        vault, row.person_id, "follow_up", row.id, row.sealed, instead=_UNREADABLE
    )
    words = words_of(vault, steps)
    then = state(opened(row), map(step_of, steps))
    return {
        "id": str(row.id),
        "person": str(row.person_id),
        "entry": _id(row.entry_id),
        "label": content["label"],
        "kind": row.kind,
        "what": content["what"],
        "urgent": row.is_urgent,
        "author": _id(row.author_id),
        "opened_at": clock.to_text(row.opened_at),
        "due_at": clock.to_text(row.due_at),
        "role": row.role,
        "escalates_at": clock.to_text(row.escalates_at) if row.escalates_at else None,
        "acknowledged": _moment(then.acknowledged) if then.acknowledged else None,
        "closed": _closed(then, words),
        "also_closed": len(then.also_closed),
        "postponed": [_postponed(one, words) for one in then.postponed],
        "flags": [*(row.flags or ()), *flags],
        "expires_at": clock.to_text(row.expires_at) if row.expires_at else None,
    }


def words_of(vault: Vault, steps: Sequence[Any]) -> Words:
    """What each step says."""
    return {
        one.id: broken.opened(
            vault, one.person_id, "follow_up_step", one.id, one.sealed, instead=_UNREADABLE_STEP
        )[0]
        for one in steps
    }


def _closed(then: State, words: Words) -> Row | None:
    close = then.closed
    if close is None:
        return None
    said = words[close.id]
    return {
        **_moment(close),
        "id": str(close.id),
        "outcome": close.outcome,
        "result": said["result"],
        "chips": said["chips"],
    }


def _postponed(one: Postponed, words: Words) -> Row:
    return {
        **_moment(one.step),
        "from": clock.to_text(one.since),
        "to": clock.to_text(one.until),
        "reason": words[one.step.id]["reason"],
    }


def _moment(step: Step) -> Row:
    return {"by": _id(step.by), "at": clock.to_text(step.at)}


def _id(value: uuid.UUID | None) -> str | None:
    return str(value) if value else None
