"""A day of a unit, dose by dose: what is done, what is left, what nobody recorded, what needs eyes.

Read for the desk: doses due, what was recorded of each, absences known now, and which tablets have not been heard of
since: what one of those holds is not "non tracé", it is not known yet.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.areas.persons.queries import absences_of
from app.areas.prescribing.queries import DoseValue, doses_of_many, versions_named
from app.areas.rounds.kept import Kept, Settled, kept_of, kept_of_dose, settled_of
from app.ground.house import House
from medication.administration import Administration, Standing, State, standing, state_of
from medication.prescription import Line
from medication.schedule import Absence, Dose, Window
from medication.settings import MOMENTS, Settings
from medication.slots import instant

Shown = State | str
OTHER_HOURS = "heures"
"""What has an hour of its own, and no moment."""
AS_NEEDED = "si-besoin"
LEFT = ("due", "early", "open", "late")
AROUND = timedelta(days=2)
"""A dose of a week may be given half a day away, and be written down later still."""
EYES = ("conflict", "untraced", "late", "perhaps_given")


@dataclass(frozen=True, slots=True)
class Taking:
    """A dose due, or what was given as needed (`dose` None). `facts` are what was recorded of it, amendments included;
    `stands` what holds now; `state` is that of `medication.administration`, or `conflict`."""

    id: uuid.UUID
    person_id: uuid.UUID
    dose: DoseValue | None
    line: Line | None
    act: str
    at: datetime
    moment: str
    state: Shown
    stands: Standing
    facts: tuple[Kept, ...]

    @property
    def fact(self) -> Kept | None:
        """The one that holds."""
        held = self.stands.administration
        return next((one for one in self.facts if held is not None and one.id == held.id), None)

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(flag for one in self.facts for flag in one.flags))

    @property
    def needs_eyes(self) -> bool:
        return self.state in EYES or bool(self.flags)

    @property
    def is_left(self) -> bool:
        return self.state in LEFT


def takings(
    session: Session,
    house: House,
    person_ids: Collection[uuid.UUID],
    window: Window,
    *,
    now: datetime,
    known_until: datetime | None = None,
) -> list[Taking]:
    """Everything of those persons in that window, by hour. `known_until`: since when a tablet has been silent."""
    due = doses_of_many(session, person_ids, *window)
    around = (window[0] - AROUND, window[1] + AROUND)
    kept = _by_dose(kept_of(session, house.vault, person_ids, *around))
    away = absences_of(session, person_ids, *window, now=now)
    named = {one.line for some in due.values() for one in some}
    named |= {one.administration.line for some in kept.values() for one in some}
    lines = {id_: one.line for id_, one in versions_named(session, house, named).items()}
    settled = settled_of(session, house.vault, {dose for dose in kept if dose is not None})
    found = [
        _of_dose(person, one, kept.get(one.id, ()), lines, settled, away, now, known_until)
        for person, some in due.items()
        for one in some
    ]
    found += _as_needed(kept.get(None, ()), lines, window)
    return sorted(found, key=lambda one: (one.at, one.line.drug.label if one.line else "", one.id))


def taking_of(
    session: Session,
    house: House,
    person_id: uuid.UUID,
    one: DoseValue,
    *,
    now: datetime,
    known_until: datetime | None = None,
) -> Taking:
    """One dose, as the board has it."""
    facts = kept_of_dose(session, house.vault, one.id)
    named = {one.line, *(each.administration.line for each in facts)}
    lines = {id_: each.line for id_, each in versions_named(session, house, named).items()}
    settled = settled_of(session, house.vault, [one.id])
    away = absences_of(session, [person_id], one.due_at, one.due_at + timedelta(minutes=1), now=now)
    return _of_dose(person_id, one, facts, lines, settled, away, now, known_until)


def day_window(on: date, settings: Settings) -> Window:
    """From midnight to midnight, by the clock on the wall."""
    return instant(on, time(), settings.zone), instant(
        on + timedelta(days=1), time(), settings.zone
    )


def moment_at_hand(settings: Settings, now: datetime, on: date) -> str:
    """The last moment that has begun, an hour ahead of its time; else the first of the day."""
    hours = {name: instant(on, hour, settings.zone) for name, hour in settings.moments.items()}
    begun = [name for name, at in hours.items() if at <= now + timedelta(hours=1)]
    return max(
        begun, key=lambda name: hours[name], default=min(hours, key=lambda name: hours[name])
    )


def _by_dose(kept: Iterable[Kept]) -> dict[uuid.UUID | None, list[Kept]]:
    found: defaultdict[uuid.UUID | None, list[Kept]] = defaultdict(list)
    for one in kept:
        found[one.administration.dose].append(one)
    return dict(found)


def _of_dose(
    person_id: uuid.UUID,
    one: DoseValue,
    facts: Sequence[Kept],
    lines: Mapping[uuid.UUID, Line | None],
    settled: Mapping[uuid.UUID, Settled],
    away: Mapping[uuid.UUID, Sequence[Absence]],
    now: datetime,
    known_until: datetime | None,
) -> Taking:
    said = settled.get(one.id)
    stands = standing(
        [each.administration for each in facts],
        said.keeps if said else None,
        judged=said.judged if said else None,
    )
    state = state_of(
        _dose(person_id, one), stands, away.get(person_id, ()), now, known_until=known_until
    )
    return Taking(
        id=one.id,
        person_id=person_id,
        dose=one,
        line=lines.get(one.line),
        act=one.act,
        at=one.due_at,
        moment=_moment(one),
        state="conflict" if stands.is_conflict else state,
        stands=stands,
        facts=tuple(facts),
    )


def _as_needed(
    facts: Sequence[Kept], lines: Mapping[uuid.UUID, Line | None], window: Window
) -> Iterable[Taking]:
    """Each taking as needed by itself: nothing was due."""
    by_root: defaultdict[uuid.UUID, list[Kept]] = defaultdict(list)
    for one in facts:
        by_root[root_of(one.administration, facts)].append(one)
    for some in by_root.values():
        stands = standing([one.administration for one in some])
        held = stands.administration
        if held is None or not window[0] <= held.at < window[1]:
            continue
        state = "perhaps_given" if held.doubtful else "done"
        line = lines.get(held.line)
        yield Taking(
            held.id,
            some[0].person_id,
            None,
            line,
            held.act,
            held.at,
            AS_NEEDED,
            state,
            stands,
            tuple(some),
        )


def root_of(one: Administration, facts: Iterable[Kept]) -> uuid.UUID:
    """The first record of what this one says, through what it amends."""
    known = {each.id: each.administration for each in facts}
    seen = set[uuid.UUID]()
    while one.amends is not None and one.amends in known and one.id not in seen:
        seen.add(one.id)
        one = known[one.amends]
    return one.id


def _moment(one: DoseValue) -> str:
    name = one.slot.partition("/")[2]
    return name if name in MOMENTS else OTHER_HOURS


def _dose(person_id: uuid.UUID, one: DoseValue) -> Dose:
    on, _, at = one.slot.partition("/")
    return Dose(
        id=one.id,
        chain=one.chain,
        line=one.line,
        person=person_id,
        act=one.act,  # type: ignore[arg-type]
        on=date.fromisoformat(on),
        at=at,
        due_at=one.due_at,
        early_minutes=one.early_minutes,
        late_minutes=one.late_minutes,
        amount=one.amount,
        is_absent=one.is_absent,
    )
