"""Too soon after what was actually given of the same substance, scheduled and as-needed alike.

What the plan wants between two doses is read from the lines; both tolerances may be taken off, and
never more than half. No published table gives the margin: docs/decisions.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from medication.prescription import Calendar, EveryDays, Weekdays
from medication.too_early import held_up, minutes_apart, too_early
from tests.medication.lines import (
    PARIS,
    SETTINGS,
    as_needed,
    daily,
    day,
    drug,
    due,
    given,
    line,
    paris,
    patch,
)
from tests.medication.vector_lines import instant, stamp

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "too_early.json").read_text(encoding="utf-8")
)
FOUR = line(daily("06:00", "12:00", "18:00", "23:59"), "Doliprane")
IF_NEEDED = line(as_needed(minutes=240), "si besoin")


def dose_of(one, at, act="give"):
    """Its dose due at that hour of the wall."""
    return next(
        each
        for each in due(one, at[:11] + "00:00", at[:11] + "23:59:59")
        if each.act == act and each.due_at == paris(at)
    )


def allowed(one, slot, now, *taken, lines=()):
    found = too_early(
        dose_of(one, f"2026-11-22 {slot}"),
        taken,
        SETTINGS,
        lines=[one, *lines],
        now=paris(f"2026-11-22 {now}"),
    )
    return found and found.allowed_at.astimezone(PARIS).strftime("%H:%M")


def apart(one, at, *others, of=None):
    return minutes_apart(dose_of(one, at), [one, *others], SETTINGS).get((of or one).chain)


def test_nothing_given_holds_nothing_up():
    assert allowed(FOUR, "12:00", "12:00") is None


def test_a_dose_given_late_holds_up_the_next():
    """Six hours apart, each within an hour: four at least. 06:00 was given at 10:30."""
    late = given(FOUR, "2026-11-22 10:30")
    assert allowed(FOUR, "12:00", "12:00", late) == "14:30"
    assert allowed(FOUR, "12:00", "14:30", late) is None


def test_a_dose_given_twice_is_too_early():
    assert allowed(FOUR, "12:00", "12:10", given(FOUR, "2026-11-22 12:00")) == "16:00"


def test_what_was_refused_holds_nothing_up():
    refused = given(FOUR, "2026-11-22 10:30", outcome="refused")
    assert allowed(FOUR, "12:00", "12:00", refused) is None


def test_an_as_needed_dose_holds_up_the_scheduled_one_for_its_own_interval():
    taken = given(IF_NEEDED, "2026-11-22 09:30")
    assert allowed(FOUR, "12:00", "12:00", taken, lines=[IF_NEEDED]) == "13:30"
    assert allowed(FOUR, "12:00", "13:30", taken, lines=[IF_NEEDED]) is None


def test_an_interdose_does_not_hold_up_the_background_treatment():
    background = line(daily("08:00", "20:00"), "Skénan", drug=drug("morphine"))
    interdose = line(as_needed(minutes=60), "interdose", drug=drug("morphine"))
    taken = given(interdose, "2026-11-22 07:45")
    assert allowed(background, "08:00", "08:00", taken, lines=[interdose]) is None


def test_two_lines_that_are_given_together_do_not_hold_each_other_up():
    """Levodopa in two strengths at the same hour."""
    weak, strong = (
        line(daily("08:00"), name, drug=drug("lévodopa", "levodopa")) for name in ("62,5", "125")
    )
    assert (
        allowed(weak, "08:00", "08:02", given(strong, "2026-11-22 08:00"), lines=[strong]) is None
    )


def test_another_line_of_the_substance_holds_up_by_what_the_plan_puts_between():
    """Ten hours and a half apart, less both tolerances: eight and a half."""
    morning, evening = (line(daily(at), at) for at in ("matin", "soir"))
    late = given(morning, "2026-11-22 11:30")
    assert allowed(evening, "18:30", "18:30", late, lines=[morning]) == "20:00"


def test_what_holds_up_longest_is_what_is_told():
    late, taken = given(FOUR, "2026-11-22 10:30"), given(IF_NEEDED, "2026-11-22 11:00")
    assert allowed(FOUR, "12:00", "12:00", late, taken, lines=[IF_NEEDED]) == "15:00"


def test_another_substance_holds_nothing_up():
    other = line(daily("matin"), "Lasilix", drug=drug("furosémide", "furosemide"))
    taken = given(other, "2026-11-22 11:59")
    assert allowed(FOUR, "12:00", "12:00", taken, lines=[other]) is None


def test_close_takings_are_never_nearer_than_half_of_what_the_plan_wants():
    """Two and a half hours between soir and coucher: both tolerances would leave half an hour."""
    assert apart(line(daily("soir", "coucher")), "2026-11-22 21:00") == 75


def test_the_first_dose_of_a_day_follows_the_last_of_the_day_before():
    assert apart(line(daily("matin", "soir")), "2026-11-22 08:00") == 13 * 60 + 30 - 120


def test_a_weekly_dose_has_six_days_before_it():
    weekly = line(daily("matin", days=Weekdays(frozenset({7}))))
    assert apart(weekly, "2026-11-22 08:00") == 6 * 24 * 60


def test_the_night_that_loses_an_hour_brings_two_mornings_closer():
    assert apart(line(daily("matin")), "2026-03-29 08:00") == 23 * 60 - 120
    assert apart(line(daily("matin")), "2026-10-25 08:00") == 25 * 60 - 120


def test_a_first_dose_of_all_follows_nothing():
    first = line(daily("matin", days=EveryDays(3, day("2026-11-22"))))
    assert apart(first, "2026-11-22 08:00") == 0
    alone = line(Calendar("soir", {day("2026-11-22"): as_needed().amount}))
    assert apart(alone, "2026-11-22 18:30") == 0


def test_taking_a_patch_off_is_never_too_early():
    worn = line(patch(24))
    off = dose_of(worn, "2026-11-22 08:00", "remove")
    assert minutes_apart(off, [worn], SETTINGS) == {}
    recent = given(worn, "2026-11-22 07:59")
    assert too_early(off, [recent], SETTINGS, lines=[worn], now=recent.at) is None


def test_a_line_that_stopped_still_counts_where_it_is_told():
    stopped = line(daily("06:00", "22:00"), "ancienne", ends_at=paris("2026-11-22 07:00"))
    new = line(daily("08:00"), "nouvelle", starts_at=paris("2026-11-22 07:30"))
    taken = given(stopped, "2026-11-22 07:45")
    assert allowed(new, "08:00", "08:00", taken, lines=[stopped]) == "08:45"
    assert allowed(new, "08:00", "08:00", taken) is None


def test_a_dose_without_its_line_is_not_judged():
    with pytest.raises(KeyError):
        minutes_apart(dose_of(FOUR, "2026-11-22 12:00"), [IF_NEEDED], SETTINGS)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_examples_that_tablets_share(case):
    lines = {name: line(as_needed(), name) for name in VECTORS["lines"]}
    apart = {lines[name].chain: minutes for name, minutes in case["minutes_apart"].items()}
    taken = [
        replace(
            given(lines[told["line"]], "2026-01-01 00:00", outcome=told["outcome"]),
            at=instant(told["at"]),
        )
        for told in case["given"]
    ]
    found = held_up(taken, apart, instant(case["now"]))
    told = found and {
        "last": case["given"][taken.index(found.last)]["line"],
        "allowed_at": stamp(found.allowed_at),
    }
    assert told == case["is"]
