"""What is unusual: outside one's units, at night off duty, unusually many; and what is not."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.areas.oversight.unusual import FEWEST, OnDuty, Opening, findings

PARIS = ZoneInfo("Europe/Paris")
NADIA, AICHA, ROSE, JEANNE = (uuid.UUID(int=number) for number in range(1, 5))
GLYCINES, MIMOSAS = uuid.UUID(int=10), uuid.UUID(int=11)
NAMES = {GLYCINES: "Glycines", MIMOSAS: "Mimosas"}
DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
SINCE = DAY - timedelta(days=7)


def opened(at=DAY, staff=NADIA, person=JEANNE, units=(GLYCINES,), unit=GLYCINES, **more):
    held = None if units is None else frozenset(units)
    return Opening(at, staff, "nurse", person, held, unit, **more)


def found(*openings, planned=()):
    return findings(openings, planned, PARIS, SINCE, NAMES)


def kinds(*openings, planned=()):
    return [one.kind for one in found(*openings, planned=planned)]


def files(count, at, staff=NADIA):
    return [opened(at, staff, uuid.UUID(int=1000 + number)) for number in range(count)]


def test_a_day_at_work_in_ones_own_unit_is_nothing():
    assert found(opened()) == []


def test_outside_says_whose_units_and_where_the_person_was():
    (one,) = found(opened(unit=MIMOSAS))
    assert (one.kind, one.staff_id, one.person_id) == ("outside", NADIA, JEANNE)
    assert one.why == (
        "Affecté·e alors à : Glycines. La personne était à l’unité Mimosas. "
        "Ouvert sans accès exceptionnel connu."
    )


def test_an_emergency_access_is_told_as_one_and_once_a_day():
    first = opened(unit=MIMOSAS, is_emergency=True)
    (one,) = found(opened(DAY + timedelta(minutes=2), unit=MIMOSAS), first)
    assert "par un accès exceptionnel" in one.why and one.at == DAY


def test_whoever_works_for_the_whole_home_is_never_outside():
    assert found(opened(units=None, unit=MIMOSAS), opened(units=None, unit=None)) == []


def test_the_file_of_somebody_who_left_is_outside_every_unit():
    (one,) = found(opened(unit=None))
    assert "n’y vivait pas ou plus" in one.why


def test_without_any_assignment_everything_is_outside():
    (one,) = found(opened(units=()))
    assert "Affecté·e alors à : aucune" in one.why


def test_at_night_without_a_shift_is_told_with_the_hour_and_how_many():
    at = datetime(2026, 11, 20, 1, 14, tzinfo=UTC)  # 2 h 14 in Paris
    (one,) = found(opened(at), opened(at + timedelta(minutes=5), person=ROSE))
    assert one.kind == "night" and one.person_id is None
    assert one.why.startswith("2 dossiers à partir de 2 h 14, au bureau, sans présence prévue")


def test_the_hours_of_the_night_are_those_of_the_home():
    assert kinds(opened(datetime(2026, 11, 20, 19, 59, tzinfo=UTC))) == []  # 20 h 59
    assert kinds(opened(datetime(2026, 11, 20, 20, 0, tzinfo=UTC))) == ["night"]
    assert kinds(opened(datetime(2026, 11, 20, 4, 59, tzinfo=UTC))) == ["night"]
    assert kinds(opened(datetime(2026, 11, 20, 5, 0, tzinfo=UTC))) == []
    assert kinds(opened(datetime(2026, 7, 20, 19, 30, tzinfo=UTC))) == []  # before the period


def test_whoever_is_on_duty_that_night_is_at_work_and_an_hour_around():
    starts = datetime(2026, 11, 19, 20, tzinfo=UTC)
    shift = OnDuty(NADIA, starts, starts + timedelta(hours=10))
    for at in (starts - timedelta(minutes=50), starts + timedelta(hours=3)):
        assert kinds(opened(at), planned=[shift]) == []
    other = OnDuty(AICHA, shift.starts_at, shift.ends_at)
    assert kinds(opened(starts + timedelta(hours=3)), planned=[other]) == ["night"]


def test_one_night_is_told_once_across_midnight():
    evening = datetime(2026, 11, 19, 22, tzinfo=UTC)
    assert kinds(opened(evening), opened(evening + timedelta(hours=4))) == ["night"]


def test_many_is_told_against_ones_own_usual():
    usual = [one for days in range(2, 9) for one in files(6, DAY - timedelta(days=days))]
    (one,) = found(*usual, *files(13, DAY))
    assert one.kind == "many"
    assert one.why == "13 dossiers ce jour-là ; d’habitude, 6 (médiane)."
    assert found(*usual, *files(12, DAY)) == []  # twice the usual, and no more


def test_many_needs_many():
    usual = [one for days in range(2, 9) for one in files(2, DAY - timedelta(days=days))]
    assert found(*usual, *files(FEWEST - 1, DAY)) == []


def test_a_newcomer_is_told_against_the_trade():
    trade = [one for days in range(2, 9) for one in files(5, DAY - timedelta(days=days), AICHA)]
    (one,) = found(*trade, *files(14, DAY))
    assert "chez les autres du même métier, 5" in one.why


def test_where_nobody_knows_what_is_usual_nothing_is_told():
    assert found(*files(40, DAY)) == []


def test_the_same_file_opened_again_counts_once():
    usual = [one for days in range(2, 9) for one in files(6, DAY - timedelta(days=days))]
    again = [opened(DAY + timedelta(minutes=n), person=JEANNE) for n in range(30)]
    assert found(*usual, *again) == []


def test_the_newest_comes_first():
    at = DAY - timedelta(days=2)
    told = found(opened(at, unit=MIMOSAS), opened(unit=MIMOSAS))
    assert [one.at for one in told] == [DAY, at]
