"""Asking for a right from one's own space: nobody writes it down for the person, and their key says who they are.

What a person asks under a measure of representation is kept too, and put to whoever represents them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.persons.queries import measures_of, who_may
from app.areas.privacy.asking import Asked, identify, record_request
from app.areas.privacy.models import RightsRequest, RightsStep
from app.areas.privacy.rules import OUTCOMES, REFUSALS, RIGHTS
from app.gate.audit.themself import themself
from app.ground.errors import TooMuch
from app.ground.vault import KeyGone, SealBroken, Vault

A_DAY: Final = 5
UNREADABLE: Final = "Ce texte ne s’ouvre plus."
_BY_KEY: Final = "Demandé depuis son espace, avec sa propre clé"


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """What the person asked, and what became of it. `answer` is what was answered to them, in words."""

    id: uuid.UUID
    right: str
    words: str
    received_on: date
    health_by: date | None
    answer_by: date
    outcome: str | None
    ground: str | None
    answered_at: datetime | None
    answer: str | None

    @property
    def ground_label(self) -> str | None:
        """Why it was refused, without the articles of law that the answer in writing quotes."""
        said = REFUSALS.get(self.ground or "")
        return said.partition(" (")[0] if said else None

    @property
    def right_label(self) -> str:
        return RIGHTS.get(self.right, self.right)

    @property
    def outcome_label(self) -> str | None:
        return OUTCOMES.get(self.outcome, self.outcome) if self.outcome else None


def ask_oneself(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    name: str,
    right: str,
    words: str,
    subject: str | None,
    today: date,
    now: datetime,
) -> uuid.UUID:
    """Keeps what the person asks; it waits for its answer with all others. Raises Invalid, TooMuch."""
    _check_pace(session, person_id, now)
    me = themself(establishment_id)
    who = who_may(right, measures_of(session, vault, person_id, now)) if right in RIGHTS else ""
    asked = Asked(right, "person", name, words, today, who, subject)
    row = record_request(session, vault, me, person_id, asked, today=today, now=now)
    identify(session, vault, me, row.id, how=_BY_KEY, now=now)
    return row.id


def own_requests_of(session: Session, vault: Vault, person_id: uuid.UUID) -> list[OwnRequest]:
    """What the person asked themself, at a desk or in their space, the latest first."""
    rows = session.scalars(
        select(RightsRequest)
        .where(RightsRequest.person_id == person_id, RightsRequest.asker == "person")
        .order_by(RightsRequest.recorded_at.desc(), RightsRequest.id.desc())
    ).all()
    answers = {
        step.request_id: _text(vault, step, "rights_step", "text")
        for step in session.scalars(
            select(RightsStep).where(
                RightsStep.person_id == person_id, RightsStep.kind == "answered"
            )
        )
    }
    return [
        OwnRequest(
            row.id,
            row.right,
            _text(vault, row, "rights_request", "words"),
            row.received_on,
            row.health_by,
            row.answer_by,
            row.outcome,
            row.ground,
            row.answered_at,
            answers.get(row.id),
        )
        for row in rows
    ]


def _text(vault: Vault, row: RightsRequest | RightsStep, table: str, name: str) -> str:
    try:
        return str(vault.open(row.person_id, table, row.id, row.sealed).get(name, ""))
    except (KeyGone, SealBroken):
        return UNREADABLE


def _check_pace(session: Session, person_id: uuid.UUID, now: datetime) -> None:
    asked = session.scalar(
        select(func.count())
        .select_from(RightsRequest)
        .where(
            RightsRequest.person_id == person_id,
            RightsRequest.recorded_by.is_(None),
            RightsRequest.recorded_at > now - timedelta(days=1),
        )
    )
    if (asked or 0) >= A_DAY:
        raise TooMuch("Vous avez déjà demandé plusieurs fois aujourd’hui. L’équipe va répondre.")
