"""When a version is given: without its suspensions, from now on."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from medication.prescription import Pause
from medication.spans import Span
from medication.stretches import holds, meet, stretches
from tests.medication.treatments import NOW, STARTED, line

DOLIPRANE = "60234100"


def at(hours):
    return NOW + timedelta(hours=hours)


def held(*pauses, until=None, starts=None):
    one = line(DOLIPRANE, pauses=tuple(Pause(begin, end, "x") for begin, end in pauses))
    return stretches(Span(one, starts or STARTED, until), NOW)


def test_a_line_without_an_end_holds_from_now_on():
    assert held() == ((NOW, None),)
    assert held(starts=at(5), until=at(9)) == ((at(5), at(9)),)


def test_what_is_over_holds_no_more():
    assert held(until=at(-1)) == ()
    assert held(until=NOW) == ()


def test_a_suspension_cuts_it_in_two():
    assert held((at(2), at(4))) == ((NOW, at(2)), (at(4), None))
    assert held((at(2), at(4)), until=at(6)) == ((NOW, at(2)), (at(4), at(6)))


def test_a_suspension_without_an_end_ends_it():
    assert held((at(2), None)) == ((NOW, at(2)),)
    assert held((at(-2), None)) == ()


def test_a_suspension_that_is_over_cuts_nothing():
    assert held((at(-9), at(-3))) == ((NOW, None),)


def test_a_suspension_beyond_the_end_cuts_nothing():
    assert held((at(8), at(9)), until=at(6)) == ((NOW, at(6)),)


def test_two_meet_when_they_share_an_instant():
    assert meet(((NOW, at(2)),), ((at(1), None),))
    assert not meet(((NOW, at(2)),), ((at(2), None),))
    assert meet(((NOW, None),), ((at(9), None),))


hours = st.integers(-48, 96)
pauses = st.lists(st.tuples(hours, st.one_of(st.none(), hours)), max_size=4)


@given(pauses=pauses, until=st.one_of(st.none(), hours), moment=st.integers(0, 120))
@settings(max_examples=200, deadline=None)
def test_an_instant_is_held_when_no_suspension_and_no_end_is_at_it(pauses, until, moment):
    real = [(a, b) for a, b in pauses if b is None or a < b]
    parts = held(
        *((at(a), None if b is None else at(b)) for a, b in real),
        until=None if until is None else at(until),
    )
    paused = any(a <= moment and (b is None or moment < b) for a, b in real)
    assert holds(parts, at(moment)) == (not paused and (until is None or moment < until))
    assert list(parts) == sorted(parts, key=lambda part: part[0])
