"""What a gesture is compared with, looked up once for all the commands of a delivery: doses, lines, what was given.

What the same delivery says before is known too, although nothing of it is written yet: a tablet hands in a whole round.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, select

from app.areas.medical.queries import restrictions_of, settings_of
from app.areas.persons.queries import absences_of
from app.areas.prescribing.queries import (
    Version,
    dose_known,
    versions_of_line,
    versions_since,
)
from app.areas.rounds.models import Administration
from app.areas.rounds.rows import given_of
from app.gate.sync.registry import Reading
from app.ground.vault import KeyGone, SealBroken
from medication.given import TAKEN, Given
from medication.prescription import Giver
from medication.schedule import Absence
from medication.settings import Settings

REACH: Final = timedelta(days=8)
"""What was given so long before may still be too near."""
_DAY: Final = timedelta(days=1)

_TAKEN = select(
    Administration.id,
    Administration.dose_id,
    Administration.chain_id,
    Administration.line_id,
    Administration.outcome,
    Administration.at,
    Administration.sealed,
).where(
    Administration.person_id == bindparam("person"),
    Administration.at > bindparam("since"),
    Administration.stands,
    Administration.act == "give",
    Administration.outcome.in_(sorted(TAKEN)),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One taking that counts: of which dose, of which chain, when; `sealed` opens on what it held."""

    id: uuid.UUID
    dose_id: uuid.UUID | None
    chain_id: uuid.UUID
    line_id: uuid.UUID
    outcome: str
    at: datetime
    content: Any


class Asked(NamedTuple):
    """Which line a gesture was of, in which version, and when."""

    chain_id: uuid.UUID
    line_id: uuid.UUID
    at: datetime


@dataclass(slots=True)
class Lookup:
    """Of one home, for one delivery."""

    reading: Reading
    home: uuid.UUID
    _kept: dict[Any, Any] = field(default_factory=dict)
    _said: dict[uuid.UUID, list[Taken]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, home: uuid.UUID) -> Lookup:
        found: Lookup = reading.memo.setdefault(("rounds", home), cls(reading, home))
        return found

    @property
    def settings(self) -> Settings:
        if "settings" not in self._kept:
            self._kept["settings"] = settings_of(self.reading.session, self.home)
        found: Settings = self._kept["settings"]
        return found

    def dose(self, id: uuid.UUID) -> Any | None:
        """What decides about a dose, or None for one that this home never wrote."""
        found = dose_known(self.reading.session, id)
        return found if found is not None and found.establishment_id == self.home else None

    def is_anothers(self, id: uuid.UUID) -> bool:
        """Whether a dose is another home's: nothing of this one is ever kept beside it."""
        found = dose_known(self.reading.session, id)
        return found is not None and found.establishment_id != self.home

    def chain(self, person_id: uuid.UUID, asked: Asked) -> list[Version]:
        """Every version of one line of that person, the first one first; those that count, where the one asked for is
        among them."""
        lately = [one for one in self.beside(person_id, asked.at) if one.chain == asked.chain_id]
        if any(one.id == asked.line_id for one in lately):
            return sorted(lately, key=lambda one: one.version)
        key = ("chain", person_id, asked.chain_id)
        if key not in self._kept:
            self._kept[key] = versions_of_line(
                self.reading.session, self.reading.vault, person_id, asked.chain_id
            )
        found: list[Version] = self._kept[key]
        return found

    def beside(self, person_id: uuid.UUID, at: datetime) -> list[Version]:
        """Every version of the person's lines that held lately at `at`, or since."""
        key = ("beside", person_id)
        since = at - REACH - _DAY
        before: tuple[datetime, list[Version]] | None = self._kept.get(key)
        if before is None or since < before[0]:
            asked = (self.reading.session, self.reading.vault, [person_id], since)
            before = self._kept[key] = (since, versions_since(*asked))
        return before[1]

    def taken(self, person_id: uuid.UUID, at: datetime) -> Sequence[Taken]:
        """What counts of what was given to the person, from REACH before `at` on; of this delivery too."""
        key, since = ("taken", person_id), at - REACH
        before: tuple[datetime, list[Taken]] | None = self._kept.get(key)
        if before is None or since < before[0]:
            asked = {"person": person_id, "since": since}
            rows = self.reading.session.execute(_TAKEN, asked)
            before = self._kept[key] = (since, [Taken(*row) for row in rows])
        return [*before[1], *self._said.get(person_id, ())]

    def say(self, person_id: uuid.UUID, taken: Taken) -> None:
        """One more, of this delivery: not written yet."""
        self._said.setdefault(person_id, []).append(taken)

    def given(self, person_id: uuid.UUID, some: Iterable[Taken]) -> list[Given]:
        """The same opened, as allowances count them; what no longer opens counts as it stands, unmeasured."""
        return [self._given(person_id, one) for one in some]

    def _given(self, person_id: uuid.UUID, one: Taken) -> Given:
        content = one.content
        if isinstance(content, bytes):
            try:
                content = self.reading.vault.open(person_id, "administration", one.id, content)
            except (KeyGone, SealBroken):
                content = {}
        return given_of(one, content)

    def absences(self, person_id: uuid.UUID, at: datetime) -> Sequence[Absence]:
        """Those known now that touch the day of `at`."""
        key = ("absences", person_id, at.date())
        if key not in self._kept:
            window = (at - _DAY, at + _DAY)
            found = absences_of(self.reading.session, [person_id], *window, now=at)
            self._kept[key] = found.get(person_id, ())
        absences: Sequence[Absence] = self._kept[key]
        return absences

    def restriction(self, person_id: uuid.UUID) -> Giver | None:
        """Who may give to the person, at the widest."""
        key = ("restriction", person_id)
        if key not in self._kept:
            found = restrictions_of(self.reading.session, self.reading.vault, [person_id])
            self._kept[key] = found.get(person_id)
        restriction = self._kept[key]
        return restriction.giver if restriction else None
