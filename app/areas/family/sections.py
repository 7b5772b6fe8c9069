"""What is shown laid out as a page reads it: news day by day, documents, photos, appointments to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.family.values import (
    DayShown,
    ItemValue,
    RelativeValue,
    RoleOffered,
    Shown,
    ThreadShown,
    Window,
)
from app.areas.persons.queries import PersonValue
from app.gate.directory.structure import establishment_of

NEWS: Final = ("daily_life", "health")


def shown_to(
    session: Session,
    relative: RelativeValue,
    person: PersonValue,
    topics: frozenset[str],
    items: Sequence[ItemValue],
    threads: tuple[ThreadShown, ...] | None,
    write_to: tuple[RoleOffered, ...],
    window: Window,
    older: date | None,
    at: datetime,
) -> Shown:
    """The page of a relative, from the items that they see; of what is granted, it is about the window's topics."""
    asked = window.narrowed(topics)
    home = establishment_of(session, relative.establishment_id)
    zone = ZoneInfo(home.timezone)
    today = at.astimezone(zone).date()
    return Shown(
        relative_id=relative.id,
        relative_name=relative.name,
        person_id=person.id,
        person_name=person.name,
        person_first_name=person.given_name,
        establishment=home.name,
        zone=zone,
        at=at,
        topics=topics,
        days=_days(items) if asked & set(NEWS) else None,
        documents=_of("documents", items, asked),
        photos=_of("photos", items, asked),
        appointments=_to_come(items, asked, today),
        threads=threads,
        write_to=write_to,
        window=window,
        older=older,
    )


def _days(items: Sequence[ItemValue]) -> tuple[DayShown, ...]:
    days: dict[date, list[ItemValue]] = {}
    for one in items:
        if one.topic in NEWS:
            days.setdefault(one.day_on, []).append(one)
    return tuple(DayShown(day, tuple(days[day])) for day in sorted(days, reverse=True))


def _of(
    topic: str, items: Sequence[ItemValue], topics: frozenset[str]
) -> tuple[ItemValue, ...] | None:
    if topic not in topics:
        return None
    return tuple(one for one in items if one.topic == topic)


def _to_come(
    items: Sequence[ItemValue], topics: frozenset[str], today: date
) -> tuple[ItemValue, ...] | None:
    found = _of("appointments", items, topics)
    if found is None:
        return None
    coming = (one for one in found if one.day_on >= today)
    return tuple(sorted(coming, key=_moment))


def _moment(one: ItemValue) -> tuple[date, time]:
    """By the hour where the file says one; what was written for the day alone comes first."""
    return one.day_on, one.at.time() if one.at else time.min
