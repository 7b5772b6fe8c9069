"""What a home decided of the table: longer than the usual, never shorter than the text allows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.retention.models import RetentionDuration
from app.areas.retention.rules import RULES, Rule, duration_words
from app.gate.audit.record import Doer, record
from app.ground.checks import Checks
from app.ground.errors import NotFound
from app.ground.ids import new_id

LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Duration:
    """A rule as it holds in a home; `decided` is None where nobody changed it."""

    rule: Rule
    months: int
    decided: RetentionDuration | None = None

    @property
    def words(self) -> str:
        return duration_words(self.months)


def durations_of(session: Session, establishment_id: uuid.UUID) -> list[Duration]:
    """Every rule with what holds there now, in the order of the table."""
    decided: dict[str, RetentionDuration] = {}
    for row in session.scalars(
        select(RetentionDuration)
        .where(RetentionDuration.establishment_id == establishment_id)
        .order_by(RetentionDuration.decided_at, RetentionDuration.id)
    ):
        decided[row.rule] = row
    return [_duration(rule, decided.get(rule.code)) for rule in RULES.values()]


def decide_duration(
    session: Session, actor: Doer, code: str, *, months: int, reason: str | None, now: datetime
) -> RetentionDuration:
    """Sets how long a home keeps what a rule is about. Raises NotFound, Invalid below what the text allows."""
    rule = RULES.get(code)
    if rule is None:
        raise NotFound()
    checks = Checks()
    if months < rule.least:
        checks.refuse("months", f"Le texte ne permet pas moins de {duration_words(rule.least)}.")
    elif months > LONGEST:
        checks.refuse("months", "Au-delà de 100 ans, il n’y a plus de durée.")
    why = checks.line("reason", reason, missing="Dites pourquoi, et sur quel texte.", limit=200)
    checks.end()
    row = RetentionDuration(
        id=new_id(),
        establishment_id=actor.establishment_id,
        rule=code,
        months=months,
        reason=why,
        author_id=actor.staff_id,
        decided_at=now,
    )
    session.add(row)
    detail = {"rule": code, "months": months}
    record(session, "retention.duration_decided", at=now, actor=actor, detail=detail)
    return row


def _duration(rule: Rule, decided: RetentionDuration | None) -> Duration:
    """A text that asks for more than what was decided once is the one that holds."""
    months = max(decided.months, rule.least) if decided else rule.months
    return Duration(rule, months, decided)
