"""Outcomes put into the tables as tablets' words end there, for tests of what is read of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.areas.prescribing.models import DueDose
from app.areas.rounds.models import Administration
from app.areas.rounds.rows import Said, administration_row
from app.gate.auth.actor import Actor
from app.ground.ids import new_id
from tests.areas.conftest import NOW, Home


def dose_at(home: Home, person: UUID, after: datetime, act: str = "give") -> DueDose:
    """The first dose of that person that is due from then on."""
    with home.house.database.read() as session:
        return session.scalars(
            select(DueDose)
            .where(DueDose.person_id == person, DueDose.due_at >= after, DueDose.act == act)
            .order_by(DueDose.due_at)
        ).first()


def note(
    home: Home,
    dose: DueDose,
    outcome: str = "given",
    *,
    by: Actor | None = None,
    at: datetime | None = None,
    content: dict[str, Any] | None = None,
    amount: Decimal | None = Decimal(1),
    **changes: Any,
) -> UUID:
    """An outcome of that dose, by Hélène, at its hour unless told; what `content` says is sealed."""
    done = at or dose.due_at
    said: dict[str, Any] = {
        "id": new_id(),
        "person_id": dose.person_id,
        "dose_id": dose.id,
        "chain_id": dose.chain_id,
        "line_id": dose.line_id,
        "act": dose.act,
        "outcome": outcome,
        "offered": 1,
        "at": done,
        "occurred_at": done,
        "received_at": done + timedelta(minutes=1),
        "content": {"amount": None if amount is None else str(amount), **(content or {})},
        **changes,
    }
    row = administration_row(home.house.vault, by or home.leader, Said(**said))
    with home.house.database.write() as session:
        session.add(Administration(**row))
    return said["id"]


TOMORROW = NOW + timedelta(days=1)
