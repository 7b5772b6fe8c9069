"""A patch is put on, checked each day, taken off: three acts, and none is left on."""

import pytest

from medication.prescription import EveryDays, Patch, Pause, Weekdays
from tests.medication.lines import daily, day, due, line, paris, patch, walls

THREE_DAYS = EveryDays(3, day("2026-11-02"))


def acts(found):
    return [(one.act, walls([one], one.act)[0]) for one in found]


def test_a_patch_of_three_days_is_checked_on_two_and_comes_off_when_the_next_goes_on():
    """Fentanyl, 72 hours. RCP Durogesic, 4.2: a new patch every 72 hours, the old one taken off.
    FDA Drug Safety Communication, 23 September 2013: look that it still sticks."""
    found = due(line(patch(72, THREE_DAYS)), "2026-11-05 00:00", "2026-11-08 12:00")
    assert acts(found) == [
        ("remove", "05/11 08:00"),
        ("give", "05/11 08:00"),
        ("check", "06/11 08:00"),
        ("check", "07/11 08:00"),
        ("remove", "08/11 08:00"),
        ("give", "08/11 08:00"),
    ]
    assert {one.amount for one in found if one.act != "give"} == {None}


def test_a_patch_of_a_day_comes_off_the_next_morning_also_when_the_night_loses_an_hour():
    """Rivastigmine, 24 hours."""
    found = due(line(patch(24)), "2026-03-28 09:00", "2026-03-30 09:00")
    assert acts(found) == [
        ("remove", "29/03 08:00"),
        ("give", "29/03 08:00"),
        ("remove", "30/03 08:00"),
        ("give", "30/03 08:00"),
    ]


@pytest.mark.parametrize(
    ("on", "off"), [("2026-03-28", "29/03 08:00"), ("2026-10-24", "25/10 08:00")]
)
def test_a_patch_comes_off_by_the_clock_on_the_wall(on, off):
    """A day of 23 hours, one of 25: nobody takes a patch of 24 hours off at 9 or at 7."""
    alone = line(patch(24, EveryDays(9, day(on))))
    assert walls(due(alone, f"{on} 12:00", f"{on[:8]}30 00:00"), "remove") == [off]


def test_a_patch_of_twelve_hours_comes_off_in_the_evening():
    """Trinitrine: RCP, 4.2, an interval without a patch avoids tolerance."""
    found = due(line(patch(12)), "2026-11-22 00:00", "2026-11-23 00:00")
    assert acts(found) == [("give", "22/11 08:00"), ("remove", "22/11 20:00")]
    assert [one.at for one in found] == ["matin", "20:00"]


def test_a_patch_put_on_before_the_window_comes_off_in_it():
    weekly = line(patch(7 * 24, EveryDays(7, day("2026-11-02"))))
    assert acts(due(weekly, "2026-11-08 12:00", "2026-11-09 08:30")) == [
        ("remove", "09/11 08:00"),
        ("give", "09/11 08:00"),
    ]


def test_a_line_that_stops_takes_its_patch_off_at_once():
    stopped = line(patch(72, THREE_DAYS), ends_at=paris("2026-11-06 15:00"))
    found = due(stopped, "2026-11-05 12:00", "2026-11-20 00:00")
    assert acts(found) == [("check", "06/11 08:00"), ("remove", "06/11 15:00")]
    assert found[-1].at == "15:00"


def test_taking_off_sooner_is_the_same_act():
    planned = due(line(patch(72, THREE_DAYS)), "2026-11-08 00:00", "2026-11-08 08:01")[0]
    stopped = line(patch(72, THREE_DAYS), ends_at=paris("2026-11-06 15:00"))
    sooner = due(stopped, "2026-11-06 12:00", "2026-11-07 00:00")[0]
    assert planned.act == sooner.act == "remove"
    assert planned.id == sooner.id


def test_a_line_that_ends_with_its_patch_takes_it_off_at_its_hour():
    ending = line(patch(72, THREE_DAYS), ends_at=paris("2026-11-05 08:00"))
    assert acts(due(ending, "2026-11-04 12:00", "2026-11-20 00:00")) == [("remove", "05/11 08:00")]


def test_a_line_that_is_suspended_takes_its_patch_off_at_once():
    pause = Pause(paris("2026-11-06 15:00"), paris("2026-11-10 00:00"), "somnolence")
    found = due(
        line(patch(72, THREE_DAYS), pauses=(pause,)), "2026-11-06 00:00", "2026-11-12 00:00"
    )
    assert acts(found) == [
        ("check", "06/11 08:00"),
        ("remove", "06/11 15:00"),
        ("give", "11/11 08:00"),
    ]


def test_a_suspension_that_is_over_before_the_patch_goes_on_takes_nothing_off():
    pause = Pause(paris("2026-11-03 15:00"), paris("2026-11-04 00:00"), "fièvre")
    found = due(
        line(patch(72, THREE_DAYS), pauses=(pause,)), "2026-11-05 08:00", "2026-11-08 08:00"
    )
    assert [one.act for one in found] == ["give", "check", "check"]


def changed(at, days, wear=72, **changes):
    """A version until `at`, another from then on."""
    instant = paris(at)
    before = line(patch(72, THREE_DAYS), superseded_at=instant)
    after = line(patch(wear, days), version=2, starts_at=instant, **changes)
    return before, after


def test_a_change_of_words_leaves_the_patch_until_its_hour():
    before, after = changed("2026-11-06 15:00", THREE_DAYS)
    found = due([before, after], "2026-11-06 00:00", "2026-11-08 12:00")
    assert acts(found) == [
        ("check", "06/11 08:00"),
        ("check", "07/11 08:00"),
        ("remove", "08/11 08:00"),
        ("give", "08/11 08:00"),
    ]
    assert [one.line for one in found] == [before.id, before.id, before.id, after.id]


def test_a_new_strength_takes_the_old_patch_off_when_its_own_goes_on():
    """Two fentanyl patches at once are an overdose: the old one never outlives the new one's hour."""
    before, after = changed("2026-11-07 08:00", EveryDays(3, day("2026-11-07")))
    found = due([before, after], "2026-11-06 00:00", "2026-11-08 12:00")
    assert acts(found) == [
        ("check", "06/11 08:00"),
        ("remove", "07/11 08:00"),
        ("give", "07/11 08:00"),
        ("check", "08/11 08:00"),
    ]


def test_a_change_to_tablets_takes_the_patch_off():
    at = paris("2026-11-06 15:00")
    before = line(patch(72, THREE_DAYS), superseded_at=at)
    after = line(daily("soir"), version=2, starts_at=at)
    assert acts(due([before, after], "2026-11-06 12:00", "2026-11-07 00:00")) == [
        ("remove", "06/11 15:00"),
        ("give", "06/11 18:30"),
    ]


def test_a_version_that_never_puts_a_patch_on_takes_the_old_one_off_when_it_ends_or_is_suspended():
    later = EveryDays(30, day("2026-12-01"))
    before, after = changed("2026-11-06 15:00", later, ends_at=paris("2026-11-07 10:00"))
    assert acts(due([before, after], "2026-11-06 12:00", "2026-11-20 00:00")) == [
        ("check", "07/11 08:00"),
        ("remove", "07/11 10:00"),
    ]
    since = (Pause(paris("2026-11-01 00:00"), None, "hospitalisation"),)
    before, after = changed("2026-11-06 15:00", later, pauses=since)
    assert acts(due([before, after], "2026-11-06 12:00", "2026-11-20 00:00")) == [
        ("remove", "06/11 15:00")
    ]


def test_a_third_version_may_put_the_patch_that_takes_the_old_one_off():
    early, late = paris("2026-11-06 15:00"), paris("2026-11-07 06:00")
    versions = [
        line(patch(72, THREE_DAYS), superseded_at=early),
        line(patch(72, EveryDays(30, day("2026-12-01"))), version=2, starts_at=early),
        line(patch(72, EveryDays(3, day("2026-11-07"))), version=3, starts_at=late),
    ]
    assert acts(due(versions, "2026-11-06 12:00", "2026-11-07 12:00")) == [
        ("remove", "07/11 08:00"),
        ("give", "07/11 08:00"),
    ]


def test_the_next_patch_takes_the_one_before_off():
    """Estradiol, Mondays and Thursdays, worn for up to four days."""
    twice = Weekdays(frozenset({1, 4}))
    found = due(line(patch(96, twice)), "2026-11-05 00:00", "2026-11-10 00:00")
    assert acts(found) == [
        ("remove", "05/11 08:00"),
        ("give", "05/11 08:00"),
        ("check", "06/11 08:00"),
        ("check", "07/11 08:00"),
        ("check", "08/11 08:00"),
        ("remove", "09/11 08:00"),
        ("give", "09/11 08:00"),
    ]


def test_a_patch_has_the_tolerance_of_its_rhythm():
    [found] = due(
        line(patch(168, EveryDays(7, day("2026-11-02")))), "2026-11-03 00:00", "2026-11-04 00:00"
    )
    assert (found.act, found.late_minutes) == ("check", 720)


def test_an_hour_of_the_wall_is_as_good_as_a_moment():
    scheme = Patch("09:15", patch(24).amount, 24)
    found = due(line(scheme), "2026-11-22 09:00", "2026-11-22 10:00")
    assert [(one.act, one.at) for one in found] == [("remove", "09:15"), ("give", "09:15")]
