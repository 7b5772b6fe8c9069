"""Holds: what keeps everything of a person, whatever the table says, until somebody lifts it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.queries import unit_of
from app.areas.retention.models import RetentionHold
from app.areas.retention.rules import Suspension
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find, find_to_change
from app.ground.checks import Checks
from app.ground.errors import Conflict
from app.ground.ids import new_id
from app.ground.vault import KeyGone, SealBroken, Vault

KINDS = {
    "claim": "Recours ou mise en cause (le délai est suspendu)",
    "request": "Demande de droits en cours",
    "inquiry": "Enquête, contrôle, réquisition",
    "other": "Autre motif",
}
UNREADABLE = "Motif illisible : la ligne a été altérée."


@dataclass(frozen=True, slots=True)
class HoldValue:
    """One hold, its reasons opened."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    from_on: date
    lifted_on: date | None
    author_id: uuid.UUID
    lifted_by: uuid.UUID | None
    reason: str
    lifted_because: str | None


def place_hold(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    *,
    kind: str,
    reason: str | None,
    from_on: date,
    today: date,
    now: datetime,
) -> RetentionHold:
    """Nothing of the person goes from now on. Raises NotFound, Invalid."""
    unit_of(session, actor.establishment_id, person_id)  # of this home, or not found
    checks = Checks()
    checks.choice("kind", kind, KINDS, message="Dites ce qui demande de conserver.")
    why = checks.line("reason", reason, missing="Dites pourquoi, et qui l’a demandé.", limit=300)
    if from_on > today:
        checks.refuse(
            "from_on", "Ce jour est à venir : la conservation commence aujourd’hui au plus tard."
        )
    checks.end()
    row = RetentionHold(
        id=new_id(),
        establishment_id=actor.establishment_id,
        person_id=person_id,
        kind=kind,
        from_on=from_on,
        author_id=actor.staff_id,
        placed_at=now,
    )
    row.sealed = vault.seal(person_id, "retention_hold", row.id, {"reason": why})
    session.add(row)
    record(
        session, "retention.held", at=now, actor=actor, person_id=person_id, detail={"kind": kind}
    )
    return row


def lift_hold(
    session: Session,
    vault: Vault,
    actor: Doer,
    hold_id: uuid.UUID,
    *,
    reason: str | None,
    today: date,
    now: datetime,
) -> RetentionHold:
    """The durations of the table hold again. Raises NotFound, Invalid, Conflict when it was lifted already."""
    row = find_to_change(session, RetentionHold, actor.establishment_id, hold_id)
    if row.lifted_on is not None:
        raise Conflict("Cette conservation a déjà été levée.")
    checks = Checks()
    why = checks.line(
        "reason", reason, missing="Dites pourquoi elle n’a plus lieu d’être.", limit=300
    )
    checks.end()
    kept = _opened(vault, row)
    row.sealed = vault.seal(
        row.person_id, "retention_hold", row.id, {**kept, "lifted_because": why}
    )
    row.lifted_on, row.lifted_by = max(today, row.from_on), actor.staff_id
    record(session, "retention.released", at=now, actor=actor, person_id=row.person_id)
    return row


def held(session: Session, person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these persons nothing may be destroyed of."""
    wanted = list(person_ids)
    query = select(RetentionHold.person_id).where(RetentionHold.lifted_on.is_(None))
    if len(wanted) == 1:
        query = query.where(RetentionHold.person_id == wanted[0])
    return set(session.scalars(query)) & set(wanted)


def held_in(session: Session, establishment_id: uuid.UUID) -> set[uuid.UUID]:
    """Everybody of that home of whom nothing may be destroyed."""
    query = select(RetentionHold.person_id).where(
        RetentionHold.establishment_id == establishment_id, RetentionHold.lifted_on.is_(None)
    )
    return set(session.scalars(query))


def suspensions_of(
    session: Session, establishment_id: uuid.UUID
) -> dict[uuid.UUID, tuple[Suspension, ...]]:
    """By person, the claims that stop or stopped the clock."""
    found: dict[uuid.UUID, tuple[Suspension, ...]] = {}
    for row in session.scalars(
        select(RetentionHold).where(
            RetentionHold.establishment_id == establishment_id, RetentionHold.kind == "claim"
        )
    ):
        one = Suspension(row.from_on, row.lifted_on)
        found[row.person_id] = (*found.get(row.person_id, ()), one)
    return found


def holds_of(
    session: Session, vault: Vault, establishment_id: uuid.UUID, *, lifted: bool = False
) -> list[HoldValue]:
    """The holds that run, oldest first; those that were lifted when `lifted`."""
    rows = session.scalars(
        select(RetentionHold)
        .where(RetentionHold.establishment_id == establishment_id)
        .where(
            RetentionHold.lifted_on.is_not(None) if lifted else RetentionHold.lifted_on.is_(None)
        )
        .order_by(RetentionHold.from_on, RetentionHold.id)
    )
    return [_value(vault, row) for row in rows]


def hold_of(
    session: Session, vault: Vault, establishment_id: uuid.UUID, hold_id: uuid.UUID
) -> HoldValue:
    """One hold. Raises NotFound."""
    return _value(vault, find(session, RetentionHold, establishment_id, hold_id))


def _value(vault: Vault, row: RetentionHold) -> HoldValue:
    kept = _opened(vault, row)
    return HoldValue(
        id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        from_on=row.from_on,
        lifted_on=row.lifted_on,
        author_id=row.author_id,
        lifted_by=row.lifted_by,
        reason=kept["reason"],
        lifted_because=kept.get("lifted_because"),
    )


def _opened(vault: Vault, row: RetentionHold) -> dict[str, str]:
    """What an altered row said is lost; that it holds is not."""
    try:
        return vault.open(row.person_id, "retention_hold", row.id, row.sealed)
    except (KeyGone, SealBroken):
        return {"reason": UNREADABLE}
