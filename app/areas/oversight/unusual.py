"""What is unusual about an opening, in three plain ways: outside one's units, at night without being on duty, unusually
many in a day. Pure. Each finding explains itself with what was compared; none is a score, none accuses.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Final, Literal
from zoneinfo import ZoneInfo

Kind = Literal["outside", "night", "many"]

KINDS: Final[dict[Kind, str]] = {
    "outside": "Hors de ses unités",
    "night": "La nuit, hors service",
    "many": "Beaucoup de dossiers en un jour",
}
NIGHT: Final = (time(21), time(6))
AROUND: Final = timedelta(hours=1)
"""Handovers begin before a shift and end after it."""
FEWEST: Final = 12
"""So many files in a day are never unusual by themselves."""
TIMES: Final = 2
ENOUGH: Final = 5
"""Days of one's own without which nobody's usual can be told: then it is that of one's trade."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One file opened. `units` are where rights held at that instant (None: the whole home); `unit` is where the
    person was then (None: not accompanied). `device` is whether it was on a tablet of the home.
    """

    at: datetime
    staff_id: uuid.UUID
    role: str
    person_id: uuid.UUID
    units: frozenset[uuid.UUID] | None
    unit: uuid.UUID | None
    is_emergency: bool = False
    device: bool = False


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What an opening of before says of somebody's usual: when, who, of which trade, whose file."""

    at: datetime
    staff_id: uuid.UUID
    role: str | None
    person_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OnDuty:
    """When somebody was planned to be there."""

    staff_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to ask about: whose, when, of whom (None for a whole day), and what was seen against what."""

    kind: Kind
    staff_id: uuid.UUID
    at: datetime
    person_id: uuid.UUID | None
    why: str


def findings(
    openings: Sequence[Opening],
    planned: Sequence[OnDuty],
    zone: ZoneInfo,
    since: datetime,
    names: dict[uuid.UUID, str],
    before: Sequence[Glimpse] = (),
) -> list[Finding]:
    """What is unusual from `since` on, newest first; earlier openings, and those `before`, only say what is usual.
    `names` are of units.
    """
    there = _Clock(zone)
    recent = [one for one in openings if one.at >= since]
    found = [
        *_outside(recent, names),
        *_at_night(recent, planned, there),
        *_many([*before, *openings], there, since),
    ]
    return sorted(found, key=lambda one: (one.at, one.kind), reverse=True)


class _Clock:
    """Instants as the home's clock showed them: an hour's offset is looked up once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._offsets: dict[tuple[date, int, int], timedelta] = {}

    def of(self, at: datetime) -> datetime:
        key = at.date(), at.hour, at.minute // 30
        if key not in self._offsets:
            self._offsets[key] = at.astimezone(self._zone).utcoffset() or timedelta()
        return at.replace(tzinfo=None) + self._offsets[key]


def _outside(openings: Iterable[Opening], names: dict[uuid.UUID, str]) -> Iterable[Finding]:
    """Once a person and a day: what follows the first page of an emergency is the same access."""
    told = set()
    for one in sorted(openings, key=lambda each: each.at):
        if one.units is None or (one.unit is not None and one.unit in one.units):
            continue
        key = (one.staff_id, one.person_id, one.at.date())
        if key in told:
            continue
        told.add(key)
        theirs = ", ".join(sorted(names.get(id_, "?") for id_ in one.units)) or "aucune"
        there = (
            f"était à l’unité {names.get(one.unit, '?')}" if one.unit else "n’y vivait pas ou plus"
        )
        how = "par un accès exceptionnel" if one.is_emergency else "sans accès exceptionnel connu"
        yield Finding(
            "outside",
            one.staff_id,
            one.at,
            one.person_id,
            f"Affecté·e alors à : {theirs}. La personne {there}. Ouvert {how}.",
        )


def _at_night(
    openings: Iterable[Opening], planned: Sequence[OnDuty], there: _Clock
) -> Iterable[Finding]:
    """Once a professional and a night, with how many files; who was planned then, or about then, is at work."""
    nights: dict[tuple[uuid.UUID, date], list[Opening]] = defaultdict(list)
    by_staff: dict[uuid.UUID, list[OnDuty]] = defaultdict(list)
    for shift in planned:
        by_staff[shift.staff_id].append(shift)
    for one in openings:
        here = there.of(one.at)
        if NIGHT[1] <= here.time() < NIGHT[0]:
            continue
        if any(
            shift.starts_at - AROUND <= one.at <= shift.ends_at + AROUND
            for shift in by_staff[one.staff_id]
        ):
            continue
        evening = here.date() if here.time() >= NIGHT[0] else here.date() - timedelta(days=1)
        nights[one.staff_id, evening].append(one)
    for (staff_id, _evening), those in nights.items():
        first = min(those, key=lambda one: one.at)
        persons = {one.person_id for one in those}
        where = "sur une tablette de la maison" if all(one.device for one in those) else "au bureau"
        hour = there.of(first.at)
        files = "un dossier" if len(persons) == 1 else f"{len(persons)} dossiers"
        yield Finding(
            "night",
            staff_id,
            first.at,
            first.person_id if len(persons) == 1 else None,
            f"{files.capitalize()} à partir de {hour.hour} h {hour.minute:02}, {where}, "
            "sans présence prévue au service cette nuit-là.",
        )


def _many(
    openings: Iterable[Opening | Glimpse], there: _Clock, since: datetime
) -> Iterable[Finding]:
    """More files in a day than twice one's usual, or one's trade's where one has no usual yet."""
    days: dict[tuple[uuid.UUID, date], set[uuid.UUID]] = defaultdict(set)
    roles: dict[uuid.UUID, str | None] = {}
    last: dict[tuple[uuid.UUID, date], datetime] = {}
    for one in openings:
        key = one.staff_id, there.of(one.at).date()
        days[key].add(one.person_id)
        roles[one.staff_id] = one.role
        last[key] = max(one.at, last.get(key, one.at))
    counts = {key: len(persons) for key, persons in days.items()}
    for (staff_id, day), count in counts.items():
        if last[staff_id, day] < since or count < FEWEST:
            continue
        usual, whose = _usual(counts, roles, staff_id, day)
        if usual is not None and count > TIMES * usual:
            yield Finding(
                "many",
                staff_id,
                last[staff_id, day],
                None,
                f"{count} dossiers ce jour-là ; {whose}, {usual:g} (médiane).",
            )


def _usual(
    counts: Mapping[tuple[uuid.UUID, date], int],
    roles: Mapping[uuid.UUID, str | None],
    staff_id: uuid.UUID,
    day: date,
) -> tuple[float | None, str]:
    """How many files a day are usual, and whose usual that is; None while nobody can tell."""
    own = [n for (id_, on), n in counts.items() if id_ == staff_id and on != day]
    if len(own) >= ENOUGH:
        return median(own), "d’habitude"
    role = roles[staff_id]
    trade = [n for (id_, _), n in counts.items() if id_ != staff_id and roles[id_] == role]
    return (median(trade) if len(trade) >= ENOUGH else None), "chez les autres du même métier"
