"""The duty plan: two weeks past and one ahead, with eleven hours of rest between two shifts.

Mornings are 6:45–14:15, afternoons 13:45–21:15, nights 21:00–7:00, local time. The plan is dealt
day by day to whoever has worked least; it never depends on the order of a dictionary or on a random
number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.demo.values import Shift, StaffMember, demo_id

DAYS_BEFORE, DAYS_AFTER = 15, 7
REST = timedelta(hours=11)
DAYS_A_WEEK = 5

MORNING = (time(6, 45), time(14, 15))
AFTERNOON = (time(13, 45), time(21, 15))
NIGHT = (time(21, 0), time(7, 0))

Hours = tuple[time, time]

_SLOTS: dict[str, tuple[Hours, ...]] = {
    "glycines": (MORNING, AFTERNOON),
    "capucines": (MORNING, AFTERNOON),
    "jasmin": (MORNING, AFTERNOON),
    "nurses": (MORNING, AFTERNOON),
    "night": (NIGHT,),
    "home-care": (
        (time(7, 0), time(14, 0)),
        (time(7, 30), time(14, 30)),
        (time(14, 30), time(20, 30)),
    ),
    "home-care-nurse": ((time(7, 15), time(14, 45)),),
}
"""Slots to be held every day of the year by one of the team."""

_FIXED: dict[str, tuple[frozenset[int], Hours]] = {
    "weekdays": (frozenset({0, 1, 2, 3, 4}), (time(8, 45), time(17, 0))),
    "activities": (frozenset({0, 1, 2, 3, 4}), (time(10, 0), time(17, 30))),
    "paramedical": (frozenset({0, 2, 4}), (time(9, 0), time(16, 30))),
    "physician": (frozenset({1, 3}), (time(14, 0), time(18, 0))),
    "pharmacist": (frozenset({2}), (time(9, 0), time(12, 30))),
    "wednesdays": (frozenset({2}), (time(9, 0), time(16, 0))),
    "days": (frozenset(range(7)), (time(8, 0), time(20, 0))),
}
"""Weekdays (Monday is 0) and hours of those who come on the same days every week."""

_UNIT_TEAMS = frozenset({"glycines", "capucines", "jasmin"})


@dataclass(frozen=True, slots=True)
class _Slot:
    team: str
    starts_at: datetime
    ends_at: datetime


def plan(
    staff: Iterable[StaffMember], units: dict[str, UUID], *, now: datetime, zone: ZoneInfo
) -> tuple[Shift, ...]:
    """The shifts of the staff around `now` (aware), in the order of time. Aïcha and Nadia hold the
    day slot that `now` falls in, so that whoever opens the demo by day finds them at work."""
    members = list(staff)
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=n) for n in range(-DAYS_BEFORE, DAYS_AFTER + 1)]
    held: dict[UUID, list[_Slot]] = {member.id: [] for member in members}
    slots = [slot for day in days for slot in _daily_slots(members, day, zone)]
    for slot in sorted(slots, key=lambda each: not _holds_now(each, now)):
        member = _whose_turn(slot, members, held, now)
        held[member.id].append(slot)
    for member in members:
        held[member.id].extend(_fixed_slots(member, days, zone))
    shifts = [_shift(member, slot, units) for member in members for slot in held[member.id]]
    return tuple(sorted(shifts, key=lambda shift: (shift.starts_at, shift.id)))


def _daily_slots(members: list[StaffMember], day: date, zone: ZoneInfo) -> Iterator[_Slot]:
    for team in dict.fromkeys(member.pattern for member in members):
        for hours in _SLOTS.get(team, ()):
            yield _Slot(team, *_between(day, hours, zone))


def _fixed_slots(member: StaffMember, days: list[date], zone: ZoneInfo) -> Iterator[_Slot]:
    if member.pattern in _FIXED:
        weekdays, hours = _FIXED[member.pattern]
        for day in days:
            if day.weekday() in weekdays:
                yield _Slot(member.pattern, *_between(day, hours, zone))


def _between(day: date, hours: Hours, zone: ZoneInfo) -> tuple[datetime, datetime]:
    starts, ends = hours
    end_day = day if starts < ends else day + timedelta(days=1)
    return (
        datetime.combine(day, starts, tzinfo=zone).astimezone(ZoneInfo("UTC")),
        datetime.combine(end_day, ends, tzinfo=zone).astimezone(ZoneInfo("UTC")),
    )


def _holds_now(slot: _Slot, now: datetime) -> bool:
    return slot.starts_at <= now < slot.ends_at


def _whose_turn(
    slot: _Slot, members: list[StaffMember], held: dict[UUID, list[_Slot]], now: datetime
) -> StaffMember:
    teams = {slot.team, "relief"} if slot.team in _UNIT_TEAMS else {slot.team}
    able = [m for m in members if m.pattern in teams and _is_rested(held[m.id], slot)]
    fresh = [m for m in able if _days_around(held[m.id], slot) < DAYS_A_WEEK]
    if _holds_now(slot, now):
        for member in fresh:
            if member.key in {"aicha", "nadia"}:
                return member
    return min(fresh or able, key=lambda m: (_days_around(held[m.id], slot), len(held[m.id])))


def _is_rested(held: list[_Slot], slot: _Slot) -> bool:
    return all(
        slot.starts_at - other.ends_at >= REST or other.starts_at - slot.ends_at >= REST
        for other in held
    )


def _days_around(held: list[_Slot], slot: _Slot) -> int:
    return sum(abs(other.starts_at - slot.starts_at) <= timedelta(days=6) for other in held)


def _shift(member: StaffMember, slot: _Slot, units: dict[str, UUID]) -> Shift:
    unit = units[slot.team] if slot.team in _UNIT_TEAMS else None
    return Shift(
        demo_id("shift", member.key, slot.starts_at.isoformat()),
        member.id,
        unit,
        slot.starts_at,
        slot.ends_at,
    )
