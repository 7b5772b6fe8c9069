"""Stays, made of movements."""

from datetime import UTC, datetime, timedelta

from app.areas.persons.stays import stays_of
from app.areas.persons.values import MovementValue

START = datetime(2026, 1, 5, 14, tzinfo=UTC)


def on(day, kind, room="101", unit="Glycines"):
    return MovementValue(kind, unit, room, None, START + timedelta(days=day))


def told(movements):
    return [
        (
            (stay.from_at - START).days,
            stay.left_at and (stay.left_at - START).days,
            [
                (one.room, (one.from_at - START).days, one.until_at and (one.until_at - START).days)
                for one in stay.places
            ],
        )
        for stay in stays_of(movements)
    ]


def test_nobody_who_never_moved_in_has_a_stay():
    assert stays_of([]) == []


def test_absences_do_not_end_what_somebody_holds():
    assert told([on(0, "admission"), on(3, "hospital"), on(9, "return")]) == [
        (0, None, [("101", 0, None)])
    ]


def test_each_room_is_told_from_when_to_when_whatever_the_order_they_come_in():
    moves = [on(0, "admission"), on(10, "room", "102"), on(40, "departure", "102")]
    assert told(reversed(moves)) == [(0, 40, [("101", 0, 10), ("102", 10, 40)])]


def test_a_room_held_twice_is_told_twice():
    moves = [on(0, "admission"), on(10, "room", "102"), on(20, "room", "101")]
    assert told(moves) == [(0, None, [("101", 0, 10), ("102", 10, 20), ("101", 20, None)])]


def test_a_departure_taken_back_ends_nothing():
    moves = [on(0, "admission"), on(10, "departure"), on(11, "return")]
    assert told(moves) == [(0, None, [("101", 0, None)])]


def test_who_is_admitted_again_has_two_stays_the_latest_first():
    moves = [on(0, "admission"), on(10, "departure"), on(30, "admission", "103")]
    assert told(moves) == [(30, None, [("103", 30, None)]), (0, 10, [("101", 0, 10)])]
