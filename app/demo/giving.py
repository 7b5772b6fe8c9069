"""What was given in the demo home since the day before, as tablets would have told it: nearly all of it, with the few
refusals, sleepers and doses that nobody traced of a real day. What is due now is left to whoever tries the product.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.prescribing.models import DueDose
from app.areas.rounds import keeping
from app.areas.rounds.bodies import AdministerBody, ScanBody
from app.areas.rounds.looking import Asked, Lookup
from app.areas.rounds.saying import By
from app.demo.roster import Roster
from app.demo.values import Home, demo_id
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.sync.registry import Reading
from app.gate.sync.writing import Writing
from app.ground.house import House
from medication.giving_mode import who_may_give
from medication.prescription import Line
from medication.schemes import Patch, Sliding

_DONE: Final = {"give": "given", "remove": "removed", "check": "in_place"}
_OWN_WAY: Final = {"helped": "helped", "autonomous": "taken_alone"}
_RARE: Final = ((0.012, "refused"), (0.018, "asleep"), (0.030, None))
"""Up to which draw what happened instead; None: nobody traced it."""
_NO_SCAN: Final = (*("label_missing",) * 4, *("code_unreadable",) * 3, "reader_broken")
_UNSCANNED: Final = 0.15
_MINUTES: Final = 12


def record_given(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Every dose of the last day whose tolerance is over, under the revision of the running transaction."""
    columns = (DueDose.id, DueDose.person_id, DueDose.chain_id, DueDose.line_id, DueDose.act)
    rows = session.execute(
        select(*columns, DueDose.due_at, DueDose.late_minutes)
        .where(
            DueDose.establishment_id == home.id,
            DueDose.withdrawn_at.is_(None),
            DueDose.is_absent.is_(False),
            DueDose.due_at < now,
        )
        .order_by(DueDose.due_at, DueDose.person_id, DueDose.id)
    ).all()
    over = [row for row in rows if row.due_at + timedelta(minutes=row.late_minutes) < now]
    if over:
        _Record(session, house, home).write(over)


class _Record:
    """What a home's tablets would have told."""

    def __init__(self, session: Session, house: House, home: Home) -> None:
        self.house = house
        self.home = home
        self.lookup = Lookup.of(Reading(session, house), home.id)
        self.writing = Writing(session, house.vault, home.id)
        self.roster = Roster(home.staff, home.shifts, home.units)
        self.roles = {member.id: member.role for member in home.staff}
        self.units = {person.id: person.unit for person in home.persons}

    def write(self, rows: Iterable[Any]) -> None:
        for row in rows:
            rng = random.Random(str(row.id))
            outcome = _outcome(row.act, rng)
            line = self._line(row)
            if outcome is None or line is None:
                continue
            at = row.due_at + timedelta(minutes=rng.randint(-_MINUTES, _MINUTES))
            who = self._giver(self.units[row.person_id], line, at, rng)
            if who is not None:
                self._keep(row, _body(row, line, outcome, who.role, self._scan(line, rng)), who, at)
        self.writing.flush()

    def _line(self, row: Any) -> Line | None:
        chain = self.lookup.chain(row.person_id, Asked(row.chain_id, row.line_id, row.due_at))
        return next((one.line for one in chain if one.id == row.line_id), None)

    def _giver(self, unit: str, line: Line, at: datetime, rng: random.Random) -> Actor | None:
        """A nurse who is there; else an aide, where the line lets one help."""
        for role in ("nurse", "care_assistant"):
            id = self.roster.author(role, unit, at, rng)
            if id is not None and who_may_give(line, None, role, False)[0]:
                return Actor(id, self.home.id, role, None)
        return None

    def _scan(self, line: Line, rng: random.Random) -> ScanBody:
        product = current(self.house).products.get(line.drug.cis or "")
        if product is None or not product.packs:
            return ScanBody()
        if rng.random() < _UNSCANNED:
            return ScanBody(no_scan=rng.choice(_NO_SCAN))
        pack = product.packs[0].cip13
        batch = f"{rng.choice('ABCDEFGH')}{rng.randint(1000, 9999)}"
        return ScanBody(how="box", gtin=f"0{pack}", batch=batch, verdict="right")

    def _keep(self, row: Any, body: AdministerBody, who: Actor, at: datetime) -> None:
        by = By(demo_id("given", row.id), who.role, at, at + timedelta(seconds=40))
        prepared = keeping.prepared(self.lookup, who, by, row.person_id, body)
        keeping.keep(self.writing, who, prepared)
        event = event_row(
            "dose.administer",
            at=by.received_at,
            actor=who,
            person_id=row.person_id,
            subject_id=by.id,
        )
        self.writing.insert(AuditEvent, event)


def _outcome(act: str, rng: random.Random) -> str | None:
    drawn = rng.random()
    if act == "give":
        for up_to, outcome in _RARE:
            if drawn < up_to:
                return outcome
    return _DONE[act]


def _body(row: Any, line: Line, outcome: str, role: str, scan: ScanBody) -> AdministerBody:
    is_given = outcome == "given"
    scheme = line.scheme
    return AdministerBody.model_validate(
        {
            "dose": str(row.id),
            "chain": str(row.chain_id),
            "line": str(row.line_id),
            "act": row.act,
            "outcome": _own_way(line, role) if is_given else outcome,
            "amount": _amount(line) if is_given else None,
            "identified": "face",
            "scan": scan if is_given else ScanBody(),
            "site": scheme.sites[0]
            if isinstance(scheme, Patch) and is_given and scheme.sites
            else None,
        }
    )


def _own_way(line: Line, role: str) -> str:
    """Who lives there takes it alone where the line says so, and is helped by whoever is no nurse."""
    if role == "nurse" and line.giver != "autonomous":
        return "given"
    return _OWN_WAY.get(line.giver, "given")


def _amount(line: Line) -> str | None:
    """Of an insulin by glycaemia, what the first rung that is not nothing says."""
    if not isinstance(line.scheme, Sliding):
        return None
    return next((str(one.amount) for one in line.scheme.scale if one.amount), None)
