"""Whatever the lines say, no dose is lost and none is doubled: over any split of the window, any
suspension, any change of version, any absence, and over the nights when clocks change."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medication.prescription import (
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    Line,
    MonthDays,
    Patch,
    Pause,
    Regular,
    Rung,
    Sliding,
    Step,
    Tapering,
    Weekdays,
)
from medication.schedule import Absence, dose_id, doses
from medication.settings import MOMENTS
from medication.slots import hour_of, instant
from medication.takes import takes_on
from tests.medication.lines import SETTINGS, line, takes

ROUNDS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEASONS = (date(2026, 3, 27), date(2026, 10, 23), date(2028, 2, 27), date(2026, 12, 29))
"""Around both changes of clocks, the leap day, new year."""
SPREAD = 8
HOURS = (*MOMENTS, "00:00", "00:30", "02:30", "03:00", "23:59")

firsts = st.sampled_from(SEASONS)


@cache
def moments_around(first: date) -> st.SearchStrategy[datetime]:
    """To the half hour, or to the very instant of a slot."""
    days = [first + timedelta(days=count) for count in range(SPREAD + 1)]
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    halves = [midnight + timedelta(minutes=30 * count) for count in range(48 * SPREAD)]
    slots = [instant(on, hour_of(at, SETTINGS), SETTINGS.zone) for on in days for at in HOURS]
    return st.sampled_from(slots) | st.sampled_from(halves)


@cache
def day_rules(first: date):
    begun = st.integers(-5, 5).map(lambda days: first + timedelta(days=days))
    return st.one_of(
        st.just(EveryDay()),
        st.builds(Weekdays, st.frozensets(st.integers(1, 7), min_size=1)),
        st.builds(EveryDays, st.integers(1, 4), begun),
        st.builds(Cycle, st.integers(1, 3), st.integers(0, 3), begun),
        st.builds(MonthDays, st.frozensets(st.integers(1, 31), min_size=1, max_size=6)),
    )


@cache
def takings():
    return st.lists(st.sampled_from(HOURS), min_size=1, max_size=4, unique=True).map(
        lambda slots: takes(*slots)
    )


@cache
def swallowed(first: date):
    days = day_rules(first)
    steps = st.lists(st.tuples(st.integers(0, 2), takings(), days), min_size=1, max_size=3)
    amounts = st.dictionaries(
        st.integers(0, SPREAD).map(lambda count: first + timedelta(days=count)),
        st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]),
    )
    return st.one_of(
        st.builds(Regular, takings(), days),
        st.builds(Sliding, takings(), days, st.just((Rung(None, Decimal(4)),))),
        steps.map(lambda told: Tapering(_follow(first, told))),
        st.builds(Calendar, st.sampled_from(HOURS), amounts),
    )


def _follow(first, told):
    steps, on = [], first - timedelta(days=2)
    for gap, slots, days in told:
        on += timedelta(days=gap + 1)
        steps.append(Step(on, slots, days))
    return tuple(steps)


@cache
def patches(first: date):
    wear = st.sampled_from([12, 16, 24, 48, 72, 96, 168])
    rules = st.one_of(
        st.just(EveryDay()),
        st.builds(EveryDays, st.integers(1, 4), st.just(first)),
    )
    return st.builds(Patch, st.sampled_from(HOURS), st.just(Decimal(1)), wear, rules)


@st.composite
def chains(draw: st.DrawFn, first: date, of=None) -> list[Line]:
    """One to four versions that take over from one another, each with its pauses."""
    schemes = swallowed(first) | patches(first) if of is None else of
    versions = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        starts_at = draw(moments_around(first))
        ends_at = draw(st.none() | moments_around(first))
        versions.append(
            line(
                draw(schemes),
                version=number,
                starts_at=starts_at,
                ends_at=ends_at if ends_at and ends_at > starts_at else None,
                superseded_at=draw(st.none() | moments_around(first)),
                pauses=tuple(draw(st.lists(pauses(first), max_size=2))),
            )
        )
    return versions


@cache
def pauses(first: date) -> st.SearchStrategy[Pause]:
    moments = moments_around(first)
    return st.tuples(moments, st.none() | moments).map(
        lambda told: Pause(told[0], told[1] if told[1] and told[1] > told[0] else None, "")
    )


def whole(first: date) -> tuple[datetime, datetime]:
    """Wide enough that whatever is due is in it, patches of a week included."""
    midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return midnight - timedelta(days=10), midnight + timedelta(days=SPREAD + 12)


@ROUNDS
@given(st.data(), firsts)
def test_a_window_in_pieces_has_the_doses_of_the_whole(data, first):
    versions = data.draw(chains(first))
    from_at, until_at = whole(first)
    cuts = sorted(data.draw(st.lists(moments_around(first), max_size=5)))
    bounds = [from_at, *cuts, until_at]
    pieces = [dose for window in pairwise(bounds) for dose in doses(versions, (), window, SETTINGS)]
    assert pieces == doses(versions, (), (from_at, until_at), SETTINGS)


@ROUNDS
@given(st.data(), firsts)
def test_no_identity_comes_twice(data, first):
    versions = data.draw(chains(first))
    counted = Counter(dose.id for dose in doses(versions, (), whole(first), SETTINGS))
    assert not counted or max(counted.values()) == 1


@ROUNDS
@given(st.data(), firsts)
def test_each_slot_of_each_day_is_there_whatever_the_clocks_do(data, first):
    """Told the naive way, day by day and hour by hour, the schedule says the same."""
    scheme = data.draw(swallowed(first))
    from_at, until_at = whole(first)
    days = [first + timedelta(days=count) for count in range(-9, SPREAD + 11)]
    expected = Counter((on, take.at) for on in days for take in takes_on(scheme, on))
    found = doses([line(scheme)], (), (from_at, until_at), SETTINGS)
    inside = Counter((one.on, one.at) for one in found if days[0] <= one.on <= days[-1])
    assert inside == expected


@ROUNDS
@given(st.data(), firsts)
def test_a_suspension_takes_out_what_falls_in_it_and_nothing_else(data, first):
    scheme, pause = data.draw(swallowed(first)), data.draw(pauses(first))
    before = doses([line(scheme)], (), whole(first), SETTINGS)
    after = doses([line(scheme, pauses=(pause,))], (), whole(first), SETTINGS)
    assert after == [
        one
        for one in before
        if one.due_at < pause.from_at
        or (pause.until_at is not None and one.due_at >= pause.until_at)
    ]


@ROUNDS
@given(st.data(), firsts)
def test_versions_that_say_the_same_are_as_one_line(data, first):
    """However many times a line is rewritten with its scheme, each dose is due once, the same."""
    scheme = data.draw(st.one_of(swallowed(first), patches(first)))
    changes = sorted(data.draw(st.lists(moments_around(first), max_size=4)))
    versions = [line(scheme)] + [
        line(scheme, version=number, starts_at=at) for number, at in enumerate(changes, start=2)
    ]
    asked = data.draw(st.permutations(versions))
    told = [(one.id, one.due_at) for one in doses(asked, (), whole(first), SETTINGS)]
    alone = doses([line(scheme)], (), whole(first), SETTINGS)
    assert told == [(one.id, one.due_at) for one in alone]


@ROUNDS
@given(st.data(), firsts)
def test_a_change_leaves_what_was_before_it_and_gives_what_comes_after(data, first):
    old, new = data.draw(swallowed(first)), data.draw(swallowed(first))
    at = data.draw(moments_around(first))
    versions = [line(old, superseded_at=at), line(new, version=2, starts_at=at)]
    both = doses(versions, (), whole(first), SETTINGS)
    before = doses([line(old)], (), whole(first), SETTINGS)
    after = doses([line(new, version=2)], (), whole(first), SETTINGS)
    assert both == [one for one in before if one.due_at < at] + [
        one for one in after if one.due_at >= at
    ]


@ROUNDS
@given(st.data(), firsts)
def test_an_absence_marks_and_takes_nothing_out(data, first):
    versions = data.draw(chains(first))
    spans = data.draw(st.lists(pauses(first), max_size=3))
    away = [Absence(one.from_at, one.until_at, "sortie") for one in spans]
    here = doses(versions, (), whole(first), SETTINGS)
    found = doses(versions, away, whole(first), SETTINGS)
    assert [(one.id, one.due_at) for one in found] == [(one.id, one.due_at) for one in here]
    for dose in found:
        assert dose.is_absent == any(one.covers(dose.due_at) for one in away)
    assert not any(dose.is_absent for dose in here)


@ROUNDS
@given(st.data(), firsts)
def test_every_patch_put_on_comes_off_once_and_within_the_hours_it_is_worn(data, first):
    versions = data.draw(chains(first, patches(first)))
    from_at, until_at = whole(first)
    found = doses(versions, (), (from_at, until_at + timedelta(days=10)), SETTINGS)
    put = [one for one in found if one.act == "give" and one.due_at < until_at]
    off = [one for one in found if one.act == "remove"]
    worn = {one.id: one.scheme.wear_hours for one in versions}
    for one in put:
        hours = worn[one.line]
        [removed] = [each for each in off if _comes_off(each, one)]
        assert timedelta(0) < removed.due_at - one.due_at <= timedelta(hours=hours + 1)
        assert removed.line == one.line


def _comes_off(removed, put):
    return removed.id == dose_id(put.chain, put.on, put.at, "remove")
