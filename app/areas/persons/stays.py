"""A person's stays, made of their movements: from when to when, and in which rooms. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.areas.persons.values import MovementValue


@dataclass(frozen=True, slots=True)
class PlaceHeld:
    """A room of a unit; `until_at` None while it is theirs."""

    unit: str | None
    room: str | None
    from_at: datetime
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StayShown:
    """One stay, with the places held in it, oldest first; `left_at` None while it lasts."""

    from_at: datetime
    left_at: datetime | None
    places: tuple[PlaceHeld, ...]


def stays_of(movements: Iterable[MovementValue]) -> list[StayShown]:
    """The stays, the latest first. A departure that was taken back ends nothing."""
    stays: list[StayShown] = []
    for one in sorted(movements, key=lambda one: one.occurred_at):
        if one.kind == "admission" or not stays:
            stays.append(StayShown(one.occurred_at, None, ()))
        stays[-1] = _after(stays[-1], one)
    return stays[::-1]


def _after(stay: StayShown, one: MovementValue) -> StayShown:
    if one.kind == "departure":
        closed = _closed(stay.places, one.occurred_at)
        return replace(stay, left_at=one.occurred_at, places=closed)
    last = stay.places[-1] if stay.places else None
    if last is not None and (last.unit, last.room) == (one.unit, one.room):
        held = (*stay.places[:-1], replace(last, until_at=None))
    else:
        place = PlaceHeld(one.unit, one.room, one.occurred_at)
        held = (*_closed(stay.places, one.occurred_at), place)
    return replace(stay, left_at=None, places=held)


def _closed(places: tuple[PlaceHeld, ...], at: datetime) -> tuple[PlaceHeld, ...]:
    if not places or places[-1].until_at is not None:
        return places
    return (*places[:-1], replace(places[-1], until_at=at))
