"""What waits for somebody: oral orders to sign, INR controls that come or are past, calendars that run out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from app.areas.prescribing.commands import prescribe, stop
from app.areas.prescribing.waiting import inr_controls, unsigned
from medication.prescription import Calendar
from tests.areas.conftest import HOUR, NOW
from tests.areas.prescribing.conftest import Ward, draft

TODAY = date(2026, 11, 21)


def calendar(days: int, control_on: date | None) -> Calendar:
    amounts = {TODAY + timedelta(day): Decimal(1) for day in range(days)}
    return Calendar("soir", amounts, None, control_on)


def inr(ward: Ward) -> list[tuple[date, date]]:
    found = ward.ask(inr_controls, [ward.lenoir], now=NOW, today=TODAY)
    return [(each.on, each.until) for each in found]


def test_an_oral_order_waits_until_it_is_written_even_when_it_stops_a_line(ward: Ward) -> None:
    written = ward.do(prescribe, ward.nadia, ward.lenoir, draft())
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(is_to_sign=True))
    assert len(ward.ask(unsigned, [ward.lenoir], now=NOW)) == 1
    chain, seen = written.line.chain, written.line.id
    about = {"reason": "Chute", "seen": seen, "now": NOW + HOUR, "is_to_sign": True}
    ward.do(stop, ward.nadia, chain, **about)
    found = ward.ask(unsigned, [ward.lenoir], now=NOW)
    assert [one.kind for one in found] == ["prescribed", "stopped"]
    assert ward.ask(unsigned, [], now=NOW) == []


def test_an_inr_is_told_three_days_before_and_as_long_as_it_is_not_done(ward: Ward) -> None:
    late, soon, far = (TODAY + timedelta(day) for day in (-2, 3, 4))
    for control in (soon, far, late):
        ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=calendar(20, control)))
    assert [on for on, _ in inr(ward)] == [late, soon]


def test_a_calendar_that_runs_out_is_told_whatever_its_control(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=calendar(2, None)))
    last = TODAY + timedelta(1)
    assert inr(ward) == [(last, last)]
