"""Absences: planned, noted by one gesture or after the fact, corrected, cancelled; and what doses read of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.areas.persons.commands import (
    AbsenceDraft,
    cancel_absence,
    correct_absence,
    leave,
    note_absence,
    on_change,
    set_presence,
)
from app.areas.persons.models import Absence, Person
from app.areas.persons.queries import absences_of, absences_shown, movements_of
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from medication.schedule import Absence as Away
from tests.areas.conftest import HOUR, NOW

DAY = timedelta(days=1)
WEEKEND = AbsenceDraft("family", NOW + DAY, NOW + 3 * DAY, doses_handed=True, note="chez sa fille")


@pytest.fixture
def lenoir(home):
    return home.admit()


def note(home, person, draft, now=NOW):
    with home.house.database.write() as session:
        return note_absence(session, home.house, home.leader, person, draft, now=now)


def correct(home, person, chain_id, draft, now=NOW, **named):
    with home.house.database.write() as session:
        return correct_absence(
            session, home.house, home.leader, person, chain_id, draft, now=now, **named
        )


def cancel(home, person, chain_id, now=NOW):
    with home.house.database.write() as session:
        return cancel_absence(session, home.leader, person, chain_id, now=now)


def say(home, person, presence, now=NOW):
    with home.house.database.write() as session:
        return set_presence(session, home.leader, person, presence, now=now)


def away(home, person, start=NOW - 9 * DAY, end=NOW + 9 * DAY, now=NOW):
    with home.house.database.read() as session:
        return absences_of(session, [person], start, end, now=now).get(person, ())


def shown(home, person):
    with home.house.database.read() as session:
        return [(one.kind, one.state) for one in absences_shown(session, home.house, person)]


def presence(home, person):
    with home.house.database.read() as session:
        return session.get_one(Person, person).presence


def test_a_planned_absence_is_read_by_doses_before_anybody_leaves(home, lenoir):
    note(home, lenoir, WEEKEND)
    assert away(home, lenoir) == (Away(NOW + DAY, NOW + 3 * DAY, "family"),)
    assert (presence(home, lenoir), shown(home, lenoir)) == ("present", [("family", "planned")])


def test_only_what_touches_the_window_is_told(home, lenoir):
    note(home, lenoir, WEEKEND)
    assert away(home, lenoir, NOW, NOW + DAY) == ()
    assert away(home, lenoir, NOW + 3 * DAY, NOW + 4 * DAY) == ()
    assert len(away(home, lenoir, NOW + 2 * DAY, NOW + 4 * DAY)) == 1


def test_one_gesture_opens_an_absence_and_the_return_ends_it(home, lenoir):
    say(home, lenoir, "hospital")
    assert away(home, lenoir, now=NOW + HOUR) == (Away(NOW, None, "hospital"),)
    say(home, lenoir, "present", now=NOW + 5 * HOUR)
    assert away(home, lenoir) == (Away(NOW, NOW + 5 * HOUR, "hospital"),)


def test_a_gesture_taken_back_at_once_leaves_no_absence(home, lenoir):
    say(home, lenoir, "outing")
    say(home, lenoir, "present", now=NOW + timedelta(seconds=8))
    assert away(home, lenoir) == ()
    assert shown(home, lenoir) == [("outing", "cancelled")]


def test_from_an_outing_to_the_hospital_one_ends_where_the_other_begins(home, lenoir):
    say(home, lenoir, "outing")
    say(home, lenoir, "hospital", now=NOW + HOUR)
    assert away(home, lenoir, now=NOW + 2 * HOUR) == (
        Away(NOW, NOW + HOUR, "outing"),
        Away(NOW + HOUR, None, "hospital"),
    )


def test_leaving_for_what_was_planned_begins_that_absence(home, lenoir):
    note(home, lenoir, replace(WEEKEND, from_at=NOW + HOUR))
    say(home, lenoir, "outing", now=NOW + 2 * HOUR)
    assert shown(home, lenoir) == [("family", "ongoing")]
    assert away(home, lenoir) == (Away(NOW + HOUR, NOW + 3 * DAY, "family"),)
    with home.house.database.read() as session:
        (one,) = absences_shown(session, home.house, lenoir)
    assert (one.note, one.doses_handed) == ("chez sa fille", True)


def test_whoever_is_not_back_when_expected_is_still_away(home, lenoir):
    back = NOW + 2 * HOUR
    note(home, lenoir, AbsenceDraft("outing", NOW, back))
    assert presence(home, lenoir) == "outing"
    assert away(home, lenoir, now=NOW + HOUR) == (Away(NOW, back, "outing"),)
    assert away(home, lenoir, start=back, now=back + HOUR) == (Away(NOW, None, "outing"),)


def test_an_absence_told_after_the_fact_changes_no_presence(home, lenoir):
    with home.house.database.write() as session:
        session.get_one(Person, lenoir).admitted_at = NOW - 5 * DAY
    note(home, lenoir, AbsenceDraft("outing", NOW - 3 * HOUR, NOW - HOUR))
    assert (presence(home, lenoir), shown(home, lenoir)) == ("present", [("outing", "ended")])


def test_a_correction_is_a_version_and_the_one_before_stays(home, lenoir):
    row = note(home, lenoir, WEEKEND)
    later = replace(WEEKEND, until_at=NOW + 4 * DAY, note=None)
    correct(home, lenoir, row.chain_id, later, now=NOW + HOUR, seen=stamp({"version": 1}))
    with home.house.database.read() as session:
        (one,) = absences_shown(session, home.house, lenoir)
    assert (one.version, one.until_at, one.note) == (2, NOW + 4 * DAY, None)
    assert [(old.until_at, old.note) for old in one.before] == [(NOW + 3 * DAY, "chez sa fille")]
    with pytest.raises(Conflict):
        correct(home, lenoir, row.chain_id, WEEKEND, seen=stamp({"version": 1}))


def test_a_return_put_in_the_past_brings_the_person_back_at_that_hour(home, lenoir):
    say(home, lenoir, "outing")
    with home.house.database.read() as session:
        (one,) = absences_shown(session, home.house, lenoir)
    back = NOW + HOUR
    correct(home, lenoir, one.chain_id, AbsenceDraft("outing", NOW, back), now=NOW + 3 * HOUR)
    assert presence(home, lenoir) == "present"
    with home.house.database.read() as session:
        last = movements_of(session, lenoir)[0]
    assert (last.kind, last.occurred_at) == ("return", back)


def test_what_is_cancelled_is_read_by_no_dose_and_stays_in_the_list(home, lenoir):
    row = note(home, lenoir, WEEKEND)
    cancel(home, lenoir, row.chain_id)
    assert (away(home, lenoir), shown(home, lenoir)) == ((), [("family", "cancelled")])
    with pytest.raises(Conflict, match="déjà annulée"):
        cancel(home, lenoir, row.chain_id)
    with home.house.database.read() as session:
        assert session.query(Absence).count() == 2


def test_cancelling_what_is_under_way_says_that_the_person_is_here(home, lenoir):
    say(home, lenoir, "outing")
    with home.house.database.read() as session:
        (one,) = absences_shown(session, home.house, lenoir)
    cancel(home, lenoir, one.chain_id, now=NOW + HOUR)
    assert (presence(home, lenoir), away(home, lenoir)) == ("present", ())


def test_whoever_leaves_for_good_is_not_awaited(home, lenoir):
    note(home, lenoir, WEEKEND)
    with home.house.database.write() as session:
        leave(session, home.leader, lenoir, left_at=NOW, now=NOW)
    assert away(home, lenoir) == ()


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("kind", {"kind": "holiday"}),
        ("until_on", {"until_at": NOW + DAY}),
        ("from_on", {"from_at": NOW + 400 * DAY, "until_at": None}),
        ("from_on", {"from_at": NOW - 30 * DAY, "until_at": NOW - 29 * DAY}),
        ("note", {"note": "x" * 201}),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(home, lenoir, field, changed):
    with pytest.raises(Invalid) as refused:
        note(home, lenoir, replace(WEEKEND, **changed))
    assert field in refused.value.fields


def test_two_absences_do_not_cover_the_same_hours(home, lenoir):
    note(home, lenoir, WEEKEND)
    with pytest.raises(Invalid, match="revoir") as refused:
        note(home, lenoir, AbsenceDraft("hospital", NOW + 2 * DAY))
    assert "corrigez-la" in refused.value.fields["from_on"]
    note(home, lenoir, AbsenceDraft("hospital", NOW + 3 * DAY))


def test_whoever_depends_on_absences_is_told_in_the_same_transaction(home, lenoir, monkeypatch):
    told = []
    monkeypatch.setattr("app.areas.persons.changes._LISTENERS", [])
    on_change(lambda session, change: told.append((change.what, session.query(Absence).count())))
    row = note(home, lenoir, WEEKEND)
    correct(home, lenoir, row.chain_id, replace(WEEKEND, kind="outing"))
    cancel(home, lenoir, row.chain_id)
    say(home, lenoir, "hospital")
    assert told == [("absence", 1), ("absence", 2), ("absence", 3), ("absence", 4)]


def test_another_homes_leader_finds_nobody(home, other_home, lenoir):
    with other_home.house.database.write() as session, pytest.raises(NotFound):
        note_absence(session, home.house, other_home.leader, lenoir, WEEKEND, now=NOW)
