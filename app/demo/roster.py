"""Who is at work at a moment, and who may write, acknowledge or read there then."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from app.demo.values import Shift, StaffMember, Unit
from app.gate.auth.policy import allows


class Roster:
    """The duty plan of one home, asked by moment and unit."""

    def __init__(
        self, staff: Iterable[StaffMember], shifts: Iterable[Shift], units: Iterable[Unit]
    ) -> None:
        self._members = {member.id: member for member in staff}
        self._unit_ids = {unit.key: unit.id for unit in units}
        self._by_day: dict[int, list[Shift]] = {}
        self._by_staff: dict[UUID, list[Shift]] = {member: [] for member in self._members}
        for shift in shifts:
            self._by_staff[shift.staff].append(shift)
            for day in {_day(shift.starts_at), _day(shift.ends_at)}:
                self._by_day.setdefault(day, []).append(shift)

    def author(self, role: str, unit: str, at: datetime, rng: random.Random) -> UUID | None:
        """One of those with that role at work for the unit at that moment, or None."""
        able = [each.id for each in self.at_work(unit, at) if each.role == role]
        return rng.choice(able) if able else None

    def at_work(self, unit: str, at: datetime) -> list[StaffMember]:
        """Everybody on duty for the unit at that moment."""
        return [
            self._members[shift.staff]
            for shift in self._by_day.get(_day(at), ())
            if shift.covers(at) and self._is_for(shift, unit)
        ]

    def nurse_after(
        self, unit: str, at: datetime, rng: random.Random
    ) -> tuple[UUID, datetime] | None:
        """Who acknowledges an alarm raised at that moment, and when: at once if a nurse is there,
        else when one arrives."""
        for minutes in (rng.randint(4, 24), *range(30, 24 * 60, 30)):
            moment = at + timedelta(minutes=minutes)
            able = [m for m in self.at_work(unit, moment) if m.role == "nurse"]
            if able:
                return able[0].id, moment
        return None

    def readers(self, unit: str) -> list[StaffMember]:
        """Those whose assignments and role let them read the unit's journal."""
        return [
            member
            for member in self._members.values()
            if allows(member.role, "journal.read") and (not member.units or unit in member.units)
        ]

    def next_presence(self, staff: UUID, at: datetime) -> datetime | None:
        """When that person is at work from `at` on: at once when on duty, else at the next
        start."""
        for shift in self._by_staff[staff]:
            if shift.ends_at > at:
                return max(shift.starts_at, at)
        return None

    def _is_for(self, shift: Shift, unit: str) -> bool:
        if shift.unit is not None:
            return shift.unit == self._unit_ids[unit]
        units = self._members[shift.staff].units
        return not units or unit in units


def _day(at: datetime) -> int:
    return at.toordinal()
