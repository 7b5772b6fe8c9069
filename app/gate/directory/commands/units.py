"""Units: the parts of a home, and the teams that go to people's homes."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory import ranks
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Unit
from app.gate.directory.trace import Doer, tell
from app.ground.checks import Checks
from app.ground.errors import Conflict
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged

UNIT_KINDS = {"unit": "Unité de l’établissement", "home_care": "Équipe à domicile"}


def create_unit(
    session: Session,
    actor: Doer | None,
    *,
    name: str,
    kind: str = "unit",
    establishment_id: uuid.UUID | None = None,
    unit_id: uuid.UUID | None = None,
    now: datetime,
) -> Unit:
    """A unit, last in the order. Without an actor the establishment is named. Raises Invalid."""
    home = actor.establishment_id if actor else establishment_id
    assert home is not None
    siblings = _units(session, home)
    values = _checked(siblings, name, kind, except_id=None)
    row = Unit(id=unit_id or new_id(), establishment_id=home, position=len(siblings) + 1, **values)
    session.add(row)
    tell(session, "unit.created", at=now, actor=actor, establishment_id=home, subject_id=row.id)
    return row


def edit_unit(
    session: Session,
    actor: Doer,
    unit_id: uuid.UUID,
    *,
    name: str,
    kind: str,
    seen: str | None = None,
    now: datetime,
) -> Unit:
    """Names a unit and says what it is. Raises NotFound, Invalid, Conflict."""
    row = find_to_change(session, Unit, actor.establishment_id, unit_id)
    siblings = _units(session, actor.establishment_id)
    values = _checked(siblings, name, kind, except_id=row.id)
    check_unchanged({"name": row.name, "kind": row.kind}, seen)
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, values[field])
    if changed:
        tell(session, "unit.edited", at=now, actor=actor, subject_id=row.id)
    return row


def place_unit(
    session: Session, actor: Doer, unit_id: uuid.UUID, *, rank: int, now: datetime
) -> Unit:
    """Gives a unit its rank, from 1. Raises NotFound."""
    row = find_to_change(session, Unit, actor.establishment_id, unit_id)
    if ranks.place(_units(session, actor.establishment_id), row, rank):
        tell(session, "unit.placed", at=now, actor=actor, subject_id=row.id)
    return row


def close_unit(
    session: Session, actor: Doer, unit_id: uuid.UUID, *, persons_there: int, now: datetime
) -> Unit:
    """Closes a unit: nothing new goes there. Raises NotFound, Conflict while somebody lives there."""
    row = find_to_change(session, Unit, actor.establishment_id, unit_id)
    if persons_there:
        who = "Une personne y est" if persons_there == 1 else f"{persons_there} personnes y sont"
        raise Conflict(f"{who} encore : changez-les d’unité avant de fermer « {row.name} ».")
    if row.closed_at is None:
        row.closed_at = now
        tell(session, "unit.closed", at=now, actor=actor, subject_id=row.id)
    return row


def reopen_unit(session: Session, actor: Doer, unit_id: uuid.UUID, *, now: datetime) -> Unit:
    """Opens a closed unit again. Raises NotFound, Conflict when another bears its name now."""
    row = find_to_change(session, Unit, actor.establishment_id, unit_id)
    if _is_taken(_units(session, actor.establishment_id), row.name, except_id=row.id):
        raise Conflict(f"Une autre unité ouverte s’appelle déjà « {row.name} ».")
    if row.closed_at is not None:
        row.closed_at = None
        tell(session, "unit.reopened", at=now, actor=actor, subject_id=row.id)
    return row


def _units(session: Session, establishment_id: uuid.UUID) -> list[Unit]:
    return list(
        session.scalars(
            select(Unit)
            .where(Unit.establishment_id == establishment_id)
            .order_by(Unit.position, Unit.id)
        )
    )


def _checked(
    siblings: list[Unit], name: str, kind: str, *, except_id: uuid.UUID | None
) -> dict[str, str]:
    checks = Checks()
    clean = checks.line("name", name, missing="Donnez un nom à l’unité.", limit=80)
    checks.choice("kind", kind, UNIT_KINDS, message="Choisissez un type d’unité.")
    if _is_taken(siblings, clean, except_id=except_id):
        checks.refuse("name", "Une unité ouverte porte déjà ce nom.")
    checks.end()
    return {"name": clean, "kind": kind}


def _is_taken(siblings: list[Unit], name: str, *, except_id: uuid.UUID | None) -> bool:
    return any(
        each.name.casefold() == name.casefold() and each.id != except_id and each.closed_at is None
        for each in siblings
    )
