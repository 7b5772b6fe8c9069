"""A month of treatment: what was due on each day, what somebody recorded, and never more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from medication.month import STATES, grid, month_window
from medication.outcomes import OUTCOMES
from medication.prescription import Pause, Step, Tapering, Weekdays
from medication.schedule import Absence, doses
from tests.medication.lines import SETTINGS, as_needed, daily, day, drug, line, paris, patch, takes

NOVEMBER = day("2026-11-15")
NOW = paris("2026-11-22 10:00")
DAILY = line(daily("matin", "soir"), "Doliprane", drug=drug("paracétamol"))


def grid_of(*versions, outcomes=None, away=(), month=NOVEMBER):
    window = month_window(month, SETTINGS)
    due = doses(versions, away, window, SETTINGS)
    return grid(versions, due, outcomes, month, settings=SETTINGS, now=NOW)


def states(found, slot=0, row=0):
    """The states of one hour, day after day; a dot where nothing is due."""
    return [cell.state if cell else "." for cell in found.rows[row].slots[slot].cells]


def test_a_month_has_its_days_and_a_row_for_each_hour_of_a_line():
    found = grid_of(DAILY)
    assert (len(found.days), found.days[0], found.days[-1]) == (
        *(30, day("2026-11-01"), day("2026-11-30")),
    )
    [row] = found.rows
    assert [(slot.at, slot.act) for slot in row.slots] == [("matin", "give"), ("soir", "give")]
    assert states(found) == ["due"] * 30
    assert row.slots[0].cells[0].amount == Decimal(1)
    assert row.slots[0].cells[0].words == "dû"


@pytest.mark.parametrize(
    ("month", "days"),
    [("2026-02-10", 28), ("2028-02-10", 29), ("2026-03-31", 31), ("2026-12-31", 31)],
)
def test_every_day_of_any_month_has_its_dose_whatever_the_clocks_do(month, days):
    assert states(grid_of(DAILY, month=day(month))) == ["due"] * days


def test_where_nobody_keeps_outcomes_nothing_is_called_untraced():
    assert "untraced" not in states(grid_of(DAILY))


def test_past_its_tolerance_without_a_record_a_dose_is_untraced_and_not_before():
    told = states(grid_of(DAILY, outcomes={}))
    assert told == ["untraced"] * 22 + ["due"] * 8
    assert states(grid_of(DAILY, outcomes={}), slot=1)[21] == "due"


def test_what_somebody_recorded_is_what_the_cell_says():
    first = doses([DAILY], (), month_window(NOVEMBER, SETTINGS), SETTINGS)[0]
    told = states(grid_of(DAILY, outcomes={first.id: "refused"}))
    assert told[:2] == ["refused", "untraced"]


def test_every_outcome_that_may_be_recorded_has_its_word():
    for act in OUTCOMES.values():
        assert set(act) <= set(STATES)
    assert STATES["conflict"] == "désaccord"
    assert STATES["perhaps_given"] == "peut-être donné"


def test_an_absence_never_makes_a_dose_untraced():
    away = Absence(paris("2026-11-03 00:00"), paris("2026-11-05 00:00"), "hospital")
    for outcomes in (None, {}):
        assert states(grid_of(DAILY, outcomes=outcomes, away=(away,)))[2:4] == ["absent"] * 2


def test_what_was_given_to_somebody_away_is_what_the_cell_says():
    away = Absence(paris("2026-11-01 00:00"), None, "outing")
    first = doses([DAILY], (), month_window(NOVEMBER, SETTINGS), SETTINGS)[0]
    told = states(grid_of(DAILY, outcomes={first.id: "handed_over"}, away=(away,)))
    assert told[:2] == ["handed_over", "absent"]


def test_a_suspended_dose_is_shown_where_it_would_have_been():
    pause = Pause(paris("2026-11-10 00:00"), paris("2026-11-12 12:00"), "diarrhée")
    found = grid_of(replace(DAILY, pauses=(pause,)))
    assert states(found)[9:12] == ["suspended"] * 3
    assert states(found, slot=1)[9:12] == ["suspended", "suspended", "due"]
    assert states(found).count("suspended") == 3


def test_a_line_that_ended_in_a_suspension_has_nothing_after_its_end():
    pause = Pause(paris("2026-11-10 00:00"), None, "foie")
    found = grid_of(replace(DAILY, pauses=(pause,), ends_at=paris("2026-11-12 00:00")))
    assert states(found) == ["due"] * 9 + ["suspended"] * 2 + ["."] * 19


def test_a_suspended_patch_shows_what_is_not_put_and_when_the_last_came_off():
    pause = Pause(paris("2026-11-10 12:00"), paris("2026-11-12 12:00"), "rougeur")
    found = grid_of(line(patch(24), pauses=(pause,)))
    [put, off] = [slot for slot in found.rows[0].slots if slot.at == "matin"]
    assert [cell.state for cell in put.cells[9:13]] == ["due", "suspended", "suspended", "due"]
    assert off.act == "remove"
    assert (off.cells[9] is not None, off.cells[10]) == (True, None)


def test_a_change_of_version_is_one_row_under_its_last_name_with_each_day_s_amount():
    at = paris("2026-11-10 00:00")
    before = line(daily("matin"), superseded_at=at)
    scheme = Tapering((Step(day("2026-11-10"), takes("matin", "midi", amount="2")),))
    after = line(scheme, version=2, starts_at=at, drug=drug("prednisone"))
    found = grid_of(before, after)
    [row] = found.rows
    assert row.line == after
    assert [slot.at for slot in row.slots] == ["matin", "midi"]
    assert [int(cell.amount) for cell in row.slots[0].cells] == [1] * 9 + [2] * 21
    assert states(found, slot=1)[:10] == ["."] * 9 + ["due"]


def test_rows_follow_the_day_then_the_name():
    lines = [
        line(daily("soir"), "c", drug=drug("a")),
        line(daily("matin"), "b", drug=drug("b")),
        line(daily("matin"), "a", drug=drug("a")),
    ]
    found = grid_of(*lines)
    assert [row.line.drug.label for row in found.rows] == ["A", "B", "A"]


def test_a_weekly_line_is_due_on_its_days():
    found = grid_of(line(daily("matin", days=Weekdays(frozenset({1})))))
    due = [number for number, state in enumerate(states(found), 1) if state == "due"]
    assert due == [2, 9, 16, 23, 30]


def test_what_is_given_as_needed_stands_apart_where_it_held_in_the_month():
    held = line(as_needed(), "b", drug=drug("paracétamol"))
    also = line(as_needed(), "a", drug=drug("macrogol"), ends_at=paris("2026-11-02 00:00"))
    over = line(as_needed(), "c", ends_at=paris("2026-11-01 00:00"))
    to_come = line(as_needed(), "d", starts_at=paris("2026-12-01 00:00"))
    found = grid_of(held, also, over, to_come)
    assert found.as_needed == (also, held)
    assert found.rows == ()


def test_a_dose_of_a_line_that_nobody_can_read_is_left_aside():
    due = doses([DAILY], (), month_window(NOVEMBER, SETTINGS), SETTINGS)
    found = grid([], due, None, NOVEMBER, settings=SETTINGS, now=NOW)
    assert found.rows == ()


def test_every_state_has_its_words():
    assert all(STATES.values())
    assert len(set(STATES.values())) == len(STATES)
