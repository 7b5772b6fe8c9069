"""A person at Les Tilleuls, three professionals who prescribe and control, and drugs of the product's own reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.areas.observations.commands import Typed, record_observation
from app.areas.prescribing.models import DueDose
from app.areas.prescribing.values import Draft, Written
from app.gate.auth.actor import Actor
from app.gate.directory.commands import assign, create_staff
from medication.prescription import Prescribed, Regular, Take
from tests.areas.conftest import NOW, Home
from transmissions.observations import BY_NAME

PARACETAMOL = Prescribed(
    "DOLIPRANE 500 mg, comprimé",
    "63368332",
    ("paracetamol",),
    "paracétamol",
    "comprimé",
    "500 mg",
)
THREE_A_DAY = Draft(
    drug=PARACETAMOL,
    route="orale",
    unit="comprimé",
    scheme=Regular((Take("matin", Decimal(1)), Take("midi", Decimal(1)), Take("soir", Decimal(1)))),
    prescriber="Dr Morel",
    source="Ordonnance du 20/11/2026",
)
DAY = timedelta(days=1)


def taken(*moments: str, amount: str = "1") -> Regular:
    return Regular(tuple(Take(one, Decimal(amount)) for one in moments))


@dataclass
class Ward:
    """A home, a person there, and who acts."""

    home: Home
    lenoir: UUID
    nadia: Actor
    helene: Actor
    paule: Actor

    def do(self, command: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Runs one command in a transaction of its own, at NOW unless told."""
        with self.home.house.database.write() as session:
            return command(session, self.home.house, *args, **{"now": NOW, **options})

    def ask(self, query: Callable[..., Any], *args: Any, **options: Any) -> Any:
        with self.home.house.database.read() as session:
            return query(session, self.home.house, *args, **options)

    def doses(self, since: datetime = NOW, until: datetime | None = None) -> list[DueDose]:
        """Every row that is due, by its hour."""
        with self.home.house.database.read() as session:
            rows = session.scalars(
                select(DueDose)
                .where(DueDose.withdrawn_at.is_(None), DueDose.due_at >= since)
                .order_by(DueDose.due_at, DueDose.slot)
            ).all()
        return [row for row in rows if until is None or row.due_at < until]


def hire(home: Home, name: str, role: str) -> Actor:
    with home.house.database.write() as session:
        member = create_staff(
            session,
            home.house,
            None,
            establishment_id=home.id,
            given_name=name,
            family_name="Martin",
            role=role,
            now=NOW,
        )
        assign(session, None, staff=member, unit_id=None, starts_at=NOW, now=NOW)
    return Actor(member.id, home.id, role, None)


def ward_of(home: Home) -> Ward:
    return Ward(
        home,
        home.admit(),
        hire(home, "Nadia", "nurse"),
        home.leader,
        hire(home, "Paule", "pharmacist"),
    )


@pytest.fixture
def ward(home: Home) -> Ward:
    return ward_of(home)


def draft(**changes: Any) -> Draft:
    return replace(THREE_A_DAY, **changes)


def head(written: Written) -> UUID:
    return written.line.id


def measured(ward: Ward, kind: str, value: str, at: datetime) -> None:
    typed = Typed(BY_NAME[kind], {BY_NAME[kind].parts[0].name: value}, is_answered=True, source="x")
    with ward.home.house.database.write() as session:
        vault = ward.home.house.vault
        record_observation(session, vault, ward.nadia, typed, person_id=ward.lenoir, now=at)
