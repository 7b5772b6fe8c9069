"""The demo world holds together, at whatever moment it is made."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.demo.due import asks
from app.demo.values import Addition, Entry, FollowUp, Home, Person, StaffMember, World
from app.demo.world import build
from app.gate.auth.policy import ROLES, allows
from transmissions.entry import Draft, is_incomplete, is_pinned
from transmissions.follow_up_texts import validate_what
from transmissions.validation import validate, validate_addition
from transmissions.vocabulary_csv import starting_vocabulary

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = {
    "an afternoon": datetime(2026, 11, 21, 15, 30, tzinfo=UTC),
    "the small hours": datetime(2026, 11, 22, 2, 5, tzinfo=UTC),
    "the change of shift": datetime(2026, 11, 23, 5, 50, tzinfo=UTC),
    "the day clocks go back": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    "after clocks went forward": datetime(2027, 3, 29, 10, 0, tzinfo=UTC),
    "the first of January": datetime(2027, 1, 1, 11, 59, 59, tzinfo=UTC),
}


@cache
def the_world(moment: str) -> World:
    return build(MOMENTS[moment])


@pytest.fixture(params=MOMENTS)
def world(request: pytest.FixtureRequest) -> World:
    return the_world(request.param)


def staff_of(home: Home) -> dict[UUID, StaffMember]:
    return {member.id: member for member in home.staff}


def people_of(home: Home) -> dict[UUID, Person]:
    return {person.id: person for person in home.persons}


def unit_sizes(home: Home) -> Counter[str]:
    return Counter(person.unit for person in home.persons)


def parts_of(home: Home, entry: Entry) -> list[Entry | Addition]:
    return [entry, *home.additions.get(entry.id, ())]


def is_on_duty(home: Home, staff: UUID, at: datetime, unit: str) -> bool:
    units = {each.key: each.id for each in home.units}
    member = staff_of(home)[staff]
    return any(
        shift.staff == staff
        and shift.covers(at)
        and (shift.unit == units[unit] if shift.unit else not member.units or unit in member.units)
        for shift in home.shifts
    )


def test_the_same_moment_gives_the_same_world() -> None:
    now = MOMENTS["an afternoon"]
    assert build(now) == build(now)


def test_a_home_of_eighty_in_three_units_and_a_team_for_thirty(world: World) -> None:
    tilleuls, bellevue = world.homes
    assert unit_sizes(tilleuls) == {"glycines": 28, "capucines": 28, "jasmin": 24, "domicile": 30}
    assert unit_sizes(bellevue) == {"iris": 6}
    assert [unit.kind for unit in tilleuls.units] == ["unit", "unit", "unit", "home_care"]
    in_home = [member for member in tilleuls.staff if "domicile" not in member.units]
    assert len(in_home) == 25


def test_every_staff_role_is_somebody(world: World) -> None:
    relatives = {"relative", "legal_representative", "person"}
    assert {member.role for member in world.homes[0].staff} == ROLES.keys() - relatives


def test_the_cast_is_there(world: World) -> None:
    tilleuls, bellevue = world.homes
    cast = {(member.given_name, member.family_name, member.role) for member in tilleuls.staff}
    assert cast >= {
        ("Aïcha", "Benali", "care_assistant"),
        ("Nadia", "Roussel", "nurse"),
        ("Hélène", "Marchand", "lead_nurse"),
        ("Claire", "Morel", "physician"),
    }
    assert ("Chloé", "Garnier", "nurse") in {
        (member.given_name, member.family_name, member.role) for member in bellevue.staff
    }


def test_mme_lenoir_lives_in_room_12_of_glycines(world: World) -> None:
    home = world.homes[0]
    [lenoir] = [person for person in home.persons if person.family_name == "Lenoir"]
    [room] = [room for room in home.rooms if room.id == lenoir.room]
    assert (lenoir.given_name, lenoir.unit, room.name) == ("Jeanne", "glycines", "12")


def test_ages_are_those_of_a_nursing_home(world: World) -> None:
    home, today = world.homes[0], world.now.date()
    ages = [(today - p.born_on).days / 365.25 for p in home.persons if p.unit != "domicile"]
    assert min(ages) >= 78 and max(ages) < 102
    assert 85 < sum(ages) / len(ages) < 91


def test_nobody_shares_a_room_or_a_name_with_the_other_home(world: World) -> None:
    tilleuls, bellevue = world.homes
    rooms = [person.room for person in tilleuls.persons if person.room]
    assert len(set(rooms)) == len(rooms) == 80
    assert not {p.family_name for p in tilleuls.persons} & {p.family_name for p in bellevue.persons}
    staff_names = {member.family_name for home in world.homes for member in home.staff}
    assert not staff_names & {p.family_name for home in world.homes for p in home.persons}


def test_two_neighbours_bear_one_name_and_only_they_do(world: World) -> None:
    families = Counter(p.family_name for home in world.homes for p in home.persons)
    assert [name for name, count in families.items() if count > 1] == ["Bertrand"]


def test_every_id_is_one_things_alone(world: World) -> None:
    ids = [
        each.id
        for home in world.homes
        for group in (home.units, home.rooms, home.staff, home.shifts, home.persons, home.entries)
        for each in group
    ] + [a.id for home in world.homes for adds in home.additions.values() for a in adds]
    assert len(set(ids)) == len(ids)


def test_every_author_is_at_work_for_that_unit_then(world: World) -> None:
    for home in world.homes:
        people = people_of(home)
        for entry in home.entries:
            unit = people[entry.person].unit
            assert is_on_duty(home, entry.author, entry.occurred_at, unit), entry
            for addition in home.additions.get(entry.id, ()):
                assert is_on_duty(home, addition.author, addition.occurred_at, unit), addition


def test_nobody_writes_for_the_other_home_nor_outside_their_units(world: World) -> None:
    for home in world.homes:
        staff, people = staff_of(home), people_of(home)
        for entry in home.entries:
            units = staff[entry.author].units
            assert not units or people[entry.person].unit in units


def test_only_those_who_may_write_do_and_only_those_who_may_acknowledge_do(world: World) -> None:
    for home in world.homes:
        staff = staff_of(home)
        for entry in home.entries:
            assert allows(staff[entry.author].role, "journal.write")
            if entry.acknowledged:
                assert allows(staff[entry.acknowledged.by].role, "journal.acknowledge")
                assert entry.occurred_at < entry.acknowledged.at <= world.now


def test_every_entry_is_one_that_the_rules_accept(world: World) -> None:
    words = starting_vocabulary()
    for home in world.homes:
        for entry in home.entries:
            draft = Draft(
                entry.cible, entry.vocabulary, entry.data, entry.actions, entry.result, entry.chips
            )
            assert validate(draft, words) == []
            assert entry.label == words.by_id[entry.cible].label
            assert entry.alarm is words.by_id[entry.cible].alarm
            for addition in home.additions.get(entry.id, ()):
                assert validate_addition(addition) == []


def test_no_template_is_left_in_a_text(world: World) -> None:
    for home in world.homes:
        for entry in home.entries:
            for part in parts_of(home, entry):
                text = f"{part.data}{part.actions}{part.result}"
                assert not set("{}[]|") & set(text), text


def test_the_chips_are_those_that_the_cible_offers(world: World) -> None:
    words = starting_vocabulary()
    for home in world.homes:
        for entry in home.entries:
            cible = words.by_id[entry.cible]
            for part in parts_of(home, entry):
                assert set(part.chips.data) <= set(cible.data)
                assert set(part.chips.actions) <= set(cible.actions)
                assert set(part.chips.result) <= set(cible.results)


def test_nothing_happens_after_now_nor_arrives_before_it_happened(world: World) -> None:
    for home in world.homes:
        for entry in home.entries:
            assert entry.occurred_at < world.now
            assert entry.occurred_at <= entry.received_at <= world.now
        for additions in home.additions.values():
            assert all(addition.occurred_at < world.now for addition in additions)


def test_two_weeks_of_history_at_a_calm_homes_pace(world: World) -> None:
    home = world.homes[0]
    first = min(entry.occurred_at for entry in home.entries)
    assert timedelta(days=12) < world.now - first < timedelta(days=14, hours=8)
    people = people_of(home)
    recent = world.now - timedelta(days=7)
    week = Counter(people[e.person].unit for e in home.entries if e.occurred_at >= recent)
    assert 150 <= week["glycines"] <= 240 and 150 <= week["capucines"] <= 240
    a_day = Counter((e.person, e.occurred_at.astimezone(PARIS).date()) for e in home.entries)
    assert max(a_day.values()) <= 4


def test_nobody_is_written_about_before_they_came(world: World) -> None:
    for home in world.homes:
        people = people_of(home)
        assert all(people[entry.person].admitted_at < entry.occurred_at for entry in home.entries)


def test_someone_in_hospital_is_only_asked_after(world: World) -> None:
    home = world.homes[0]
    away = [person for person in home.persons if person.presence == "hospital"]
    assert away
    for person in away:
        cibles = [entry.cible for entry in home.entries if entry.person == person.id]
        left = cibles.index("hospitalisation")
        assert set(cibles[left:]) == {"hospitalisation"}


def test_night_entries_are_written_by_the_night_team(world: World) -> None:
    home = world.homes[0]
    staff = staff_of(home)
    at_night = [e for e in home.entries if e.occurred_at.astimezone(PARIS).hour in range(5)]
    assert len(at_night) > 20
    assert {staff[entry.author].pattern for entry in at_night} == {"night"}


def test_two_recent_alarms_wait_for_a_nurse_and_one_of_them_for_its_donnees(world: World) -> None:
    home = world.homes[0]
    pinned = [entry for entry in home.entries if is_pinned(entry)]
    recent = [entry for entry in pinned if world.now - entry.occurred_at < timedelta(hours=2)]
    assert sorted(entry.cible for entry in recent) == ["chute", "fausse-route"]
    assert [e.cible for e in recent if is_incomplete(e, home.additions.get(e.id, ()))] == ["chute"]
    assert len(pinned) - len(recent) <= 1
    assert len([entry for entry in home.entries if entry.alarm]) >= 9


def test_what_is_older_than_a_day_is_read_and_the_last_day_is_in_part(world: World) -> None:
    home = world.homes[0]
    people = people_of(home)
    read = {(receipt.entry, receipt.staff) for receipt in home.receipts}
    read |= {(o.entry, who) for o in home.corrections.values() for id, who in read if id == o.id}
    aicha = next(member for member in home.staff if member.key == "aicha")
    hers = [e for e in home.entries if people[e.person].unit == "glycines" and e.author != aicha.id]
    unread = [entry for entry in hers if (entry.id, aicha.id) not in read]
    assert unread
    assert all(world.now - entry.received_at <= timedelta(hours=24) for entry in unread)


def test_nobody_reads_too_early_or_marks_their_own(world: World) -> None:
    for home in world.homes:
        entries = {entry.id: entry for entry in home.entries}
        entries |= {one.id: entries[one.entry] for one in home.corrections.values()}
        for receipt in home.receipts:
            entry = entries[receipt.entry]
            assert entry.received_at <= receipt.read_at <= world.now
            assert receipt.staff != entry.author


def test_marks_are_known_kinds_in_plausible_numbers(world: World) -> None:
    home = [person for person in world.homes[0].persons if person.unit != "domicile"]
    kinds = Counter(mark.kind for person in home for mark in person.marks)
    assert 10 <= kinds["allergy"] <= 30
    assert 15 <= kinds["falls"] <= 40
    assert 10 <= kinds["swallowing"] <= 30
    assert kinds["palliative"] >= 1


def open_ones(home: Home) -> list[FollowUp]:
    return [one for one in home.follow_ups if all(each.kind != "close" for each in one.gestures)]


def due_at(one: FollowUp) -> datetime:
    later = [gesture.due_at for gesture in one.gestures if gesture.due_at is not None]
    return later[-1] if later else one.due_at


def test_a_home_has_things_to_do_some_late_and_one_urgent(world: World) -> None:
    home = world.homes[0]
    people, waiting = people_of(home), open_ones(home)
    assert 15 <= len(waiting) <= 45
    assert {people[one.person].unit for one in waiting} == {unit.key for unit in home.units}
    late = [one for one in waiting if due_at(one) <= world.now]
    assert 2 <= len(late) < len(waiting)
    assert [one.urgent for one in waiting].count(True) == 1
    assert len(home.follow_ups) - len(waiting) >= 40


def test_what_is_asked_comes_from_an_entry_and_is_done_by_who_is_at_work(world: World) -> None:
    for home in world.homes:
        staff, people = staff_of(home), people_of(home)
        entries = {entry.id: entry for entry in home.entries}
        entries |= {one.id: entries[one.entry] for one in home.corrections.values()}
        for one in home.follow_ups:
            entry = entries[one.entry]
            assert (one.person, one.author) == (entry.person, entry.author)
            assert one.opened_at == entry.occurred_at < one.due_at
            for gesture in one.gestures:
                assert entry.occurred_at < gesture.at < world.now
                assert allows(staff[gesture.by].role, "follow_up.write")
                assert one.role in (None, staff[gesture.by].role)
                assert is_on_duty(home, gesture.by, gesture.at, people[one.person].unit)


def test_what_is_asked_and_answered_is_what_the_rules_accept(world: World) -> None:
    words = starting_vocabulary()
    assert asks().keys() <= words.by_id.keys()
    for home in world.homes:
        for one in home.follow_ups:
            assert validate_what(one.what) == []
            told = [one.what, *(f"{each.result}{each.reason}" for each in one.gestures)]
            assert not set("{}[]|") & set("".join(told)), told


def test_every_follow_up_has_an_id_of_its_own(world: World) -> None:
    ids = [
        each.id for home in world.homes for one in home.follow_ups for each in (one, *one.gestures)
    ]
    assert len(set(ids)) == len(ids)
