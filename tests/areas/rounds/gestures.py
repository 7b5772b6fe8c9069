"""A noon round at Les Tilleuls: Mme Lenoir's lines, two tablets, and what the tables hold of what was given."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.models import DueDose
from app.areas.rounds.models import Administration, DoseConflict
from app.gate.auth.actor import Actor
from medication.prescription import AsNeeded, Line, Prescribed, Regular, Take
from tests.areas.prescribing.conftest import PARACETAMOL, draft
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, Tablet, add_person

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOON = NOW - 3 * HOUR
"""Noon at Les Tilleuls: the dose of "midi" is due."""
WRITTEN = NOW - 3 * DAY
FUROSEMIDE = Prescribed(
    "LASILIX 40 mg, comprimé sécable",
    "65606743",
    ("furosemide",),
    "furosémide",
    "comprimé sécable",
    "40 mg",
)
PAIN = AsNeeded(Decimal(1), "douleur", 360, Decimal(2))
NOONS = Regular((Take("midi", Decimal(1)),))


@dataclass
class Noon:
    """The tablet of the home and a second one, Nadia and Aïcha on both, and a Mme Lenoir to whom nothing was given."""

    exchange: Exchange
    second: Tablet
    lenoir: uuid.UUID

    def unlock(self, name: str, tablet: Tablet | None = None) -> Unlock:
        return self.exchange.home.unlock(name, tablet)

    def actor(self, name: str, role: str) -> Actor:
        home = self.exchange.home
        return Actor(home.staff[name], home.id, role, None)

    def do(self, command: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Runs one command of the office in a transaction of its own."""
        with self.exchange.house.database.write() as session:
            return command(session, self.exchange.house, *args, **{"now": NOW, **options})

    def line(self, **changes: Any) -> Line:
        """A line that Nadia prescribed three days ago: paracetamol at noon unless told."""
        asked = draft(**{"scheme": NOONS, "giver": "helped", **changes})
        line: Line = self.do(
            prescribe, self.actor("Nadia", "nurse"), self.lenoir, asked, now=WRITTEN
        ).line
        return line

    def dose(self, line: Line, due_at: datetime = NOON) -> uuid.UUID:
        """The dose of that line due then."""
        with self.exchange.house.database.read() as session:
            return session.scalars(
                select(DueDose.id).where(DueDose.chain_id == line.chain, DueDose.due_at == due_at)
            ).one()

    def send(
        self, unlock: Unlock, type: str, body: Json, at: datetime = NOON, **claims: Any
    ) -> tuple[str, Json]:
        """Sends one command about Mme Lenoir; its id, and the answer."""
        claims.setdefault("person", self.lenoir)
        person = claims.pop("person")
        told = unlock.claims(type, person, body, at=at, **claims)
        return told["id"], self.exchange.one(unlock.tablet, unlock.seal(told))

    def give(
        self, unlock: Unlock, line: Line, outcome: str = "given", **more: Any
    ) -> tuple[str, Json]:
        """Records an outcome of noon's dose, unless `dose` says another; None is as needed."""
        at = more.pop("at", NOON)
        dose = more.pop("dose") if "dose" in more else self.dose(line)
        claims = {name: more.pop(name) for name in ("person", "id") if name in more}
        body = said(line, dose, outcome, **more)
        return self.send(unlock, "dose.administer", body, at, **claims)

    def given(self, unlock: Unlock, line: Line, outcome: str = "given", **more: Any) -> str:
        """The same, which must be applied."""
        id_, answer = self.give(unlock, line, outcome, **more)
        assert answer["outcome"] == "applied", answer
        return id_

    def flags(self, unlock: Unlock, line: Line, outcome: str = "given", **more: Any) -> list[str]:
        """What was odd about it, besides that the tablet was unlocked later in the morning."""
        _, answer = self.give(unlock, line, outcome, **more)
        assert answer["outcome"] == "applied", answer
        return [one for one in answer.get("flags", []) if one != "before_session"]

    def rows(self) -> list[Administration]:
        with self.exchange.house.database.read() as session:
            query = select(Administration).where(Administration.person_id == self.lenoir)
            return list(session.scalars(query.order_by(Administration.id)))

    def row(self, id: str) -> Administration:
        with self.exchange.house.database.read() as session:
            found = session.get(Administration, uuid.UUID(id))
        assert found is not None
        return found

    def content(self, id: str) -> Json:
        row = self.row(id)
        opened: Json = self.exchange.house.vault.open(
            row.person_id, "administration", row.id, row.sealed
        )
        return opened

    def conflict(self, dose: uuid.UUID) -> DoseConflict | None:
        with self.exchange.house.database.read() as session:
            return session.get(DoseConflict, dose)

    def disagrees(self, dose: uuid.UUID) -> bool:
        found = self.conflict(dose)
        return found is not None and found.closed_at is None

    def tasks(self) -> list[tuple[str, bool, str | None]]:
        """What nurses were asked about disagreements: in words, urgent or not, and how it was closed."""
        with self.exchange.house.database.read() as session:
            rows = session.scalars(
                select(FollowUp)
                .where(FollowUp.kind == "dose_conflict", FollowUp.person_id == self.lenoir)
                .order_by(FollowUp.opened_at, FollowUp.id)
            ).all()
        open_ = self.exchange.house.vault.open
        return [
            (
                open_(one.person_id, "follow_up", one.id, one.sealed)["what"],
                one.is_urgent,
                one.outcome,
            )
            for one in rows
        ]


def said(line: Line, dose: uuid.UUID | None, outcome: str, **more: Any) -> Json:
    """The body of `dose.administer`."""
    return {
        "dose": str(dose) if dose else None,
        "chain": str(line.chain),
        "line": str(line.id),
        "act": "give",
        "outcome": outcome,
        **more,
    }


def noon_of(exchange: Exchange, second: Tablet | None = None) -> Noon:
    """A noon of somebody who just came in; `second` where the home has its other tablet already."""
    home = exchange.home
    with exchange.house.database.write() as session:
        other = second or home.add_tablet(session, home.units)
        lenoir = add_person(session, home, "Lenoir", home.units[0])
    return Noon(exchange, other, lenoir)


def strong(label: str = "DOLIPRANE 1000 mg, comprimé") -> Prescribed:
    """Paracetamol of twice the strength, on another line."""
    return replace(PARACETAMOL, label=label, cis="60234100", strength="1000 mg")
