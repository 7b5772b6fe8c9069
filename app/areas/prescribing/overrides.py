"""Going past an alert: what is asked, what is kept, and what still holds. The rules are in `medication.overrides`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.prescribing.errors import HardStopped, ReasonsNeeded
from app.areas.prescribing.models import AlertOverride
from app.areas.prescribing.values import Override, Overriding
from app.gate.audit.record import Doer, record
from app.ground.checks import Checks
from app.ground.ids import new_id
from app.ground.vault import KeyGone, SealBroken, Vault
from medication.alerts import Alert, Stage
from medication.overrides import REASONS, problems

NEED_WORDS = frozenset({"other"})
TEXT_LIMIT = 300

__all__ = [
    "NEED_WORDS",
    "REASONS",
    "TEXT_LIMIT",
    "decide",
    "held_for",
    "keep",
    "override_of",
    "overrides_of",
]

Passed = tuple[Alert, Overriding]


def decide(
    alerts: Sequence[Alert], held: Collection[str], given: Iterable[Overriding]
) -> list[Passed]:
    """The alerts that are gone past now, each with its reason.

    Raises HardStopped; ReasonsNeeded while an interruption has neither a reason nor an override that `held`; Invalid
    (fields `reason-<identity>`, `text-<identity>`) for a reason that says nothing.
    """
    hard = [one for one in alerts if one.level == "hard_stop"]
    if hard:
        raise HardStopped(hard)
    reasons = {one.identity: one for one in given}
    asking = [one for one in alerts if one.level == "interrupt" and one.identity not in held]
    without = [one for one in asking if one.identity not in reasons]
    if without:
        raise ReasonsNeeded(asking, alerts)
    return [(one, _checked(reasons[one.identity])) for one in asking]


def keep(
    session: Session,
    vault: Vault,
    actor: Doer,
    passed: Iterable[Passed],
    *,
    person_id: uuid.UUID,
    line_id: uuid.UUID | None,
    stage: Stage,
    now: datetime,
) -> None:
    """Keeps who went past what and why, with its trace."""
    for alert, why in passed:
        id = new_id()
        session.add(
            AlertOverride(
                id=id,
                establishment_id=actor.establishment_id,
                person_id=person_id,
                line_id=line_id,
                identity=alert.identity,
                kind=alert.kind,
                level=alert.level,
                stage=stage,
                author_id=actor.staff_id,
                role=actor.role,
                reason=why.reason,
                made_at=now,
                sealed=vault.seal(
                    person_id, "alert_override", id, {"says": alert.says, "text": why.text}
                ),
            )
        )
        detail = {"kind": alert.kind, "reason": why.reason, "stage": stage}
        about = {"person_id": person_id, "subject_id": id}
        record(session, "alert.overridden", at=now, actor=actor, detail=detail, **about)


def held_for(session: Session, person_id: uuid.UUID) -> set[str]:
    """The identities of the alerts about a person that somebody went past."""
    query = select(AlertOverride.identity).where(AlertOverride.person_id == person_id)
    return set(session.scalars(query))


def overrides_of(
    session: Session, vault: Vault, person_id: uuid.UUID, identities: Collection[str]
) -> dict[str, Override]:
    """Who went past these alerts last, by identity."""
    rows = session.scalars(
        select(AlertOverride)
        .where(AlertOverride.person_id == person_id, AlertOverride.identity.in_(identities))
        .order_by(AlertOverride.made_at)
    )
    return {row.identity: override_of(vault, row) for row in rows}


def override_of(vault: Vault, row: AlertOverride) -> Override:
    """The row opened; one that does not open any more keeps its code."""
    try:
        words = vault.open(row.person_id, "alert_override", row.id, row.sealed)
    except (KeyGone, SealBroken):
        words = {"says": "", "text": ""}
    names = ("id", "person_id", "line_id", "identity", "kind", "level", "stage", "author_id")
    copied = {name: getattr(row, name) for name in (*names, "role", "reason", "made_at")}
    return Override(**copied, says=words["says"], text=words["text"])


def _checked(given: Overriding) -> Overriding:
    checks = Checks()
    words = checks.optional_line(f"text-{given.identity}", given.text, limit=TEXT_LIMIT)
    for field, says in problems(given.reason, words or ""):
        checks.refuse(f"{field}-{given.identity}", says)
    checks.end()
    return Overriding(given.identity, given.reason, words or "")
