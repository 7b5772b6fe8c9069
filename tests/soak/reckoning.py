"""What must hold at the end of a schedule, whatever happened: each complaint is one sentence, none is the goal.

Everything made is in the tables exactly once, or in quarantine for a reason that the schedule gave; with its author,
its texts and its time at the bedside. Nothing else is there. Every tablet shows what the server would show it now.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry, Receipt
from app.areas.persons.models import Person
from app.gate.sync.models import Command, Quarantine
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from app.tablet import Problem
from tests.soak.homes import World
from tests.soak.ledger import VERSIONS, Ledger, Made
from tests.soak.stores import Place, differences
from tests.soak.tally import Tally

_TOLERANCE = timedelta(minutes=5)
_CLOSE = timedelta(seconds=20)
_CLOCK_FLAGS = {"clock_adrift", "implausible_time"}
_KEEP = ("cible", "importance", "to_read")
_TEXTS = ("data", "actions", "result")


class Reckoning:
    """The server's tables beside the ledger."""

    def __init__(self, world: World, ledger: Ledger, tablets: Sequence[Place]) -> None:
        self.ledger, self.world, self.tablets = ledger, world, tablets
        self.house: House = world.site.open_house
        self.tally = Tally(made=len(ledger.made), kinds=Counter(one.type for one in ledger.made))
        self.tally.duplicated = ledger.answers["duplicate"]

    def complaints(self) -> list[str]:
        """Everything that does not hold."""
        found = list(self.ledger.complaints)
        with acting_for_every(), self.house.database.read() as session:
            found += self._fates(session)
            found += self._strangers(session)
            found += self._consequences(session)
            shown = self._shown(session)
        for tablet in self.tablets:
            if tablet.device in self.ledger.revoked:
                continue
            try:
                found += differences(tablet, shown)
            except Problem as problem:
                found.append(f"tablet {tablet.number} cannot be compared: {problem}")
        return found

    # -- each command ------------------------------------------------------------

    def _fates(self, session: Session) -> Iterator[str]:
        home = self.world.id
        commands = {
            row.id: row
            for row in session.scalars(select(Command).where(Command.establishment_id == home))
        }
        aside = {
            row.command_id: row
            for row in session.scalars(
                select(Quarantine).where(Quarantine.establishment_id == home)
            )
        }
        self.applied = {one.id for one in self.ledger.made if one.id in commands}
        waiting = {id for one in self.tablets for id in one.waiting()}
        for made in self.ledger.made:
            if made.id in commands:
                self.tally.applied += 1
                yield from _as_made(made, commands[made.id])
                if made.id in aside:
                    yield f"{_name(made)} is applied and set aside too: {aside[made.id].code}"
            elif made.id in aside:
                self.tally.quarantined += 1
                yield from self._set_aside(made, aside[made.id])
            elif made.id in waiting and self._may_wait(made, set(aside)):
                self.tally.later += 1
            else:
                self.tally.lost += 1
                where = "still waits" if made.id in waiting else "is nowhere"
                yield f"{_name(made)} {where}: {self.ledger.last.get(str(made.id), 'no answer')}"

    def _set_aside(self, made: Made, row: Quarantine) -> Iterator[str]:
        """Only a tablet that was revoked before is a reason."""
        since = self.ledger.revoked.get(made.device)
        is_expected = row.code == "device_revoked" and since is not None
        if not is_expected or made.at < since - _TOLERANCE:  # type: ignore[operator]
            yield f"{_name(made)} was set aside: {row.code}, {row.reason}"

    def _may_wait(self, made: Made, aside: set[uuid.UUID | None]) -> bool:
        """What hangs on something that is set aside waits with it."""
        return any(
            one.id in aside or (one.id not in self.applied and self._may_wait(one, aside))
            for one in self.ledger.parents(made)
        )

    def _strangers(self, session: Session) -> Iterator[str]:
        """Nothing is in the tables that nobody made, and nothing twice."""
        home, made = self.world.id, self.ledger.made
        expected: dict[Any, int] = {
            Command: len(self.applied),
            Entry: sum(one.type in VERSIONS and one.id in self.applied for one in made),
            Addition: sum(
                one.type == "transmission.complete" and one.id in self.applied for one in made
            ),
        }
        for model, count in expected.items():
            query = select(func.count()).select_from(model)
            there = session.scalar(query.where(model.establishment_id == home)) or 0
            if there != count:
                yield f"{model.__tablename__} has {there} rows, and {count} were made"

    # -- what they did -----------------------------------------------------------

    def _consequences(self, session: Session) -> Iterator[str]:
        home = self.world.id
        entries = {
            row.id: row
            for row in session.scalars(select(Entry).where(Entry.establishment_id == home))
        }
        receipts = session.execute(
            select(Receipt.entry_id, Receipt.staff_id).where(Receipt.establishment_id == home)
        )
        read = {(entry, staff) for entry, staff in receipts}
        for made in self.ledger.made:
            if made.id not in self.applied:
                continue
            if made.type in VERSIONS:
                yield from self._said(made, entries.get(made.id))
            elif made.type == "transmission.read":
                for entry in made.body["entries"]:
                    if (uuid.UUID(entry), made.author) not in read:
                        yield f"{_name(made)} left no receipt on {entry}"

    def _said(self, made: Made, row: Entry | None) -> Iterator[str]:
        """The entry of that command, with every word."""
        if row is None:
            yield f"{_name(made)} is applied and has no entry"
            return
        content = self.house.vault.open(row.person_id, "entry", row.id, row.sealed)
        told = {**content, "cible": row.cible, "importance": row.importance}
        told["to_read"] = row.is_to_read
        wrong = [
            name
            for name in (*_KEEP, *_TEXTS)
            if (told.get(name) or None) != made.body.get(name)
            and (told.get(name) or made.body.get(name))
        ]
        if wrong:
            yield f"{_name(made)} does not say what was written: {', '.join(wrong)}"

    def _shown(self, session: Session) -> dict[str, set[str]]:
        """The entries that each unit's tablets must show now."""
        rows = session.execute(
            select(Person.unit_id, Entry.id)
            .join(Person, Person.id == Entry.person_id)
            .where(
                Entry.establishment_id == self.world.id,
                Entry.retracted_at.is_(None),
                Entry.expires_at > clock.now(),
            )
        )
        found: dict[str, set[str]] = {}
        for unit, entry in rows:
            found.setdefault(str(unit), set()).add(str(entry))
        return found


def _as_made(made: Made, row: Command) -> Iterator[str]:
    """Whose it is, where it comes from, and when it happened."""
    told: tuple[Any, ...] = (row.type, row.author_id, row.device_id, row.person_id)
    mine: tuple[Any, ...] = (made.type, made.author, made.device, made.person)
    if made.install is not None:
        told, mine = (*told, row.install, row.seq), (*mine, made.install, made.seq)
    if told != mine:
        yield f"{_name(made)} is kept as {told}"
    flags, away = set(row.flags or ()), abs(row.occurred_at - made.at)
    if abs(made.misled) > _CLOSE:  # the tablet was wrong about its own clock, and could not know
        if away > _TOLERANCE and not flags & _CLOCK_FLAGS:
            yield f"{_name(made)} is {away} from its place, and nothing says so"
    elif away > (_CLOSE if made.is_adrift else _TOLERANCE):
        yield f"{_name(made)} is {away} from its place"
    if made.is_adrift and not flags & _CLOCK_FLAGS:
        yield f"{_name(made)} comes from a clock adrift, and nothing says so"


def _name(made: Made) -> str:
    return f"{made.type} {made.id} (n° {made.seq} of {str(made.device)[-4:]})"
